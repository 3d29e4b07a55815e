"""The reports in the admin, for users who may see entries: as pages, CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale

from portal.answers.csv_answer import harmless
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import AnnouncementKind, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.references import RowCounts, coverage_label
from showcase.lists.reports.comparing import compared_lists
from showcase.lists.reports.disagreements import ComparedRow, Difference, Disagreement, disagreements

PERMISSION = "showcase.view_listentry"
DIFFERENCES: Mapping[Difference, Any] = {
    Difference.NAME: gettext_lazy("name differs"),
    Difference.REGION: gettext_lazy("place differs"),
    Difference.INDUSTRY: gettext_lazy("industry differs"),
    Difference.DROPPED: gettext_lazy("proposed, not on the final list"),
    Difference.ADDED: gettext_lazy("on the final list, not proposed"),
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`url`: where to correct it; `cells`: in the order of the report's headings, read as `cell0`, `cell1` …"""

    url: str
    cells: tuple[Any, ...]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("cell") and name[4:].isdecimal():
            return self.cells[int(name[4:])]
        raise AttributeError(name)


class ListReport(ReportView):
    """A report whose rows are `ReportRow`s; `headings` name its cells, the first of which links to the edit form."""

    slug: ClassVar[str]
    headings: ClassVar[tuple[Any, ...]]
    header_icon = "clipboard-list"
    permission_required = "view"
    model: Any = ListEntry
    # Strangers typed the lists, and reports are opened in spreadsheets.
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: dict.fromkeys(ReportView.FORMATS, harmless),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        names = [f"cell{at}" for at in range(len(self.headings))]
        self.list_export = names
        self.export_headings = dict(zip(names, self.headings, strict=True))
        self.export_filename = self.slug
        self.index_url_name, self.index_results_url_name = f"report_{self.slug}", f"report_{self.slug}_results"

    @property
    def columns(self) -> list[Column]:
        first, *others = zip(self.list_export, self.headings, strict=True)
        title = TitleColumn(first[0], label=first[1], get_url=lambda report_row: report_row.url)
        return [title, *(Column(name, label=label) for name, label in others)]

    def get_table(self, object_list: Iterable[Any]) -> Any:
        return super().get_table([self.report_row(found) for found in object_list])

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Iterable[Any]:
        """Return the rows for a spreadsheet; the page shows the table instead."""
        return [self.report_row(found) for found in object_list] if self.is_export else object_list

    def report_row(self, found: Any) -> ReportRow:
        raise NotImplementedError


class EntriesWithoutEnterprise(ListReport):
    """Rows that give no event, so that the register does not know them."""

    slug = "entries-without-enterprise"
    page_title = gettext_lazy("Entries without an enterprise")
    headings = (gettext_lazy("Name as printed"), gettext_lazy("Announcement"), gettext_lazy("Location"))

    def get_queryset(self) -> QuerySet[ListEntry]:
        found = ListEntry.objects.filter(enterprise=None).select_related("announcement")
        return found.order_by("-announcement__effective_on", "announcement", "position")

    def report_row(self, found: ListEntry) -> ReportRow:
        address = reverse("entries:edit", args=[found.pk])
        return ReportRow(address, (found.name, found.announcement.title, _entry_place(found)))


class EnterprisesWithoutCode(ListReport):
    """Units of lists that are identified by their name only."""

    slug = "enterprises-without-credit-code"
    page_title = gettext_lazy("Enterprises without a credit code")
    headings = (
        *(gettext_lazy("Enterprise"), gettext_lazy("Portal number"), gettext_lazy("Region")),
        *(gettext_lazy("Entries"), gettext_lazy("Newest list")),
    )

    def get_queryset(self) -> QuerySet[Enterprise]:
        newest = ListEntry.objects.select_related("announcement").order_by("-announcement__effective_on", "-pk")
        found = Enterprise.objects.unmerged().filter(credit_code=None, is_example=False, entries__isnull=False)
        found = found.exclude(merged_here__enterprise__credit_code__isnull=False)
        found = found.annotate(rows=Count("entries")).select_related("region")
        return found.prefetch_related(Prefetch("entries", queryset=newest)).order_by("-rows", "number")

    def report_row(self, found: Any) -> ReportRow:
        address = reverse(f"wagtailsnippets_showcase_{Enterprise._meta.model_name}:edit", args=[found.pk])
        newest = found.entries.all()[0].announcement.title
        return ReportRow(address, (found.name_zh, found.number, found.region.label, found.rows, newest))


class ProposalsWithoutDecision(ListReport):
    """公示 for which we hold no 公布."""

    slug = "proposals-without-decision"
    page_title = gettext_lazy("Proposals without a decision")
    headings = (
        *(gettext_lazy("Announcement"), gettext_lazy("Level"), gettext_lazy("Year"), gettext_lazy("Entries")),
        gettext_lazy("Days since the window closed"),
    )

    def get_queryset(self) -> QuerySet[AnnouncementPage]:
        decided = AnnouncementPage.objects.live().filter(decides__isnull=False).values("decides")
        found = _sources().live().filter(kind=AnnouncementKind.PROPOSAL, withdrawn_on=None).exclude(pk__in=decided)
        return found.order_by("effective_on", "pk")

    def report_row(self, found: Any) -> ReportRow:
        since = timezone.now() - found.objections_until if found.objections_until else None
        days: object = max(since.days, 0) if since is not None else _("no window stated")
        if since is not None and since.total_seconds() < 0:
            days = _("still open")
        return ReportRow(_edit(found.pk), (found.title, found.level.label, found.year, found.rows, days))


class CoverageByList(ListReport):
    """How much of each list we hold, and how much of that is identified."""

    slug = "coverage"
    page_title = gettext_lazy("Coverage by list")
    headings = (
        *(gettext_lazy("Announcement"), gettext_lazy("Year"), gettext_lazy("Basis"), gettext_lazy("Coverage")),
        *(gettext_lazy("Entries"), gettext_lazy("Units stated"), gettext_lazy("Without an enterprise")),
        *(gettext_lazy("Why the counts differ"), pgettext_lazy("of a list", "Published")),
    )

    def get_queryset(self) -> QuerySet[AnnouncementPage]:
        without = Count("entries", filter=Q(entries__enterprise=None))
        listed = Count("entries", filter=Q(entries__action=EntryAction.LIST), distinct=True)
        return _sources().annotate(without=without, listed=listed).order_by("-year", "-effective_on", "pk")

    def report_row(self, found: Any) -> ReportRow:
        stated = "" if found.stated_total is None else found.stated_total
        live = _("yes") if found.live else _("no")
        coverage = coverage_label(found, RowCounts(found.rows, found.listed))
        cells = (found.title, found.year, found.get_basis_display(), coverage, found.rows)
        return ReportRow(_edit(found.pk), (*cells, stated, found.without, found.count_note, live))


class Disagreements(ListReport):
    """Rows of one unit that two lists print differently; proposals beside their decisions."""

    slug = "disagreements"
    page_title = gettext_lazy("Rows on which two lists disagree")
    headings = (
        *(gettext_lazy("Unit"), gettext_lazy("What differs")),
        *(gettext_lazy("First list"), gettext_lazy("says"), gettext_lazy("Second list"), gettext_lazy("says")),
    )

    def get_queryset(self) -> Any:
        lists, self.titles = compared_lists()
        return disagreements(lists)

    def report_row(self, found: Disagreement) -> ReportRow:
        first, second = (self._said(side, found.difference) for side in found.sides)
        label = str(DIFFERENCES[found.difference])
        return ReportRow(reverse("entries:edit", args=[found.row.entry]), (found.row.name, label, *first, *second))

    def _said(self, row: ComparedRow | None, difference: Difference) -> tuple[str, str]:
        """Return the list, and what it says on the point."""
        if row is None:
            return "", ""
        printed_value = {Difference.REGION: row.region, Difference.INDUSTRY: row.industry}.get(difference, row.name)
        return self.titles[row.announcement], printed_value


REPORTS = (
    *(EntriesWithoutEnterprise, EnterprisesWithoutCode, ProposalsWithoutDecision),
    *(Disagreements, CoverageByList),
)


class ListReportMenuItem(MenuItem):
    """A menu item of the reports, for users who may see entries."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def menu_items() -> list[MenuItem]:
    """Return one item per report, before those of other apps."""
    return [
        ListReportMenuItem(report.page_title, reverse(f"report_{report.slug}"), icon_name=report.header_icon, order=at)
        for at, report in enumerate(REPORTS, start=600)
    ]


def _urls(report: type[ListReport]) -> list[URLPattern]:
    address, name = f"reports/lists/{report.slug}/", f"report_{report.slug}"
    return [
        path(address, report.as_view(), name=name),
        path(f"{address}results/", report.as_view(results_only=True), name=f"{name}_results"),
    ]


URLS = [url for report in REPORTS for url in _urls(report)]


def _sources() -> Any:
    """Return Chinese announcements with the number of their rows."""
    pages = AnnouncementPage.objects.filter(locale=Locale.get_default(), alias_of=None)
    return pages.select_related("level").annotate(rows=Count("entries"))


def _edit(page: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page])


def _entry_place(entry: ListEntry) -> str:
    """Return file, sheet or page, and row; the printed number where it came from no file."""
    row = _("row %(number)s") % {"number": entry.file_row} if entry.file_row else ""
    serial = _("No. %(number)s") % {"number": entry.serial} if entry.serial and not row else ""
    return ", ".join(filter(None, (entry.file_name, entry.file_sheet, row, serial)))
