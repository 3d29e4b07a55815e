"""Writes a story as plain HTML that keeps its look where it is pasted: 公众号, mail, other editors.

Such editors drop style sheets and classes, so the few looks stand in `style` attributes of the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from showcase.stories.outputs.document import StoryDocument, Text

TEMPLATE = "showcase/story_file.html"


def html_file(story: StoryDocument, pictures: Mapping[Any, str], printed_on: str = "") -> str:
    """Return a whole page in the active language.

    `pictures`: stored image → its whole address; `printed_on`: the day of a print, as shown to readers.
    """
    parts = [
        {
            "kind": type(part).__name__.lower(),
            "part": part,
            "address": pictures.get(getattr(part, "image", None), ""),
            "is_text": isinstance(part, Text),
        }
        for part in story.parts
    ]
    return render_to_string(TEMPLATE, {"story": story, "parts": parts, "printed_on": printed_on})
