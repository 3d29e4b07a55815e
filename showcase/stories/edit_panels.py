"""The editor of a story in four tabs: text, facts, sources, promote. A translation has no facts to edit."""

from collections.abc import Sequence
from typing import TypeAlias

from django import forms
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

from portal.edit_panels import InlinePanel, MultipleChooserPanel, SourceOnlyTab
from portal.page_forms import BasePageForm
from showcase.effects.units import known_units, unit_of

# What gettext_lazy gives; Wagtail takes both.
Text: TypeAlias = "str | Promise"


def unit_choices() -> list[tuple[str, str]]:
    """Every unit of the registry, with its words in both languages."""
    named = [
        (unit.symbol, " · ".join(filter(None, (unit.symbol, unit.zh, unit.en_many))))
        for unit in map(unit_of, sorted(known_units()))
    ]
    return [("", "---------"), *named]


EFFECT_PANELS = [
    FieldRowPanel([FieldPanel("quantity"), FieldPanel("direction")]),
    FieldPanel("printed", help_text=_("Copy the words of the source exactly; the number below is read from them.")),
    FieldRowPanel([FieldPanel("of_what_zh"), FieldPanel("of_what_en"), FieldPanel("printed_language")]),
    FieldRowPanel(
        [FieldPanel("low"), FieldPanel("high"), FieldPanel("per")],
        help_text=_("The same number twice is exact; only the first is “at least”, only the second “at most”."),
    ),
    FieldPanel("unit", widget=forms.Select(choices=unit_choices())),
    FieldRowPanel([FieldPanel("scope"), FieldPanel("evidence"), FieldPanel("basis")]),
    FieldRowPanel(
        [FieldPanel("before"), FieldPanel("after"), FieldPanel("period")],
        help_text=_("Before and after only where the source prints both. The period as 2023, 2023-07 or 2023-07-01."),
    ),
    FieldRowPanel([FieldPanel("source_number"), FieldPanel("aside")]),
]

LISTING_PANELS = [FieldRowPanel([FieldPanel("programme"), FieldPanel("level")]), FieldPanel("entry")]

PLANT_PANELS = [
    FieldRowPanel([FieldPanel("product"), FieldPanel("yearly_output")]),
    FieldRowPanel([FieldPanel("operating_hours"), FieldPanel("energy_price")]),
    FieldRowPanel([FieldPanel("carrier_replaced"), FieldPanel("provider")]),
]

PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel("seo_title"),
            FieldPanel("search_description", help_text=_("Shown by search engines; left empty, the summary is.")),
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
            _("The most specific class the sources carry. Search by code, name or another name, in either language."),
        ),
        FieldPanel("cross_industry"),
        _chosen("technique_items", "tag", _("Techniques"), _("technique"), _("What was done: one to four.")),
        _chosen("process_items", "process", _("Processes and machines"), _("process"), _("For the search only.")),
        _chosen("goal_items", "goal", _("Goals of the green factory"), _("goal")),
        _chosen("catalogue_items", "catalogue", _("Catalogues that name the technology"), _("catalogue")),
    ]


def _standing_panels(extra: Sequence[Panel]) -> list[Panel]:
    return [
        FieldRowPanel([FieldPanel("standing"), FieldPanel("standing_source")]),
        *extra,
        FieldRowPanel(
            [
                FieldPanel("year", help_text=_("Of the newest figure or report.")),
                FieldPanel("confirmed_on", help_text=_("When the sources were last looked at.")),
            ]
        ),
    ]


def _fact_panels(standing_extra: Sequence[Panel], extra: Sequence[Panel]) -> list[Panel]:
    return [
        MultiFieldPanel(_standing_panels(standing_extra), heading=_("Standing")),
        _chosen("enterprise_items", "enterprise", _("Enterprises"), _("enterprise")),
        _chosen("region_items", "region", _("Regions"), _("region"), _("Where the plant stands.")),
        *_subject_panels(),
        InlinePanel(
            "effects",
            panels=EFFECT_PANELS,
            heading=_("Effects"),
            label=_("effect"),
            help_text=_("One row a published figure. Nothing is added up or converted by hand: the portal does that."),
        ),
        *extra,
        InlinePanel("cited_listings", panels=LISTING_PANELS, heading=_("Listings it rests on"), label=_("listing")),
        FieldPanel("cover"),
        _chosen("related_items", "target", _("Related stories"), _("story")),
    ]


def story_tabs(
    *, text: Sequence[Panel] = (), standing: Sequence[Panel] = (), facts: Sequence[Panel] = ()
) -> TabbedInterface:
    """The editor of one kind of story; a kind adds to the text, to the standing and to the facts."""
    text_panels = [
        TitleFieldPanel("title", help_text=_("What was done, where: one line.")),
        FieldPanel("summary", help_text=_("Two sentences: what was done, what came of it. At most 120 characters.")),
        FieldPanel("body", help_text=_("A section that no source fills is left out.")),
        FieldPanel("caveat"),
        FieldPanel("standing_note", help_text=_("In words: which list, of what year, published where.")),
        *text,
    ]
    sources = InlinePanel(
        "sources",
        heading=_("Sources"),
        label=_("source"),
        help_text=_("Numbered from 1. Paragraphs and effects cite these numbers."),
    )
    return TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            SourceOnlyTab(_fact_panels(standing, facts), heading=_("Facts")),
            SourceOnlyTab([sources], heading=_("Sources")),
            ObjectList(PROMOTE_PANELS, heading=_("Promote")),
        ],
        base_form_class=BasePageForm,
    )


def case_tabs() -> TabbedInterface:
    """A case study: also its depth and the context of the plant."""
    return story_tabs(
        text=[MultiFieldPanel(PLANT_PANELS, heading=_("The plant, as far as a source says"), classname="collapsed")],
        standing=[FieldPanel("case_depth", help_text=_("“Source wanted” is a lead: it stays a draft."))],
        facts=[
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("build"), FieldPanel("plant_source")])], heading=_("Build of the plant")
            )
        ],
    )
