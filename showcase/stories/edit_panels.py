"""The edit form of a story in five tabs: text, facts, sources, checks, promote. A translation has no facts to edit."""

from collections.abc import Sequence
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from portal.admin.edit_panels import FormRowsPanel, InlinePanel, MultipleChooserPanel, PlainFieldsPanel, SourceOnlyTab
from portal.blocks.source_choice import SourceSelect
from portal.guides.links import explained
from portal.pages.sources import SourceForm
from showcase.stories.checks.form import StoryForm
from showcase.stories.checks.panel import ChecksPanel
from showcase.stories.effect_rows.forms import EffectForm
from showcase.stories.effect_rows.panel import EffectReaderPanel, EffectRowPanel
from showcase.stories.tagging.panel import TaggingPanel

# What gettext_lazy returns; Wagtail accepts both.
Text: TypeAlias = "str | Promise"


# In one line where the width allows; everything else is behind “Details”.
EFFECT_LINE = (
    "printed",
    "of_what_zh",
    "quantity",
    "low",
    "high",
    "unit",
    "per",
    "scope",
    "evidence",
    "source_number",
)
_WIDGETS = {"source_number": SourceSelect}
_SHORT = {"of_what_zh": _("Of what"), "source_number": _("Source")}
EFFECT_PANELS = [
    EffectRowPanel(
        [
            *(FieldPanel(name, heading=_SHORT.get(name, ""), widget=_WIDGETS.get(name)) for name in EFFECT_LINE),
            FieldPanel("direction"),
            FieldPanel("basis"),
            FieldPanel("before", help_text=_("Only where the source gives both; they never replace the saving.")),
            FieldPanel("after"),
            FieldPanel("period", help_text=_("2023, 2023-07 or 2023-07-01.")),
            FieldPanel("printed_language"),
            FieldPanel("aside"),
        ],
        line=EFFECT_LINE,
    )
]

LISTING_PANELS = [PlainFieldsPanel([FieldPanel("programme"), FieldPanel("level")]), FieldPanel("entry")]

PLANT_PANELS = [
    FieldRowPanel([FieldPanel("product"), FieldPanel("yearly_output")]),
    FieldRowPanel([FieldPanel("operating_hours"), FieldPanel("energy_price")]),
    FieldRowPanel([FieldPanel("carrier_replaced"), FieldPanel("provider")]),
]

PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", disable_comments=True),
            FieldPanel("seo_title", disable_comments=True),
            FieldPanel(
                "search_description",
                help_text=_("Shown by search engines; if left empty, the summary is shown."),
                disable_comments=True,
            ),
        ],
        heading=_("Address and search engines"),
    ),
    PublishingPanel(),
    CommentPanel(),  # reviewers comment on fields
]


def _chosen(relation: str, field: str, heading: Text, one: Text, help_text: Text = "") -> MultipleChooserPanel:
    return MultipleChooserPanel(relation, chooser_field_name=field, heading=heading, label=one, help_text=help_text)


def _subject_panels() -> list[Panel]:
    return [
        _chosen(
            "industry_items",
            "tag",
            _("Industries"),
            _("industry"),
            _(
                "The most specific class that the sources support. Search by code, name or another name, in either "
                "language."
            ),
        ),
        FieldPanel("cross_industry", disable_comments=True),
        _chosen("technique_items", "tag", _("Techniques"), _("technique"), _("What was done: choose one to four.")),
        _chosen("process_items", "process", _("Processes and machines"), _("process"), _("For the search only.")),
        _chosen("goal_items", "goal", _("Goals of the green factory"), _("goal")),
        _chosen("catalogue_items", "catalogue", _("Catalogues that name the technology"), _("catalogue")),
    ]


def _standing_panels(extra: Sequence[Panel]) -> list[Panel]:
    return [
        FieldRowPanel(
            [FieldPanel("standing"), FieldPanel("standing_source", widget=SourceSelect, disable_comments=True)]
        ),
        *extra,
        FieldRowPanel(
            [
                FieldPanel("year", disable_comments=True, help_text=_("The year of the newest figure or report.")),
                FieldPanel(
                    "confirmed_on",
                    disable_comments=True,
                    help_text=_("The date on which the sources were last checked."),
                ),
            ]
        ),
        FieldPanel(
            "facts_checked",
            disable_comments=True,
            help_text=explained(
                "facts_checked",
                _(
                    "Tick it where every fact was checked against its source: the story counts as confirmed from "
                    "today once it is published. A change alone does not confirm it."
                ),
            ),
        ),
    ]


def _fact_panels(standing_extra: Sequence[Panel], extra: Sequence[Panel]) -> list[Panel]:
    return [
        MultiFieldPanel(_standing_panels(standing_extra), heading=_("Standing")),
        _chosen("enterprise_items", "enterprise", _("Enterprises"), _("enterprise")),
        TaggingPanel(heading=_("Find and choose terms")),
        _chosen("region_items", "region", _("Regions"), _("region"), _("The location of the plant.")),
        *_subject_panels(),
        EffectReaderPanel(heading=_("Read effects from the source")),
        FormRowsPanel(
            "effects",
            form_class=EffectForm,
            panels=EFFECT_PANELS,
            heading=_("Effects"),
            label=_("effect"),
            help_text=explained(
                "effects",
                _(
                    "One row per published figure. The same number in “From” and “To” is exact; only the first is “at "
                    "least”, only the second “at most”. Do not add up or convert by hand: the portal does that. Keys: "
                    "Ctrl+Enter new row, Ctrl+Shift+Enter copy of the row, Alt+↑ and Alt+↓ move it, Alt+Delete "
                    "deletes it."
                ),
            ),
        ),
        *extra,
        InlinePanel("cited_listings", panels=LISTING_PANELS, heading=_("Listings it is based on"), label=_("listing")),
        FieldPanel("cover", disable_comments=True),
        FieldPanel("sketch", disable_comments=True),
        _chosen("related_items", "target", _("Related stories"), _("story")),
    ]


def _evidence_panel() -> InlinePanel:
    return InlinePanel(
        "evidence_items",
        heading=_("Supporting documents"),
        label=_("document"),
        help_text=explained(
            "evidence",
            _("Meter reports, verifications, invoices. Only users of the admin see them, also once published."),
        ),
    )


def story_tabs(
    *, text: Sequence[Panel] = (), standing: Sequence[Panel] = (), facts: Sequence[Panel] = ()
) -> TabbedInterface:
    """Return the tabs of one kind of story; a kind adds panels to text, standing and facts."""
    text_panels = [
        TitleFieldPanel("title", help_text=_("What was done and where, in one line.")),
        FieldPanel(
            "summary", help_text=_("Two sentences: what was done and what it achieved. At most 120 characters.")
        ),
        FieldPanel("body", help_text=explained("body", _("Leave out a section for which there is no source."))),
        FieldPanel("caveat"),
        FieldPanel("standing_note", help_text=_("In words: which list, of which year, and where it was published.")),
        *text,
    ]
    sources = FormRowsPanel(
        "sources",
        form_class=SourceForm,
        heading=_("Sources"),
        label=_("source"),
        help_text=explained(
            "sources",
            _("Numbered in their order; moving one renumbers its citations. In a text, Ctrl+Shift+K or [1] cites one."),
        ),
    )
    return TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            SourceOnlyTab(_fact_panels(standing, facts), heading=_("Facts")),
            SourceOnlyTab([sources, _evidence_panel()], heading=_("Sources")),
            SourceOnlyTab([ChecksPanel(heading=_("Before publishing"))], heading=_("Checks")),
            ObjectList(PROMOTE_PANELS, heading=_("Promote")),
        ],
        base_form_class=StoryForm,
    )


def case_tabs() -> TabbedInterface:
    """Return the tabs of a case study: also its depth and the context of the plant."""
    return story_tabs(
        text=[MultiFieldPanel(PLANT_PANELS, heading=_("The plant, as far as a source says"), classname="collapsed")],
        standing=[FieldPanel("case_depth", help_text=_("“Source wanted” is a lead: it stays a draft."))],
        facts=[
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("build"), FieldPanel("plant_source", widget=SourceSelect)])],
                heading=_("New build or retrofit"),
            )
        ],
    )
