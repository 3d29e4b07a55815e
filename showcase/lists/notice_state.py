"""The state of an announcement at a moment: open for objection, closed, superseded, final, withdrawn."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from showcase.choices import AnnouncementState
from showcase.lists.choices import AnnouncementKind, Basis

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class NoticeFacts:
    """What is known of an announcement.

    `kind` and `basis`: values of `AnnouncementKind` and `Basis`. `objections_from` and `objections_until`: as the
    notice states them (`objections_until` is a moment with a time zone, itself still in time). `decided_on`: the day of
    the final list that decides on this proposal. Days are days in Shanghai.
    """

    kind: str
    basis: str
    objections_from: dt.date | None = None
    objections_until: dt.datetime | None = None
    decided_on: dt.date | None = None
    withdrawn_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.objections_until is not None and self.objections_until.tzinfo is None:
            raise ValueError("The end of the objection window needs a time zone")


@dataclass(frozen=True)
class NoticeState:
    """The state at a moment.

    `state`: a proposal is `upcoming` before its window, `open` in it, `closed` after it or where no window is stated
    and in press reports; `superseded` instead of closed if a final list has decided on it (a decision never shortens
    the window). `withdrawn` takes precedence over all others. `days_left`: whole days after today until the window
    ends, 0 on its last day, None unless open. `press_based`: compiled from media reports, no official file; independent
    of the state.
    """

    state: AnnouncementState
    days_left: int | None = None
    press_based: bool = False


def notice_state(facts: NoticeFacts, moment: dt.datetime) -> NoticeState:
    """Return the state of an announcement at `moment`, which needs a time zone (else ValueError)."""
    if moment.tzinfo is None:
        raise ValueError("The moment needs a time zone")
    today = moment.astimezone(SHANGHAI).date()
    state = _state(facts, moment, today)
    days_left = None
    if state is AnnouncementState.OPEN and facts.objections_until is not None:
        days_left = (facts.objections_until.astimezone(SHANGHAI).date() - today).days
    return NoticeState(state, days_left, facts.basis == Basis.PRESS)


def window_runs(facts: NoticeFacts, moment: dt.datetime) -> bool:
    """Say whether objections may still arrive at `moment` or later, by the printed end alone, its hour included."""
    if facts.kind != AnnouncementKind.PROPOSAL or facts.basis == Basis.PRESS or facts.objections_until is None:
        return False
    is_withdrawn = facts.withdrawn_on is not None and facts.withdrawn_on <= moment.astimezone(SHANGHAI).date()
    return not is_withdrawn and moment <= facts.objections_until


def _state(facts: NoticeFacts, moment: dt.datetime, today: dt.date) -> AnnouncementState:
    if facts.withdrawn_on is not None and facts.withdrawn_on <= today:
        return AnnouncementState.WITHDRAWN
    if facts.kind != AnnouncementKind.PROPOSAL:
        return AnnouncementState(facts.kind)
    if not window_runs(facts, moment):
        is_decided = facts.decided_on is not None and facts.decided_on <= today
        return AnnouncementState.SUPERSEDED if is_decided else AnnouncementState.CLOSED
    if facts.objections_from is not None and today < facts.objections_from:
        return AnnouncementState.UPCOMING
    return AnnouncementState.OPEN
