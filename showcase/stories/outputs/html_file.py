"""Writes a story as plain HTML that keeps its look where it is pasted: 公众号, mail, other editors.

Such editors drop style sheets and classes, so the few looks stand in `style` attributes of the template.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from portal.charts.svg import svg_file
from showcase.stories.outputs.document import Part, Sketch, StoryDocument, Text

TEMPLATE = "showcase/story_file.html"


def html_file(story: StoryDocument, pictures: Mapping[Any, str], printed_on: str = "") -> str:
    """Return a whole page in the active language.

    `pictures`: stored image → its whole address; `printed_on`: the day of a print, as shown to readers.
    """
    parts = [
        {
            "kind": type(part).__name__.lower(),
            "part": part,
            "address": _address(part, pictures, bool(printed_on)),
            "is_text": isinstance(part, Text),
        }
        for part in story.parts
    ]
    return render_to_string(TEMPLATE, {"story": story, "parts": parts, "printed_on": printed_on})


def _address(part: Part, pictures: Mapping[Any, str], is_print: bool) -> str:
    """Return where the picture of a part is: of a print, which fetches nothing, the drawing itself."""
    if not isinstance(part, Sketch):
        return pictures.get(getattr(part, "image", None), "")
    if not is_print:
        return part.address
    file = svg_file(part.drawing, part.title).encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(file).decode()}"
