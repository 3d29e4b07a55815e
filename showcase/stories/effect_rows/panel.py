"""The rows of effects in the edit form of a story: a box that reads words, and one compact row a figure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import get_language
from wagtail.admin.panels import MultiFieldPanel, Panel

from showcase.effects.entered import scaled_units, unit_words
from showcase.effects.units import unit_of
from showcase.stories.effect_rows.answers import FIELDS, understood
from showcase.stories.effect_rows.forms import UNITS_LIST


class EffectReaderPanel(Panel):
    """The box into which an editor pastes the source's words or a table of results."""

    class BoundPanel(Panel.BoundPanel):
        """The box with the list of units that all rows share."""

        template_name = "showcase/admin/effect_reader.html"

        @property
        def media(self) -> forms.Media:
            """Return the script and the style of the rows."""
            return forms.Media(js=["js/admin/effects.js"], css={"all": ["css/admin/effects.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the units in the editor's language."""
            return {**super().get_context_data(parent_context), "units_list": UNITS_LIST, "units": unit_options()}


class EffectRowPanel(MultiFieldPanel):
    """One effect: the fields named in `line` side by side, all others behind “Details”."""

    def __init__(self, children: Any = (), *args: Any, line: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(children, *args, **kwargs)
        self.line = line

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep which fields stand in the line."""
        return {**super().clone_kwargs(), "line": self.line}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """A row with the figure as it is understood."""

        template_name = "showcase/admin/effect_row.html"

        @property
        def in_line(self) -> list[Any]:
            """The fields of the line."""
            return [child for child in self.visible_children if child.field_name in self.panel.line]

        @property
        def in_details(self) -> list[Any]:
            """The fields behind “Details”."""
            return [child for child in self.visible_children if child.field_name not in self.panel.line]

        @property
        def opened(self) -> bool:
            """Whether a field behind “Details” has an error."""
            return any(child.bound_field.errors for child in self.in_details)

        @property
        def understood(self) -> dict[str, Any]:
            """How the numbers in the row are understood."""
            fields = {name: str(self.form[name].value() or "") for name in FIELDS}
            return understood(fields, get_language() or "")


def unit_options() -> list[tuple[str, str]]:
    """Return the units that a form offers, each with its words in the other language."""
    language = get_language() or ""
    return [
        (unit_words(symbol, scale, language), " · ".join(dict.fromkeys(filter(None, (symbol, unit.zh, unit.en_many)))))
        for symbol, scale in scaled_units()
        for unit in [unit_of(symbol)]
    ]
