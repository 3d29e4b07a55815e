"""The finder: a page of the tree that is a search."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester

from portal.admin.edit_panels import InlinePanel, MultipleChooserPanel, SourceOnlyPanel
from portal.pages.base import BasePage, facts_stay_on_source
from portal.pages.rows import Row
from search.core.query import Presets
from search.finders.presets import known_values, other_values

_ROWS = ("industry_presets", "technique_presets", "region_presets", "other_presets")


class FinderOrder(models.TextChoices):
    """The orders of the search (`search.core.query.SORTS`)."""

    RELEVANCE = "relevance", _("Relevance")
    DATE = "date", _("Newest")
    SAVING = "saving", _("Largest saving")
    PAYBACK = "payback", _("Shortest payback")


class FinderPage(BasePage):
    """A search with presets: the reader's filters narrow them, nothing widens them."""

    slug_prefix = "finder"
    introduction = models.TextField(_("introduction"), blank=True)
    default_order = models.CharField(
        _("order"),
        max_length=16,
        choices=FinderOrder,
        blank=True,
        help_text=_(
            "Used where the reader chooses none. If left empty: newest first, or by relevance once words are typed."
        ),
    )

    template = "search/finder_page.html"
    fact_relations = _ROWS
    override_translatable_fields = facts_stay_on_source(*_ROWS, "default_order")
    parent_page_types = ["showcase.HomePage", "showcase.StoryIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A search with fixed filters and an introduction, for example heat recovery in textiles.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        SourceOnlyPanel(
            [
                MultipleChooserPanel(
                    "industry_presets", chooser_field_name="industry", heading=_("Industries"), label=_("industry")
                ),
                MultipleChooserPanel(
                    "technique_presets", chooser_field_name="technique", heading=_("Techniques"), label=_("technique")
                ),
                MultipleChooserPanel(
                    "region_presets", chooser_field_name="region", heading=_("Regions"), label=_("region")
                ),
                InlinePanel("other_presets", heading=_("Other filters"), label=_("filter")),
                FieldPanel("default_order"),
            ],
            heading=_("Fixed filters"),
            help_text=_(
                "Several of one kind: any may match. Several kinds: all must match. Readers cannot "
                "remove these filters."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("finder")
        verbose_name_plural = _("finders")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return Wagtail's own permissions: no address depends on a finder, unlike on sections."""
        return PagePermissionTester(user, self)

    @property
    def presets(self) -> Presets:
        """What the Chinese page fixes; a query for each kind of row."""
        source: FinderPage = self.source
        choices: dict[str, list[str]] = defaultdict(list)
        choices["industry"] = [row.industry.code for row in source.industry_presets.select_related("industry")]
        choices["technique"] = [row.technique.code for row in source.technique_presets.select_related("technique")]
        choices["region"] = [row.region.code for row in source.region_presets.select_related("region")]
        for row in source.other_presets.all():
            choices[row.facet].append(row.code)
        return Presets({facet: tuple(codes) for facet, codes in choices.items()}, source.default_order)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Serve the preview with its search; Wagtail would render the template without one."""
        request.is_preview, request.preview_mode = True, mode_name  # type: ignore[attr-defined]
        response = self.serve(request)
        patch_cache_control(response, private=True)
        return response


class FinderIndustry(Row):
    """An industry of a finder."""

    page = ParentalKey(FinderPage, on_delete=models.CASCADE, related_name="industry_presets")
    industry = models.ForeignKey(
        "showcase.Industry", on_delete=models.CASCADE, related_name="+", verbose_name=_("industry")
    )

    class Meta(Row.Meta):
        verbose_name = _("industry of the finder")


class FinderTechnique(Row):
    """A technique of a finder."""

    page = ParentalKey(FinderPage, on_delete=models.CASCADE, related_name="technique_presets")
    technique = models.ForeignKey(
        "showcase.Technique", on_delete=models.CASCADE, related_name="+", verbose_name=_("technique")
    )

    class Meta(Row.Meta):
        verbose_name = _("technique of the finder")


class FinderRegion(Row):
    """A place of a finder."""

    page = ParentalKey(FinderPage, on_delete=models.CASCADE, related_name="region_presets")
    region = models.ForeignKey("showcase.Region", on_delete=models.CASCADE, related_name="+", verbose_name=_("region"))

    class Meta(Row.Meta):
        verbose_name = _("region of the finder")


class FinderPreset(Row):
    """A value of any other facet: `kind:case`, `level:national`."""

    page = ParentalKey(FinderPage, on_delete=models.CASCADE, related_name="other_presets")
    value = models.CharField(_("filter"), max_length=80)

    panels = [FieldPanel("value", widget=forms.Select(choices=CallableChoiceIterator(other_values)))]

    class Meta(Row.Meta):
        verbose_name = _("filter of the finder")

    @property
    def facet(self) -> str:
        return self.value.partition(":")[0]

    @property
    def code(self) -> str:
        return self.value.partition(":")[2]

    def clean(self) -> None:
        super().clean()
        if self.value not in known_values():
            raise ValidationError({"value": _("There is no such filter.")})
