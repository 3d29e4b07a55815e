"""What the register says of a unit as of a date is one of five answers, with what led to it."""

import datetime as dt

import pytest
from hypothesis import given

from showcase.enterprises.merging.rules import Merged
from showcase.lists.register import Event, Kind, State, fold, states
from tests.showcase.lists.events import RECORDED, TODAY, event, listed_on
from tests.streams import days, histories, moments, streams


def state_on(day: str, *events: Event) -> tuple[State, Kind | None, str | None]:
    found = states(events, dt.date.fromisoformat(day))
    return (found[0].state, found[0].kind, found[0].reason) if found else (State.NOT_IN_RECORDS, None, None)


def test_a_unit_is_proposed_then_listed_then_suspended_then_removed() -> None:
    told = [
        event(1, Kind.PROPOSED, "2020-10-01"),
        event(2, Kind.LISTED, "2020-11-20"),
        event(3, Kind.SUSPENDED, "2021-01-01", reason="停产整改"),
        event(4, Kind.REMOVED, "2022-01-01", reason="未按期整改"),
    ]
    assert state_on("2020-09-30", *told) == (State.NOT_IN_RECORDS, None, None)
    assert state_on("2020-10-01", *told) == (State.PROPOSED, Kind.PROPOSED, None)
    assert state_on("2020-11-20", *told) == (State.LISTED, Kind.LISTED, None)
    assert state_on("2021-01-01", *told) == (State.SUSPENDED, Kind.SUSPENDED, "停产整改")
    assert state_on("2022-01-01", *told) == (State.REMOVED, Kind.REMOVED, "未按期整改")


@pytest.mark.parametrize("kind", [Kind.REMOVED, Kind.EXPIRED, Kind.MERGED])
def test_an_ending_stands_also_where_we_do_not_hold_the_list_it_ends(kind: Kind) -> None:
    assert state_on("2022-01-01", event(1, kind, "2021-01-01"))[0] is State.REMOVED


@pytest.mark.parametrize("kind", [Kind.SUSPENDED, Kind.RESUMED, Kind.REVERIFIED, Kind.RENAMED])
def test_a_removed_unit_stays_removed_whatever_else_is_said_of_it(kind: Kind) -> None:
    told = [event(1, Kind.LISTED, "2020-11-20"), event(2, Kind.REMOVED, "2021-01-01"), event(3, kind, "2022-01-01")]
    assert state_on("2023-01-01", *told)[0] is State.REMOVED


def test_a_withdrawn_list_lists_from_that_day_on_nobody_whom_no_other_list_names() -> None:
    told = [
        event(1, Kind.LISTED, "2020-11-20", announcement=5),
        event(2, Kind.WITHDRAWN, "2022-01-01", announcement=5, corrects=1, reason="名单有误"),
    ]
    assert listed_on("2021-12-31", *told)
    assert not listed_on("2022-01-01", *told)
    assert state_on("2022-01-01", *told) == (State.REMOVED, Kind.WITHDRAWN, "名单有误")

    other = event(3, Kind.LISTED, "2021-11-20", announcement=6)
    (listing,) = fold([*told, other], dt.date(2022, 1, 1))
    assert (listing.announcement, listing.since) == (6, dt.date(2021, 11, 20))


def test_a_list_withdrawn_before_it_counts_never_counts() -> None:
    told = [
        event(1, Kind.LISTED, "2022-12-31"),
        event(2, Kind.WITHDRAWN, "2022-06-01", announcement=1, corrects=1),
    ]
    assert state_on("2023-01-01", *told) == (State.NOT_IN_RECORDS, None, None)


def test_a_withdrawn_adjustment_brings_back_what_it_ended_and_a_withdrawn_proposal_proposes_nobody() -> None:
    told = [
        event(1, Kind.LISTED, "2020-11-20"),
        event(2, Kind.REMOVED, "2021-01-01"),
        event(3, Kind.WITHDRAWN, "2022-01-01", announcement=2, corrects=2),
    ]
    assert state_on("2021-06-01", *told)[0] is State.REMOVED
    assert fold(told, TODAY) == fold(told[:1], TODAY)
    proposal = event(1, Kind.PROPOSED, "2020-10-01")
    taken_back = event(2, Kind.WITHDRAWN, "2020-11-01", announcement=1, corrects=1)
    assert state_on("2020-12-01", proposal, taken_back) == (State.NOT_IN_RECORDS, None, None)


def test_a_withdrawal_that_is_struck_out_withdraws_nothing() -> None:
    listed = event(1, Kind.LISTED, "2020-11-20")
    withdrawal = event(2, Kind.WITHDRAWN, "2022-01-01", corrects=1)
    mistake = event(3, Kind.CORRECTED, "2022-01-01", corrects=2, recorded_at=RECORDED + dt.timedelta(days=1))
    assert fold([listed, withdrawal, mistake], TODAY) == fold([listed], TODAY)
    assert fold([listed, withdrawal, mistake], TODAY, RECORDED) == ()


@given(streams, histories, days, moments)
def test_listed_is_answered_of_exactly_those_whom_the_register_lists(
    events: list[Event], merged: Merged, as_of: dt.date, known_at: dt.datetime
) -> None:
    found = states(events, as_of, known_at, merged)
    listed = [(state.chain, state.event, state.since) for state in found if state.state is State.LISTED]
    assert listed == [(one.chain, one.event, one.since) for one in fold(events, as_of, known_at, merged)]
    assert len({state.chain for state in found}) == len(found)


@given(streams, days, moments)
def test_a_unit_that_was_ever_listed_is_never_answered_as_unknown(
    events: list[Event], as_of: dt.date, known_at: dt.datetime
) -> None:
    kinds = {Kind.LISTED, Kind.REMOVED, Kind.EXPIRED, Kind.MERGED, Kind.PROPOSED, Kind.RENAMED, Kind.REVERIFIED}
    told = [event for event in events if event.kind in kinds]
    known = [event for event in told if event.recorded_at <= known_at and event.counts_from <= as_of]
    listed = {event.chain for event in known if event.kind is Kind.LISTED}
    assert listed <= {state.chain for state in states(told, as_of, known_at)}
