"""The body of a story: sections of fixed kinds, so that every case reads in the same order."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register

from portal.blocks import CalloutBlock, DataTableBlock, FigureBlock, PicturesReadTogether, TextBlock, spoken
from portal.blocks.pasted_tables import BodyAdapter
from showcase.choices import StoryKind

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

SECTIONS_OF: Mapping[str, tuple[str, ...]] = {
    StoryKind.CASE: ("background", "practices", "results", "transfer", "limits", "lessons", "missing"),
    StoryKind.TECHNOLOGY: ("principle", "fits", "not_fits", "figures", "measure_first", "mistakes", "missing"),
    StoryKind.PRACTICE: ("what", "how", "examples", "start", "limits", "missing"),
}
"""The sections of each kind of story, in their order."""


class StoryBodyBlock(PicturesReadTogether, blocks.StreamBlock):
    """Sections and their content. A section without a source is left out."""

    section = spoken(
        blocks.ChoiceBlock(choices=SECTIONS, label=_("section"), icon="title", template="blocks/section.html")
    )
    text = TextBlock()
    figure = FigureBlock()
    table = DataTableBlock()
    note = CalloutBlock()


register(BodyAdapter(), StoryBodyBlock)
