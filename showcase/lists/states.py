"""The current state of an announcement, in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from portal.text.dates import format_date
from showcase.lists.notice_state import SHANGHAI, NoticeFacts, NoticeState, notice_state

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage


def state_of(page: AnnouncementPage, decided_on: dt.date | None = None) -> NoticeState:
    """Return the current state of a Chinese announcement page; `decided_on`: day of the final list that decides it."""
    return notice_state(facts_of(page, decided_on), timezone.now())


def facts_of(page: AnnouncementPage, decided_on: dt.date | None = None) -> NoticeFacts:
    """Return the facts that decide the state of a Chinese announcement page."""
    return NoticeFacts(
        kind=page.kind,
        basis=page.basis,
        objections_from=page.objections_from,
        objections_until=page.objections_until,
        decided_on=decided_on,
        withdrawn_on=page.withdrawn_on,
    )


def shown_moment(moment: dt.datetime) -> str:
    """Format a moment in China time: 2026年11月27日 17:30; 27 November 2026, 17:30."""
    local = moment.astimezone(SHANGHAI)
    language = get_language() or "zh-hans"
    return f"{format_date(local.date(), language)}{', ' if language == 'en' else ' '}{local:%H:%M}"
