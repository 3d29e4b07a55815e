"""The editors' report of what readers sought and did not find."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from portal.csv_answer import harmless
from search.models import SoughtText

PERMISSION = "search.view_soughttext"


class SoughtReport(ReportView):
    """Texts of the last ninety days, most asked first."""

    page_title = _("Sought and not found")
    header_icon = "search"
    index_url_name = "sought_report"
    index_results_url_name = "sought_report_results"
    permission_required = "view"
    model = SoughtText
    columns = [
        Column("text", label=_("Text sought")),
        Column("times", label=_("Times")),
        Column("days", label=_("Days")),
        Column("last_day", label=_("Last on")),
        Column("found_in_part", label=_("Found in part")),
    ]
    list_export = ["text", "times", "days", "last_day", "found_in_part"]
    export_headings = {
        "text": _("Text sought"),
        "times": _("Times"),
        "days": _("Days"),
        "last_day": _("Last on"),
        "found_in_part": _("Found in part"),
    }
    export_filename = "sought"
    # What strangers typed is opened in a spreadsheet.
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: dict.fromkeys(ReportView.FORMATS, harmless),
    }

    def get_queryset(self) -> QuerySet[Any, Any]:
        texts = SoughtText.objects.exclude(text="").values("text")
        counted = texts.annotate(times=Sum("times"), days=Count("day"), last_day=Max("day"), found_in_part=Max("found"))
        return counted.order_by("-times", "-last_day", "text")


class SoughtMenuItem(MenuItem):
    """In the menu of reports, for those who may see it."""

    def __init__(self) -> None:
        super().__init__(_("Sought and not found"), reverse("sought_report"), icon_name="search", order=650)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


urlpatterns = [
    path("reports/sought/", SoughtReport.as_view(), name="sought_report"),
    path("reports/sought/results/", SoughtReport.as_view(results_only=True), name="sought_report_results"),
]
