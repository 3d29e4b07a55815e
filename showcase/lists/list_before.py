"""A list beside the one before it: the same level and programme, both complete."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from portal.dates import PartialDate, Precision
from portal.visibility import public_pages
from showcase.lists.choices import AnnouncementKind, Coverage, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry


def changes_params(announcement: int) -> str | None:
    """The query string of the changes between the list before an announcement and it; None where there is none.

    Partial lists would show our gaps as changes; invented ones are in no register.
    """
    page = _complete().filter(pk=announcement).first()
    before = _before(page) if page else None
    if page is None or before is None:
        return None
    programmes = [("programme", code) for code in sorted(_programmes(page) & _programmes(before))]
    days = [("from", _counts_from(before).isoformat()), ("to", _counts_from(page).isoformat())]
    return urlencode([*days, *programmes, ("level", page.level.code)])


def _complete() -> Any:
    pages = public_pages(AnnouncementPage.objects.all()).select_related("level")
    return pages.filter(kind=AnnouncementKind.FINAL, coverage=Coverage.COMPLETE, is_example=False)


def _before(page: AnnouncementPage) -> AnnouncementPage | None:
    """The newest of those that count from an earlier day and share a programme with it."""
    earlier = _complete().filter(level=page.level_id, effective_on__lte=page.effective_on).exclude(pk=page.pk)
    shared = earlier.filter(entries__programme__code__in=_programmes(page)).distinct()
    found = [one for one in shared if _counts_from(one) < _counts_from(page)]
    return max(found, key=_counts_from, default=None)


def _programmes(page: AnnouncementPage) -> set[str]:
    entries = ListEntry.objects.filter(announcement=page, action=EntryAction.LIST)
    return set(entries.values_list("programme__code", flat=True).distinct())


def _counts_from(page: AnnouncementPage) -> dt.date:
    return PartialDate.of(page.effective_on, Precision(page.effective_precision)).last_day
