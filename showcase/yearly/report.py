"""The report "yearly showcase": what was public of each listed enterprise in a year, and of whom nothing was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import django_filters
from django.db.models import Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from showcase.enterprises.models import Enterprise
from showcase.lists.register.spans import ListingSpan
from showcase.lists.reports.views import ListReport, ListReportMenuItem, ReportRow
from showcase.vocabulary.models import Level, Programme, Region
from showcase.yearly.models import PublicVersion
from showcase.yearly.periods import Period, ShownStory
from showcase.yearly.record import shown_of_enterprises

PERMISSION = "showcase.view_publicversion"
YEARS = 10
"""How many years back the report offers."""


def _years(*_args: Any) -> list[tuple[str, str]]:
    this_year = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this_year, this_year - YEARS, -1)]


def _listed_regions(_request: Any) -> Any:
    """Return the regions of enterprises, and the prefectures and provinces above them."""
    own = Region.objects.filter(enterprises__isnull=False)
    return Region.objects.filter(Q(pk__in=own) | Q(children__in=own) | Q(children__children__in=own)).distinct()


class YearlyFilterSet(WagtailFilterSet):
    """Year (this one unless chosen), programme, level, region, and whether anything was public."""

    year = django_filters.ChoiceFilter(choices=_years, label=gettext_lazy("Year"), empty_label=None)
    programme = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Programme.objects.all(), label=gettext_lazy("Programme")
    )
    level = django_filters.ModelChoiceFilter(queryset=lambda _request: Level.objects.all(), label=gettext_lazy("Level"))
    region = django_filters.ModelChoiceFilter(queryset=_listed_regions, label=gettext_lazy("Region"))
    public = django_filters.ChoiceFilter(
        choices=[("some", gettext_lazy("Something was public")), ("none", gettext_lazy("Nothing was public"))],
        label=gettext_lazy("Public"),
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []


@dataclass(frozen=True)
class EnterpriseYear:
    """An enterprise on a list at the end of the year (of today), its lists in words, and what was public of it."""

    enterprise: Enterprise
    year: int
    lists: str
    stories: tuple[ShownStory, ...]


def enterprise_years(
    year: int, *, programme: Any = None, level: Any = None, region: Any = None
) -> list[EnterpriseYear]:
    """Return the enterprises on a list on the last day of the year so far; a constant number of queries."""
    period = Period.of(year, timezone.localdate())
    if period is None:
        return []
    spans = ListingSpan.objects.holding(period.last).filter(enterprise__is_example=False)
    chosen = {"programme": programme, "level": level}
    spans = spans.filter(**{name: value for name, value in chosen.items() if value})
    if region:
        places = [f"enterprise__region{above}" for above in ("", "__parent", "__parent__parent")]
        spans = spans.filter(Q(*[(place, region) for place in places], _connector=Q.OR))
    lists: dict[Enterprise, list[str]] = {}
    spans = spans.select_related("enterprise__region", "programme", "level")
    for span in spans.order_by("enterprise__number", "programme__code", "level__position"):
        lists.setdefault(span.enterprise, []).append(f"{span.programme.label} ({span.level.label})")
    shown = shown_of_enterprises((one.pk for one in lists), year)
    return [EnterpriseYear(one, year, "; ".join(named), shown.get(one.pk, ())) for one, named in lists.items()]


class YearlyShowcase(ListReport):
    """For editors alone: no reader sees who had nothing public."""

    slug = "yearly-showcase"
    model: Any = PublicVersion
    page_title = gettext_lazy("Yearly showcase")
    filterset_class = YearlyFilterSet
    headings = (
        *(gettext_lazy("Enterprise"), gettext_lazy("Portal number"), gettext_lazy("Region"), gettext_lazy("Lists")),
        *(gettext_lazy("Year"), gettext_lazy("Stories"), gettext_lazy("First day public")),
        *(gettext_lazy("Last day public"), gettext_lazy("Most days public"), gettext_lazy("Titles")),
    )

    def get_queryset(self) -> Any:
        filters = cast(Any, self.filters)
        chosen = filters.form.cleaned_data if filters.is_valid() else {}
        year = int(chosen.get("year") or timezone.localdate().year)
        rows = enterprise_years(year, **{name: chosen.get(name) for name in ("programme", "level", "region")})
        wanted = chosen.get("public")
        return [row for row in rows if not wanted or bool(row.stories) is (wanted == "some")]

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset  # the rows are filtered where they are made

    def report_row(self, found: EnterpriseYear) -> ReportRow:
        one, stories = found.enterprise, found.stories
        address = reverse("yearly_showcase", args=[one.number, found.year])
        first = min((story.first for story in stories), default=None)
        last = max((story.last for story in stories), default=None)
        days: object = max((story.days for story in stories), default=0)
        shown = (first or _("nothing public"), last or "", days, _titles(stories))
        return ReportRow(
            address, (one.name_zh, one.number, one.region.label, found.lists, found.year, len(stories), *shown)
        )


def _titles(stories: Iterable[ShownStory]) -> str:
    return "; ".join(story.title for story in stories)


class YearlyMenuItem(ListReportMenuItem):
    """A menu item of the reports, for users who may see the yearly showcase."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def menu_item() -> YearlyMenuItem:
    """Return the item, after the reports on lists."""
    name = YearlyShowcase.page_title
    return YearlyMenuItem(name, reverse(f"report_{YearlyShowcase.slug}"), icon_name="calendar-check", order=620)


URLS = [
    path("reports/yearly-showcase/", YearlyShowcase.as_view(), name="report_yearly-showcase"),
    path(
        "reports/yearly-showcase/results/",
        YearlyShowcase.as_view(results_only=True),
        name="report_yearly-showcase_results",
    ),
]
