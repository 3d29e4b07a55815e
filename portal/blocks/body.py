"""The blocks that every page may use, all made of blocks that wagtail-localize can translate.

Tables are lists of rows, because TableBlock and TypedTableBlock stay Chinese on the English page.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register

from portal.blocks.pasted_tables import BodyAdapter, TableAdapter
from portal.blocks.picture_choice import PictureChoiceBlock, PicturesReadTogether
from portal.blocks.source_choice import SourceBlock
from portal.blocks.spoken_names import spoken
from portal.files.media import Image
from portal.files.shown_picture import FIGURE, shown_picture
from portal.text.citations import FEATURE, KEYS_FEATURE

TEXT_FEATURES = ["bold", "italic", "link", "superscript", "subscript", FEATURE, KEYS_FEATURE]
"""Of one short text."""
PROSE_FEATURES = [*TEXT_FEATURES, "h3", "h4", "ul", "ol"]
"""Of the text of a section; its heading is an h2."""


class CitationsBlock(blocks.ListBlock):
    """Sources of a table, which has no text that could cite them: keys of rows of the page's own list."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(SourceBlock(label=_("source")), **{"default": [], "label": _("sources"), **kwargs})


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and sub-headings that cite their sources inside the text (`portal.text.citations`)."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": PROSE_FEATURES, "label": _("text"), **kwargs})

    @cached_property
    def field(self) -> Any:
        """The field, made once the features of rich texts are registered."""
        made = super().field
        made.widget.options["ariaLabel"] = self.label
        return made

    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"


class FigureBlock(blocks.StructBlock):
    """A picture with a caption; its alternative text belongs to the image."""

    image = PictureChoiceBlock(label=_("image"))
    caption = blocks.CharBlock(required=False, label=_("caption"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "picture": shown_picture(value["image"], FIGURE)}

    class Meta:
        icon = "image"
        label = _("picture")
        template = "blocks/figure.html"


def figures(body: Iterable[Any]) -> list[Image]:
    """Return the pictures of a body's blocks, without those that were deleted."""
    return [block.value["image"] for block in body if block.block_type == "figure" and block.value["image"]]


class TableRowBlock(blocks.StructBlock):
    """One row of a table."""

    cells = blocks.ListBlock(spoken(blocks.CharBlock(required=False), _("cell")), label=_("cells"))


class DataTableBlock(blocks.StructBlock):
    """A table with a caption and a header row; the first cell of each row is its header."""

    caption = blocks.CharBlock(label=_("caption"))
    header = blocks.ListBlock(spoken(blocks.CharBlock(required=False), _("heading of a column")), label=_("header"))
    rows = blocks.ListBlock(TableRowBlock(), label=_("rows"))
    sources = CitationsBlock(required=False)

    class Meta:
        icon = "table"
        label = _("table")
        template = "blocks/data_table.html"


class CalloutBlock(blocks.StructBlock):
    """A short remark set apart from the text."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("note")
        template = "blocks/callout.html"


class BodyBlock(PicturesReadTogether, blocks.StreamBlock):
    """The body of an information page; stories add their sections."""

    heading = spoken(blocks.CharBlock(icon="title", label=_("heading"), template="blocks/heading.html"))
    text = TextBlock()
    figure = FigureBlock()
    table = DataTableBlock()
    note = CalloutBlock()


register(TableAdapter(), DataTableBlock)
register(BodyAdapter(), BodyBlock)
