"""The rules of freshness: until when a story is to be confirmed, and what is due on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

SOON = dt.timedelta(days=30)
"""How long before its date a story waits for editors, and the first mail is sent."""
LONGEST = 2
"""An editor's own date is at most so many intervals away."""


class Stage(StrEnum):
    """How near the date of a story is; its last day counts as due, and the day after as overdue."""

    FRESH = "fresh"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Confirmed:
    """What is known of a story: its first publishing, its last confirmation, and an editor's own date.

    `chosen_by`: the date that an editor set since the last confirmation.
    """

    published_on: dt.date
    confirmed_on: dt.date | None = None
    chosen_by: dt.date | None = None

    def confirm_by(self, interval: dt.timedelta) -> dt.date:
        """Return the last day on which a confirmation is in time."""
        return self.chosen_by or (self.confirmed_on or self.published_on) + interval

    def after(self, day: dt.date | None) -> Confirmed:
        """Return the same story once confirmed on that day; an earlier day, or None, changes nothing."""
        if day is None or (self.confirmed_on is not None and day <= self.confirmed_on):
            return self
        return Confirmed(self.published_on, day)


def stage(confirm_by: dt.date, today: dt.date) -> Stage:
    """Return how near the date is."""
    if today > confirm_by:
        return Stage.OVERDUE
    if today == confirm_by:
        return Stage.DUE
    return Stage.SOON if confirm_by - today <= SOON else Stage.FRESH


def dates_to_choose(today: dt.date, interval: dt.timedelta) -> tuple[dt.date, dt.date]:
    """Return the first and the last date that an editor may set."""
    return today + dt.timedelta(days=1), today + LONGEST * interval


class Notice(StrEnum):
    """One of the two mails of a date."""

    SOON = "soon"
    DUE = "due"


def notice_for(
    confirm_by: dt.date, today: dt.date, soon_sent_for: dt.date | None, due_sent_for: dt.date | None
) -> Notice | None:
    """Return which mail to send today, each once for a date; a story that is due already gets the second alone.

    `soon_sent_for`, `due_sent_for`: the dates for which they were sent before.
    """
    now = stage(confirm_by, today)
    if now in (Stage.DUE, Stage.OVERDUE):
        return Notice.DUE if due_sent_for != confirm_by else None
    return Notice.SOON if now is Stage.SOON and soon_sent_for != confirm_by else None
