"""The state of an announcement now, in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.dates import format_date
from showcase.cards import NoticeState as CardState
from showcase.lists.notice_state import SHANGHAI, Basis, Kind, NoticeFacts, NoticeState, notice_state

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage

# The marks the templates know; a notice before its window is no longer or not yet open, a withdrawn one has ended.
_MARKS: dict[str, CardState] = {"upcoming": "closed", "withdrawn": "superseded"}


def state_of(page: AnnouncementPage, decided_on: dt.date | None = None) -> NoticeState:
    """The state of a Chinese announcement page at this moment; `decided_on`: day of the final list that decides it."""
    return notice_state(facts_of(page, decided_on), timezone.now())


def facts_of(page: AnnouncementPage, decided_on: dt.date | None = None) -> NoticeFacts:
    """What the state of a Chinese announcement page rests on."""
    return NoticeFacts(
        kind=cast(Kind, page.kind),
        basis=cast(Basis, page.basis),
        objections_from=page.objections_from,
        objections_until=page.objections_until,
        decided_on=decided_on,
        withdrawn_on=page.withdrawn_on,
    )


def mark_of(state: NoticeState) -> CardState:
    """The mark and colour of a state; the word beside it says exactly which."""
    return _MARKS.get(state.state) or cast(CardState, state.state)


def state_label(state: NoticeState) -> str:
    """The state in a word or two."""
    labels = {
        "upcoming": _("Not open yet"),
        "open": _("Open for objection"),
        "closed": _("Objections closed"),
        "superseded": _("Superseded"),
        "final": _("Final list"),
        "adjustment": _("Adjustment"),
        "withdrawn": _("Withdrawn"),
    }
    return labels[state.state]


def shown_moment(moment: dt.datetime) -> str:
    """2026年11月27日 17:30, 27 November 2026, 17:30 (China time)."""
    local = moment.astimezone(SHANGHAI)
    language = get_language() or "zh-hans"
    return f"{format_date(local.date(), language)}{', ' if language == 'en' else ' '}{local:%H:%M}"
