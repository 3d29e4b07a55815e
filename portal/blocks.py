"""The blocks every page may use. All of them are built of blocks that wagtail-localize can translate:

tables are lists of rows because TableBlock and TypedTableBlock stay Chinese on the English page.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "superscript", "subscript"]


class CitationsBlock(blocks.ListBlock):
    """Numbers of sources in the page's own list of sources."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            blocks.IntegerBlock(min_value=1, max_value=99, label=_("source number")),
            **{"default": [], "label": _("sources"), **kwargs},
        )


class ParagraphBlock(blocks.StructBlock):
    """A paragraph with the sources it rests on, or marked as the portal's own general explanation."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("text"))
    sources = CitationsBlock(required=False)
    own = blocks.BooleanBlock(
        required=False,
        label=_("general explanation by the portal"),
        help_text=_("Engineering background that rests on no source about this enterprise."),
    )

    class Meta:
        icon = "pilcrow"
        label = _("paragraph")
        template = "blocks/paragraph.html"


class ItemsBlock(blocks.StructBlock):
    """A list whose items each carry their sources."""

    ordered = blocks.BooleanBlock(required=False, label=_("numbered"))
    items = blocks.ListBlock(ParagraphBlock(), label=_("items"))

    class Meta:
        icon = "list-ul"
        label = _("list")
        template = "blocks/items.html"


class FigureBlock(blocks.StructBlock):
    """A picture with a caption; its alternative text stands with the image."""

    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(required=False, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("picture")
        template = "blocks/figure.html"


class TableRowBlock(blocks.StructBlock):
    """One row of a table."""

    cells = blocks.ListBlock(blocks.CharBlock(required=False), label=_("cells"))


class DataTableBlock(blocks.StructBlock):
    """A table with a caption and a header row; the first cell of each row is its header."""

    caption = blocks.CharBlock(label=_("caption"))
    header = blocks.ListBlock(blocks.CharBlock(required=False), label=_("header"))
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


class BodyBlock(blocks.StreamBlock):
    """The body of an information page; stories add their sections in front."""

    heading = blocks.CharBlock(icon="title", label=_("heading"), template="blocks/heading.html")
    paragraph = ParagraphBlock()
    items = ItemsBlock()
    figure = FigureBlock()
    table = DataTableBlock()
    note = CalloutBlock()
