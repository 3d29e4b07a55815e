"""What a notice is at a moment, by Shanghai's calendar."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.lists.notice_state import SHANGHAI, NoticeFacts, NoticeState, notice_state

PROPOSAL = NoticeFacts(
    kind="proposal",
    basis="official_page",
    objections_from=dt.date(2026, 11, 16),
    objections_until=dt.datetime(2026, 11, 30, 18, 0, tzinfo=SHANGHAI),
)


def at(day: int, hour: int = 12, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(15, 23), NoticeState("upcoming")),
        (at(16, 0), NoticeState("open", 14)),
        (at(29, 23), NoticeState("open", 1)),
        (at(30, 0), NoticeState("open", 0)),
        (at(30, 18), NoticeState("open", 0)),
        (at(30, 19), NoticeState("closed")),
        (at(1, month=12), NoticeState("closed")),
    ],
)
def test_a_proposal_opens_counts_down_and_closes(moment: dt.datetime, expected: NoticeState) -> None:
    assert notice_state(PROPOSAL, moment) == expected


def test_days_are_counted_in_shanghai_whatever_the_server_s_zone() -> None:
    moment = dt.datetime(2026, 11, 29, 17, tzinfo=dt.UTC)  # already the 30th in Shanghai
    assert notice_state(PROPOSAL, moment) == NoticeState("open", 0)


def test_a_proposal_without_a_stated_window_takes_no_objections() -> None:
    assert notice_state(replace(PROPOSAL, objections_until=None), at(20)) == NoticeState("closed")


def test_a_window_without_a_stated_beginning_is_open_until_its_end() -> None:
    assert notice_state(replace(PROPOSAL, objections_from=None), at(1)) == NoticeState("open", 29)


def test_a_press_report_of_a_proposal_is_never_open() -> None:
    facts = replace(PROPOSAL, basis="press")
    assert notice_state(facts, at(20)) == NoticeState("closed", press_based=True)


def test_a_final_list_supersedes_its_proposal_once_the_window_is_over_and_its_own_day_has_come() -> None:
    end = PROPOSAL.objections_until
    assert end is not None
    for decided, before, after in (
        (dt.date(2026, 11, 25), end, end + dt.timedelta(seconds=1)),
        (end.date() + dt.timedelta(days=3), end + dt.timedelta(days=1), end + dt.timedelta(days=4)),
    ):
        facts = replace(PROPOSAL, decided_on=decided)
        assert notice_state(facts, before).state != "superseded"
        assert notice_state(facts, after).state == "superseded"


@pytest.mark.parametrize("kind", ["final", "adjustment"])
def test_a_decision_stays_what_it_is(kind: str) -> None:
    facts = NoticeFacts(kind=kind, basis="press")
    assert notice_state(facts, at(1)) == NoticeState(kind, press_based=True)


@pytest.mark.parametrize("kind", ["proposal", "final", "adjustment"])
def test_a_withdrawn_notice_is_withdrawn_before_anything_else(kind: str) -> None:
    facts = replace(PROPOSAL, kind=kind, decided_on=dt.date(2026, 11, 18), withdrawn_on=dt.date(2026, 11, 20))
    assert notice_state(facts, at(19)).state != "withdrawn"
    assert notice_state(facts, at(20)).state == "withdrawn"


def test_moments_without_a_time_zone_are_refused() -> None:
    naive = dt.datetime(2026, 11, 20, 12)  # noqa: DTZ001 — the mistake that is refused
    with pytest.raises(ValueError, match="time zone"):
        notice_state(PROPOSAL, naive)
    with pytest.raises(ValueError, match="time zone"):
        replace(PROPOSAL, objections_until=naive)


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(SHANGHAI)))  # noqa: DTZ001
def test_days_left_are_told_exactly_while_objections_are_taken(moment: dt.datetime) -> None:
    found = notice_state(PROPOSAL, moment)
    assert (found.state == "open") == (found.days_left is not None)
    assert found.days_left is None or 0 <= found.days_left <= 14
