"""The body of a story: sections of fixed kinds, so that every case reads in the same order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks import CalloutBlock, DataTableBlock, FigureBlock, ItemsBlock, ParagraphBlock

SECTIONS = [
    ("background", _("Background and problem")),
    ("practices", _("Main practices")),
    ("results", _("Results")),
    ("transfer", _("What can be transferred")),
    ("limits", _("Limits")),
    ("lessons", _("Lessons")),
    ("principle", _("How it works")),
    ("fits", _("Where it fits")),
    ("not_fits", _("Where it does not fit")),
    ("figures", _("Published figures")),
    ("measure_first", _("What to measure first")),
    ("mistakes", _("Typical mistakes")),
    ("what", _("What it is")),
    ("how", _("How plants organise it")),
    ("examples", _("Examples")),
    ("start", _("How to start")),
    ("missing", _("Not stated in the sources")),
]


class StoryBodyBlock(blocks.StreamBlock):
    """Sections and what stands in them. A section that no source fills is absent."""

    section = blocks.ChoiceBlock(choices=SECTIONS, label=_("section"), icon="title", template="blocks/section.html")
    paragraph = ParagraphBlock()
    items = ItemsBlock()
    figure = FigureBlock()
    table = DataTableBlock()
    note = CalloutBlock()
