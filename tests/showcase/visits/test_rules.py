"""What follows from the facts of a visit: its state, who holds a seat, and what people are told. No database."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.visits.choices import Told, VisitState
from showcase.visits.rules import Confirmed, LetterKind, Standing, VisitFacts, next_letter, places, visit_state

BEIJING = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=BEIJING)


FACTS = VisitFacts(begins_at=at(20, 9), ends_at=at(20, 12), opens_at=at(1, 8), closes_at=at(18, 18), seats=2)
SEATED = Standing(is_seated=True, told=Told.SEAT, told_at=at(10), knows_details=True, is_reminded=False)
WAITING = dataclasses.replace(SEATED, is_seated=False, told=Told.WAITING)
NEW = dataclasses.replace(SEATED, told=None, told_at=None, knows_details=False)


@pytest.mark.parametrize(
    ("now", "confirmed", "state"),
    [
        (at(1, 7, 59), 0, VisitState.ANNOUNCED),
        (at(1, 8), 0, VisitState.OPEN),
        (at(1, 8), 1, VisitState.OPEN),
        (at(1, 8), 2, VisitState.FULL),
        (at(18, 17, 59), 3, VisitState.FULL),
        (at(18, 18), 0, VisitState.CLOSED),
        (at(20, 10), 0, VisitState.CLOSED),
        (at(20, 12), 0, VisitState.OVER),
    ],
)
def test_the_state_follows_from_the_moment_and_the_confirmed_registrations(now, confirmed, state):
    assert visit_state(FACTS, confirmed, now) == state


@pytest.mark.parametrize("now", [at(1), at(10), at(19), at(25)])
def test_a_cancelled_visit_is_cancelled_at_any_moment(now):
    assert visit_state(dataclasses.replace(FACTS, is_cancelled=True), 0, now) == VisitState.CANCELLED


def test_seats_go_by_the_order_of_confirmation_and_the_others_wait():
    held = places([Confirmed(7, 3), Confirmed(5, 1), Confirmed(6, 2)], seats=2)

    assert (held.seated, held.waiting) == ((5, 6), (7,))
    assert [held.position(key) for key in (5, 6, 7)] == [0, 0, 1]


@given(st.lists(st.integers(1, 50), unique=True), st.integers(0, 60), st.data())
def test_a_cancellation_moves_the_waiting_list_by_one_and_takes_nobodys_seat(turns, seats, data):
    confirmed = [Confirmed(key=100 + turn, turn=turn) for turn in turns]
    before = places(confirmed, seats)
    assert len(before.seated) == min(seats, len(turns))
    if not before.seated:
        return

    leaves = data.draw(st.sampled_from(before.seated))
    after = places([one for one in confirmed if one.key != leaves], seats)

    assert set(before.seated) - {leaves} <= set(after.seated)
    assert set(after.seated) - set(before.seated) == set(before.waiting[:1])
    assert after.waiting == before.waiting[1:]


@pytest.mark.parametrize(
    ("standing", "kind"),
    [
        (NEW, LetterKind.SEAT),
        (dataclasses.replace(NEW, is_seated=False), LetterKind.WAITING),
        (SEATED, None),
        (WAITING, None),
        (dataclasses.replace(WAITING, is_seated=True), LetterKind.MOVED_UP),
        (dataclasses.replace(SEATED, is_seated=False), LetterKind.WAITING),
        (dataclasses.replace(SEATED, knows_details=False), LetterKind.CHANGED),
        (dataclasses.replace(WAITING, knows_details=False), LetterKind.CHANGED),
        (dataclasses.replace(SEATED, told=Told.CANCELLED), LetterKind.SEAT),
    ],
)
def test_people_are_told_what_they_do_not_know_yet(standing, kind):
    assert next_letter(standing, FACTS, at(12)) == kind


@pytest.mark.parametrize("standing", [NEW, SEATED, WAITING])
def test_a_cancellation_is_told_once_to_everybody(standing):
    cancelled = dataclasses.replace(FACTS, is_cancelled=True)

    assert next_letter(standing, cancelled, at(12)) == LetterKind.CANCELLED
    assert next_letter(dataclasses.replace(standing, told=Told.CANCELLED), cancelled, at(12)) is None


def test_who_holds_a_seat_is_reminded_once_a_day_before():
    assert next_letter(SEATED, FACTS, at(19, 8, 59)) is None
    assert next_letter(SEATED, FACTS, at(19, 9)) == LetterKind.REMINDER
    assert next_letter(dataclasses.replace(SEATED, is_reminded=True), FACTS, at(19, 9)) is None
    assert next_letter(WAITING, FACTS, at(19, 9)) is None


def test_who_got_the_seat_in_the_last_day_needs_no_reminder():
    assert next_letter(dataclasses.replace(SEATED, told_at=at(19, 9)), FACTS, at(20, 8)) is None


def test_nobody_gets_a_mail_once_the_visit_has_begun():
    assert next_letter(NEW, FACTS, at(20, 9)) is None
    assert next_letter(SEATED, dataclasses.replace(FACTS, is_cancelled=True), at(20, 9)) is None
