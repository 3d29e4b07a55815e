"""What follows from the facts of a visit and its confirmed registrations: its state, who holds a seat, who is written.

Plain functions on frozen dataclasses; all moments have a time zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from showcase.visits.choices import Told, VisitState

REMINDED = dt.timedelta(hours=24)
"""How long before the beginning those who hold a seat are reminded."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """When a visit is, from when until when it receives registrations, and how many people can come."""

    begins_at: dt.datetime
    ends_at: dt.datetime
    opens_at: dt.datetime
    closes_at: dt.datetime
    seats: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed registration; `turn`: its place in the order of the confirmations of this visit."""

    key: int
    turn: int


@dataclass(frozen=True, slots=True)
class Places:
    """Keys of those who hold a seat, and of those who wait, both in the order of their confirmations."""

    seated: tuple[int, ...]
    waiting: tuple[int, ...]

    def position(self, key: int) -> int:
        """Return the place on the waiting list, from 1; 0 where the key is not on it."""
        return self.waiting.index(key) + 1 if key in self.waiting else 0


class LetterKind(StrEnum):
    """The mails to a registered person. `CONFIRM` and `KNOWN` answer a form, the others follow from the facts."""

    CONFIRM = "confirm"
    KNOWN = "known"
    SEAT = "seat"
    WAITING = "waiting"
    MOVED_UP = "moved_up"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one registered person.

    `told`: what they were told last, `told_at`: when; `knows_details`: the time and place that they were told are those
    of the visit.
    """

    is_seated: bool
    told: Told | None
    told_at: dt.datetime | None
    knows_details: bool
    is_reminded: bool


def visit_state(facts: VisitFacts, confirmed: int, now: dt.datetime) -> VisitState:
    """Return the state at a moment; `confirmed`: how many registrations are confirmed."""
    if facts.is_cancelled:
        return VisitState.CANCELLED
    if now >= facts.ends_at:
        return VisitState.OVER
    if now >= facts.closes_at:
        return VisitState.CLOSED
    if now < facts.opens_at:
        return VisitState.ANNOUNCED
    return VisitState.FULL if confirmed >= facts.seats else VisitState.OPEN


def places(confirmed: Iterable[Confirmed], seats: int) -> Places:
    """Return who holds a seat: the first ones in the order of their confirmations; the others wait."""
    keys = tuple(one.key for one in sorted(confirmed, key=lambda one: (one.turn, one.key)))
    return Places(keys[: max(seats, 0)], keys[max(seats, 0) :])


def next_letter(standing: Standing, facts: VisitFacts, now: dt.datetime) -> LetterKind | None:
    """Return the mail that a person with a confirmed registration is to get; None: they know how matters are."""
    if now >= facts.begins_at:
        return None
    if facts.is_cancelled:
        return None if standing.told == Told.CANCELLED else LetterKind.CANCELLED
    if standing.told != (Told.SEAT if standing.is_seated else Told.WAITING):
        return _seat_letter(standing)
    if not standing.knows_details:
        return LetterKind.CHANGED
    return LetterKind.REMINDER if _is_reminder_due(standing, facts, now) else None


def _seat_letter(standing: Standing) -> LetterKind:
    if not standing.is_seated:
        return LetterKind.WAITING
    return LetterKind.MOVED_UP if standing.told == Told.WAITING else LetterKind.SEAT


def _is_reminder_due(standing: Standing, facts: VisitFacts, now: dt.datetime) -> bool:
    """Say whether the day before has come for a person with a seat who was told before that day."""
    begin = facts.begins_at - REMINDED
    told_before = standing.told_at is not None and standing.told_at < begin
    return standing.is_seated and not standing.is_reminded and told_before and now >= begin
