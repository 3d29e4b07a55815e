"""Lets tables be pasted into the editor: `static/js/admin/pasted_table.js` fills the table block."""

from django import forms
from django.utils.functional import cached_property
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

_SCRIPT = forms.Media(js=["js/admin/pasted_table.js"])


class TableAdapter(StructBlockAdapter):
    """The form of `portal.blocks.DataTableBlock`: a table pasted into a cell fills it."""

    js_constructor = "portal.blocks.Table"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + _SCRIPT


class BodyAdapter(StreamBlockAdapter):
    """The form of a body: a table pasted into a text becomes a table block below it."""

    js_constructor = "portal.blocks.Body"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + _SCRIPT
