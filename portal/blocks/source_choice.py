"""A choice among the sources of the page that is edited: `static/js/admin/citations.js` fills it from the form."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail import blocks

MOST_SOURCES = 99
_SCRIPT = forms.Media(js=["js/admin/citations.js"], css={"all": ["css/admin/citations.css"]})


class SourceSelect(forms.Select):
    """A list of sources by their key. The server offers the chosen one alone; the script names all of them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-controller": "source-choice", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        return _SCRIPT

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return an empty option and one for each of `value`."""
        self.choices = [("", "—"), *((key, key) for key in value if key)]
        return super().optgroups(name, value, attrs)


class _AnySource(SourceSelect):
    """The same in a block, whose value a script sets before the list is filled: it has every key."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        self.choices = [("", "—"), *((key, key) for key in range(1, MOST_SOURCES + 1))]
        return forms.Select.optgroups(self, name, value, attrs)


class SourceBlock(blocks.IntegerBlock):
    """The key of a source, from 1 to 99."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": MOST_SOURCES, **kwargs})
        self.field.widget = _AnySource()
