"""The report "Was this useful": what readers said of each page and term that its reader in the admin may change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Sum
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.models import Locale, Page

from portal.pages.permissions import PagePolicy
from showcase.corrections.public_places import TERMS, name_of
from showcase.lists.reports.views import ListReport, ReportRow
from showcase.usefulness.models import UsefulCount


@dataclass(frozen=True, slots=True)
class Said:
    """What readers said of a page or term in all languages; `edit`: where to improve it; `last`: the day."""

    title: str
    kind: str
    edit: str
    yes: int
    no: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class _Answers:
    yes: int
    no: int
    last: dt.date


def said_to(user: Any) -> list[Said]:
    """Return what was said of pages and terms that this user may change, the least useful first."""
    rows = UsefulCount.objects.values_list("about").annotate(Sum("yes"), Sum("no"), Max("day"))
    counted = {about: _Answers(yes, no, last) for about, yes, no, last in rows}
    found = [*_of_pages(user, counted), *_of_terms(user, counted)]
    return sorted(found, key=lambda one: (-one.no, one.yes, one.title))


def _of_pages(user: Any, counted: Mapping[str, _Answers]) -> Iterator[Said]:
    keys = [about.partition("/")[2] for about in counted if about.startswith("page/")]
    pages = PagePolicy(Page).instances_user_has_permission_for(user, "change")
    pages = pages.filter(translation_key__in=keys, locale=Locale.get_default(), alias_of=None)
    for page in pages.select_related("content_type"):
        said = counted[name_of(page)]
        kind = str(page.page_type_display_name)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Said(page.get_admin_display_title(), kind, edit, said.yes, said.no, said.last)


def _of_terms(user: Any, counted: Mapping[str, _Answers]) -> Iterator[Said]:
    for name, model in TERMS.items():
        codes = {about.partition("/")[2]: said for about, said in counted.items() if about.startswith(f"{name}/")}
        if not codes or not user.has_perm(f"showcase.change_{name}"):
            continue
        for term in model._default_manager.filter(code__in=codes):  # noqa: SLF001 - Django's public way
            said = codes[term.code]
            edit, kind = reverse(f"terms_{name}:edit", args=[term.pk]), str(model._meta.verbose_name)
            yield Said(f"{term.code} {term.label}", kind, edit, said.yes, said.no, said.last)


def may_read(user: Any) -> bool:
    """Say whether this user writes pages or terms at all."""
    writes_terms = any(user.has_perm(f"showcase.change_{name}") for name in TERMS)
    return writes_terms or bool(PagePolicy(Page).user_has_any_permission(user, ("add", "change")))


class UsefulReport(ListReport):
    """Counts alone: nothing is known of who answered."""

    slug = "useful"
    page_title = gettext_lazy("Was this useful")
    header_icon = "help"
    model: Any = Page
    permission_required: Any = None
    any_permission_required = ("add", "change")
    headings = (
        *(gettext_lazy("Page"), gettext_lazy("Kind"), gettext_lazy("Useful"), gettext_lazy("Not useful")),
        gettext_lazy("Last answer on"),
    )

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Say whether the user changes any page or term."""
        return may_read(self.request.user)

    def get_queryset(self) -> Any:
        return said_to(self.request.user)

    def report_row(self, found: Said) -> ReportRow:
        return ReportRow(found.edit, (found.title, found.kind, found.yes, found.no, found.last))


class _UsefulItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def menu_item() -> MenuItem:
    """Return the item of the menu of reports."""
    return _UsefulItem(UsefulReport.page_title, reverse("report_useful"), icon_name=UsefulReport.header_icon, order=640)


URLS = [
    path("reports/useful/", UsefulReport.as_view(), name="report_useful"),
    path("reports/useful/results/", UsefulReport.as_view(results_only=True), name="report_useful_results"),
]
