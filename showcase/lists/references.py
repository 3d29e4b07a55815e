"""Announcements as they are cited elsewhere: title, address, basis and coverage in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.pages.visibility import public_pages
from portal.text.dates import PartialDate, Precision
from showcase.lists.choices import AnnouncementKind, Coverage, EntryAction
from showcase.lists.models import AnnouncementPage


@dataclass(frozen=True, slots=True)
class AnnouncementRef:
    """A live announcement; `language`: of the title; `basis_label`: basis and coverage in one phrase.

    `is_example`: its units are invented, so nothing is counted from it.
    """

    pk: int
    title: str
    url: str
    language: str
    kind: str
    year: int
    effective_on: dt.date
    basis: str
    basis_label: str
    coverage_label: str
    is_complete: bool
    is_example: bool = False
    document_number: str = ""
    level: str = ""
    rows: int = 0
    counts_from: dt.date = dt.date.max
    stated_total: int | None = None

    def row_url(self, position: int | None) -> str:
        """Return the address of the row; of the notice where no row is known."""
        return f"{self.url}?row={position}#row-{position}" if self.url and position else self.url


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows an announcement has, and how many of them list a unit."""

    total: int
    listed: int


def references(only: Iterable[int] | None = None) -> dict[int, AnnouncementRef]:
    """Return primary key of the Chinese page → reference, newest first; two queries, three in English."""
    pages = announcements()
    if only is not None:
        pages = pages.filter(pk__in=set(only))
    found = list(pages)
    readable = in_language(found)
    return {page.pk: _reference(page, readable.get(page.translation_key, page)) for page in found}


def announcements() -> QuerySet[Any, Any]:
    """Return the public Chinese pages, newest first, with `rows` (units of the list we hold) and `all_rows`."""
    listed = Count("entries", filter=Q(entries__action=EntryAction.LIST))
    return (
        public_pages(AnnouncementPage.objects.all())
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("level")
        .annotate(rows=listed, all_rows=Count("entries"))
        .order_by("-effective_on", "-pk")
    )


def in_language(sources: Iterable[AnnouncementPage]) -> dict[object, AnnouncementPage]:
    """Return translation key → the page in the reader's language, where it is public; no query in Chinese."""
    language, keys = get_language() or settings.LANGUAGE_CODE, [page.translation_key for page in sources]
    if language == settings.LANGUAGE_CODE or not keys:
        return {}
    pages = public_pages(AnnouncementPage.objects.all())
    pages = pages.filter(locale__language_code=language, alias_of=None, translation_key__in=keys)
    return {page.translation_key: page for page in pages.select_related("locale")}


def coverage_label(page: AnnouncementPage, counts: RowCounts) -> str:
    """Return how much of the list we hold: complete, n of N, or n of an unknown number.

    A notice of changes has rows of many kinds, and hardly one that lists a unit: all of them count.
    """
    rows = counts.listed
    if page.kind == AnnouncementKind.ADJUSTMENT:
        return _coverage_of_changes(page, counts.total)
    if page.coverage == Coverage.COMPLETE:
        return ngettext("complete, %(rows)s unit", "complete, %(rows)s units", rows) % {"rows": rows}
    if page.stated_total:
        return _("partial: %(rows)s of %(total)s units") % {"rows": rows, "total": page.stated_total}
    if page.coverage == Coverage.PARTIAL:
        return ngettext(
            "partial: %(rows)s unit, total not stated", "partial: %(rows)s units, total not stated", rows
        ) % {"rows": rows}
    return ngettext("coverage unknown: %(rows)s unit", "coverage unknown: %(rows)s units", rows) % {"rows": rows}


def _coverage_of_changes(page: AnnouncementPage, rows: int) -> str:
    if page.coverage == Coverage.COMPLETE:
        return ngettext("complete, %(rows)s change", "complete, %(rows)s changes", rows) % {"rows": rows}
    if page.stated_total:
        return _("partial: %(rows)s of %(total)s changes") % {"rows": rows, "total": page.stated_total}
    if page.coverage == Coverage.PARTIAL:
        return ngettext(
            "partial: %(rows)s change, total not stated", "partial: %(rows)s changes, total not stated", rows
        ) % {"rows": rows}
    return ngettext("coverage unknown: %(rows)s change", "coverage unknown: %(rows)s changes", rows) % {"rows": rows}


def _reference(source: AnnouncementPage, text: AnnouncementPage) -> AnnouncementRef:
    coverage = coverage_label(source, RowCounts(source.all_rows, source.rows))
    return AnnouncementRef(
        pk=source.pk,
        title=text.title,
        url=text.get_url() or "",
        language=settings.LANGUAGE_CODE if text is source else (get_language() or settings.LANGUAGE_CODE),
        kind=source.kind,
        year=source.year,
        effective_on=source.effective_on,
        basis=source.basis,
        basis_label=f"{source.get_basis_display()} · {coverage}",
        coverage_label=coverage,
        is_complete=source.coverage == Coverage.COMPLETE,
        is_example=source.is_example,
        document_number=source.document_number,
        level=source.level.label,
        rows=source.rows,
        counts_from=PartialDate.of(source.effective_on, Precision(source.effective_precision)).last_day,
        stated_total=source.stated_total,
    )
