"""The models of stories: what all have in common, and the three kinds."""

from __future__ import annotations

from typing import ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from portal.admin.edit_panels import SourceOnlyPanel
from portal.pages.base import BasePage, facts_stay_on_source
from portal.translation.comparing import Unfinished
from showcase.choices import Standing, StoryKind
from showcase.stories.blocks import StoryBodyBlock
from showcase.stories.edit_panels import case_tabs, story_tabs
from showcase.stories.effect_rows.english import english_faults, outdated_words
from showcase.stories.figures.sketch import check_sketch
from showcase.stories.publishing import case_faults, story_faults
from showcase.stories.queries import StoryQuerySet


class Depth(models.TextChoices):
    """How much the sources contain; a lead is never published."""

    FULL = "full", _("full")
    SHORT = "short", _("short")
    LEAD = "lead", _("source wanted")


StoryManager = PageManager.from_queryset(StoryQuerySet)


STORY_FACT_FIELDS = ("standing", "standing_source", "year", "confirmed_on", "cover", "sketch", "cross_industry")


class StoryPage(BasePage):
    """What every story has. Texts are translated; facts are on the Chinese source page only.

    A case goes live only with a standing and never at depth *lead*.
    """

    kind: ClassVar[str] = ""
    is_article = True

    summary = models.TextField(_("summary"), help_text=_("Two sentences: what was done and what it achieved."))
    body = StreamField(StoryBodyBlock(), blank=True, verbose_name=_("body"))
    caveat = models.TextField(_("caveat"), blank=True, help_text=_("How far the figures can be trusted."))
    standing = models.CharField(_("standing"), max_length=16, choices=Standing)
    standing_note = models.CharField(_("basis of the standing"), max_length=500, blank=True)
    standing_source = models.PositiveSmallIntegerField(_("source of the standing"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    cover = models.ForeignKey(
        "portal.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )
    sketch = models.TextField(
        _("drawing"),
        blank=True,
        validators=[check_sketch],
        help_text=_(
            "Machines and what flows between them, a line for each, as the handbook for editors shows. It opens the "
            "page and covers its card."
        ),
    )
    cross_industry = models.BooleanField(_("fits every industry"), default=False)

    industries = ClusterTaggableManager(
        through="showcase.IndustryItem", blank=True, related_name="stories", verbose_name=_("industries")
    )
    techniques = ClusterTaggableManager(
        through="showcase.TechniqueItem", blank=True, related_name="stories", verbose_name=_("techniques")
    )

    # Primary keys of enterprises that a form publishes together with the page.
    joined_enterprises: frozenset[int] = frozenset()
    # Set by a form that submits for review: reasons may wait for a reviewer who confirms them.
    may_await_confirmation = False

    objects = StoryManager()
    is_creatable = False
    template = "showcase/story_page.html"
    fact_relations = (
        "industry_items",
        "technique_items",
        "process_items",
        "region_items",
        "goal_items",
        "catalogue_items",
        "enterprise_items",
        "cited_listings",
        "effects",
        "finding_answers",
        "sources",
        "evidence_items",
        "related_items",
    )
    override_translatable_fields = facts_stay_on_source(*fact_relations, *STORY_FACT_FIELDS)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def story_id(self) -> str:
        """The permanent id, the same in both languages."""
        return str(self.translation_key)

    @property
    def kind_label(self) -> str:
        return str(StoryKind(self.kind).label) if self.kind else ""

    def publishing_faults(self) -> list[str]:
        own = story_faults(self) if self.is_source else english_faults(cast(StoryPage, self.source))
        return [*super().publishing_faults(), *own]

    def unfinished_facts(self) -> tuple[Unfinished, ...]:
        own = () if self.is_source else outdated_words(cast(StoryPage, self.source))
        return (*own, *super().unfinished_facts())

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Allow stories in the section of their own kind only."""
        return getattr(parent.specific, "story_kind", None) == cls.kind and super().can_create_at(parent)


class CaseStudyPage(StoryPage):
    """典型案例: what one enterprise or park did, and the result."""

    kind = StoryKind.CASE
    slug_prefix = "case"
    edit_handler = case_tabs()
    # Not `depth`: that is the page's level in the tree.
    case_depth = models.CharField(_("depth"), max_length=8, choices=Depth, default=Depth.SHORT)
    product = models.CharField(_("product"), max_length=255, blank=True)
    yearly_output = models.CharField(_("yearly output"), max_length=255, blank=True)
    operating_hours = models.CharField(_("operating hours"), max_length=255, blank=True)
    carrier_replaced = models.CharField(_("energy carrier replaced"), max_length=255, blank=True)
    energy_price = models.CharField(_("energy price and year"), max_length=255, blank=True)
    provider = models.CharField(_("technology provider"), max_length=255, blank=True)
    build = models.CharField(
        _("new build or retrofit"),
        max_length=8,
        blank=True,
        choices=[("new", _("new build")), ("retrofit", _("retrofit"))],
    )
    plant_source = models.PositiveSmallIntegerField(_("source of the plant context"), null=True, blank=True)

    template = StoryPage.template
    override_translatable_fields = facts_stay_on_source(
        *StoryPage.fact_relations, *STORY_FACT_FIELDS, "case_depth", "build", "plant_source"
    )
    parent_page_types = ["showcase.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("What one enterprise or park did, what it cost and what it saved.")

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def clean(self) -> None:
        super().clean()
        if self.standing == Standing.COMPILED:
            raise ValidationError(
                {"standing": _("A case study is listed, proposed, listed according to the press, or a reference case.")}
            )

    def publishing_faults(self) -> list[str]:
        lead = self.is_source and self.case_depth == Depth.LEAD
        return [
            *super().publishing_faults(),
            *(case_faults(self) if self.is_source else []),
            *([str(_("A case at depth “source wanted” stays a draft."))] if lead else []),
        ]


class TechnologyPage(StoryPage):
    """绿色技术: what it is, where it fits, what to measure first."""

    kind = StoryKind.TECHNOLOGY
    slug_prefix = "technology"
    edit_handler = story_tabs()
    template = StoryPage.template
    parent_page_types = ["showcase.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("How a technology works, where it fits and where not, with published figures.")

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")


class PracticePage(StoryPage):
    """典型做法: how plants and parks organise it."""

    kind = StoryKind.PRACTICE
    slug_prefix = "practice"
    edit_handler = story_tabs()
    template = StoryPage.template
    parent_page_types = ["showcase.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("How plants organise something, drawn from several cases.")

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")


class StoryIndexPage(BasePage):
    """The section page of one kind of story."""

    introduction = models.TextField(_("introduction"), blank=True)
    story_kind = models.CharField(_("kind"), max_length=16, choices=StoryKind)

    template = "showcase/story_index.html"
    override_translatable_fields = facts_stay_on_source("story_kind")
    parent_page_types = ["showcase.HomePage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        SourceOnlyPanel([FieldPanel("story_kind")], heading=_("Kind")),
    ]
    # `search` appends its FinderPage when the app is ready: this room does not know it.
    subpage_types = ["showcase.CaseStudyPage", "showcase.TechnologyPage", "showcase.PracticePage"]

    class Meta:
        verbose_name = _("story section")
        verbose_name_plural = _("story sections")
