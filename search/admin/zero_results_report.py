"""The editors' report of what readers searched for and did not find."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from portal.answers.csv_answer import harmless
from search.models import ZeroResultQuery

PERMISSION = "search.view_zeroresultquery"


class ZeroResultsReport(ReportView):
    """Texts of the last ninety days, the most frequent first."""

    page_title = _("Searches without results")
    header_icon = "search"
    index_url_name = "zero_results_report"
    index_results_url_name = "zero_results_report_results"
    permission_required = "view"
    model = ZeroResultQuery
    columns = [
        Column("text", label=_("Search text")),
        Column("times", label=_("Times")),
        Column("days", label=_("Days")),
        Column("last_day", label=_("Last on")),
        Column("found_in_part", label=_("Partial matches")),
    ]
    list_export = ["text", "times", "days", "last_day", "found_in_part"]
    export_headings = {
        "text": _("Search text"),
        "times": _("Times"),
        "days": _("Days"),
        "last_day": _("Last on"),
        "found_in_part": _("Partial matches"),
    }
    export_filename = "sought"
    # Text that strangers typed is opened in a spreadsheet.
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: dict.fromkeys(ReportView.FORMATS, harmless),
    }

    def get_queryset(self) -> QuerySet[Any, Any]:
        texts = ZeroResultQuery.objects.exclude(text="").values("text")
        counted = texts.annotate(times=Sum("times"), days=Count("day"), last_day=Max("day"), found_in_part=Max("found"))
        return counted.order_by("-times", "-last_day", "text")


class ZeroResultsMenuItem(MenuItem):
    """An item of the menu of reports, for users who may see the report."""

    def __init__(self) -> None:
        super().__init__(_("Searches without results"), reverse("zero_results_report"), icon_name="search", order=650)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


# The addresses and the name of the export keep their old word: editors have bookmarked them.
urlpatterns = [
    path("reports/sought/", ZeroResultsReport.as_view(), name="zero_results_report"),
    path("reports/sought/results/", ZeroResultsReport.as_view(results_only=True), name="zero_results_report_results"),
]
