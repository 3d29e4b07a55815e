"""The tagging box in the edit form of a story: above the choosers, whose rows it adds and deletes."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from wagtail.admin.panels import Panel

from showcase.stories.tagging.answers import RELATIONS, vocabulary_name


class TaggingPanel(Panel):
    """One box for terms of all vocabularies (`static/js/admin/tagging.js`)."""

    class BoundPanel(Panel.BoundPanel):
        """The box; nothing in it is posted with the form."""

        template_name = "showcase/admin/tagging.html"

        @property
        def media(self) -> forms.Media:
            """Return the script and the style of the box."""
            return forms.Media(js=["js/admin/tagging.js"], css={"all": ["css/admin/tagging.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the vocabularies and the relations that they fill."""
            return {
                **super().get_context_data(parent_context),
                "relations": json.dumps(RELATIONS),
                "vocabularies": [(name, vocabulary_name(name)) for name in RELATIONS],
            }
