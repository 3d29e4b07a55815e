"""Finds the list before a list: the same level and programme, both complete."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.pages.visibility import public_pages
from portal.text.dates import PartialDate, Precision
from showcase.lists.choices import AnnouncementKind, Coverage, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry


@dataclass(frozen=True, slots=True)
class TwoLists:
    """Two announcements to compare, each with the day it counts from, and the programmes that both have."""

    before: int
    after: int
    start: dt.date
    end: dt.date
    programmes: tuple[str, ...]


def list_before(announcement: int) -> TwoLists | None:
    """Return the announcement and the newest complete list of its kind before it; None where there is none.

    Partial lists would show our gaps as changes; invented ones are in no register.
    """
    page = _complete().filter(pk=announcement).first()
    before = _before(page) if page else None
    return _beside(before, page) if page and before else None


def two_lists(before: int, after: int) -> TwoLists | None:
    """Return these two if they can be compared: complete, of one level, with a common programme, in this order."""
    pages = {page.pk: page for page in _complete().filter(pk__in=[before, after])}
    if len(pages) < 2 or pages[before].level_id != pages[after].level_id:
        return None
    found = _beside(pages[before], pages[after])
    return found if found.programmes and found.start < found.end else None


def _beside(before: AnnouncementPage, after: AnnouncementPage) -> TwoLists:
    shared = tuple(sorted(_programmes(after) & _programmes(before)))
    return TwoLists(before.pk, after.pk, _counts_from(before), _counts_from(after), shared)


def _complete() -> Any:
    pages = public_pages(AnnouncementPage.objects.select_related("level"))
    return pages.filter(kind=AnnouncementKind.FINAL, coverage=Coverage.COMPLETE, is_example=False)


def _before(page: AnnouncementPage) -> AnnouncementPage | None:
    """Return the newest list that counts from an earlier day and has a programme in common."""
    earlier = _complete().filter(level=page.level_id, effective_on__lte=page.effective_on).exclude(pk=page.pk)
    shared = earlier.filter(entries__programme__code__in=_programmes(page)).distinct()
    found = [one for one in shared if _counts_from(one) < _counts_from(page)]
    return max(found, key=_counts_from, default=None)


def _programmes(page: AnnouncementPage) -> set[str]:
    entries = ListEntry.objects.filter(announcement=page, action=EntryAction.LIST)
    return set(entries.values_list("programme__code", flat=True).distinct())


def _counts_from(page: AnnouncementPage) -> dt.date:
    return PartialDate.of(page.effective_on, Precision(page.effective_precision)).last_day
