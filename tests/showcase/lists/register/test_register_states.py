"""What the register says of a unit as of a date is one of five answers, with what led to it."""

import datetime as dt

import pytest
from hypothesis import given

from showcase.enterprises.merge_rules import Merge, Merged
from showcase.lists.choices import EventKind
from showcase.lists.register.fold import Event, State, answers_after, fold, states
from tests.showcase.lists.events import RECORDED, TODAY, event, listed_on
from tests.streams import days, histories, moments, streams


def state_on(day: str, *events: Event) -> tuple[State, EventKind | None, str | None]:
    found = states(events, dt.date.fromisoformat(day))
    return (found[0].state, found[0].kind, found[0].reason) if found else (State.NOT_IN_RECORDS, None, None)


def test_a_unit_is_proposed_then_listed_then_suspended_then_removed() -> None:
    told = [
        event(1, EventKind.PROPOSED, "2020-10-01"),
        event(2, EventKind.LISTED, "2020-11-20"),
        event(3, EventKind.SUSPENDED, "2021-01-01", reason="停产整改"),
        event(4, EventKind.REMOVED, "2022-01-01", reason="未按期整改"),
    ]
    assert state_on("2020-09-30", *told) == (State.NOT_IN_RECORDS, None, None)
    assert state_on("2020-10-01", *told) == (State.PROPOSED, EventKind.PROPOSED, None)
    assert state_on("2020-11-20", *told) == (State.LISTED, EventKind.LISTED, None)
    assert state_on("2021-01-01", *told) == (State.SUSPENDED, EventKind.SUSPENDED, "停产整改")
    assert state_on("2022-01-01", *told) == (State.REMOVED, EventKind.REMOVED, "未按期整改")


@pytest.mark.parametrize("kind", [EventKind.REMOVED, EventKind.EXPIRED, EventKind.MERGED])
def test_an_ending_stands_also_where_we_do_not_hold_the_list_it_ends(kind: EventKind) -> None:
    assert state_on("2022-01-01", event(1, kind, "2021-01-01"))[0] is State.REMOVED


@pytest.mark.parametrize("kind", [EventKind.SUSPENDED, EventKind.RESUMED, EventKind.REVERIFIED, EventKind.RENAMED])
def test_a_removed_unit_stays_removed_whatever_else_is_said_of_it(kind: EventKind) -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.REMOVED, "2021-01-01"),
        event(3, kind, "2022-01-01"),
    ]
    assert state_on("2023-01-01", *told)[0] is State.REMOVED


def test_a_withdrawn_list_lists_from_that_day_on_nobody_whom_no_other_list_names() -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20", announcement=5),
        event(2, EventKind.WITHDRAWN, "2022-01-01", announcement=5, corrects=1, reason="名单有误"),
    ]
    assert listed_on("2021-12-31", *told)
    assert not listed_on("2022-01-01", *told)
    assert state_on("2022-01-01", *told) == (State.REMOVED, EventKind.WITHDRAWN, "名单有误")

    other = event(3, EventKind.LISTED, "2021-11-20", announcement=6)
    (listing,) = fold([*told, other], dt.date(2022, 1, 1))
    assert (listing.announcement, listing.since) == (6, dt.date(2021, 11, 20))


def test_a_list_withdrawn_before_it_counts_never_counts() -> None:
    told = [
        event(1, EventKind.LISTED, "2022-12-31"),
        event(2, EventKind.WITHDRAWN, "2022-06-01", announcement=1, corrects=1),
    ]
    assert state_on("2023-01-01", *told) == (State.NOT_IN_RECORDS, None, None)


def test_a_withdrawn_adjustment_brings_back_what_it_ended_and_a_withdrawn_proposal_proposes_nobody() -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.REMOVED, "2021-01-01"),
        event(3, EventKind.WITHDRAWN, "2022-01-01", announcement=2, corrects=2),
    ]
    assert state_on("2021-06-01", *told)[0] is State.REMOVED
    assert fold(told, TODAY) == fold(told[:1], TODAY)
    proposal = event(1, EventKind.PROPOSED, "2020-10-01")
    taken_back = event(2, EventKind.WITHDRAWN, "2020-11-01", announcement=1, corrects=1)
    assert state_on("2020-12-01", proposal, taken_back) == (State.NOT_IN_RECORDS, None, None)


def test_a_withdrawal_that_is_struck_out_withdraws_nothing() -> None:
    listed = event(1, EventKind.LISTED, "2020-11-20")
    withdrawal = event(2, EventKind.WITHDRAWN, "2022-01-01", corrects=1)
    mistake = event(3, EventKind.CORRECTED, "2022-01-01", corrects=2, recorded_at=RECORDED + dt.timedelta(days=1))
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
    kinds = {
        EventKind.LISTED,
        EventKind.REMOVED,
        EventKind.EXPIRED,
        EventKind.MERGED,
        EventKind.PROPOSED,
        EventKind.RENAMED,
        EventKind.REVERIFIED,
    }
    told = [event for event in events if event.kind in kinds]
    known = [event for event in told if event.recorded_at <= known_at and event.counts_from <= as_of]
    listed = {event.chain for event in known if event.kind is EventKind.LISTED}
    assert listed <= {state.chain for state in states(told, as_of, known_at)}


# After each event ----------------------------------------------------------------------------------------


def test_after_each_event_its_unit_and_list_have_the_answer_that_counts_from_then() -> None:
    told = [
        event(1, EventKind.PROPOSED, "2020-10-01"),
        event(2, EventKind.LISTED, "2020-11-20"),
        event(3, EventKind.LISTED, "2020-11-20", enterprise=2),
        event(4, EventKind.SUSPENDED, "2021-01-01"),
        event(5, EventKind.REMOVED, "2022-01-01"),
        event(6, EventKind.RESUMED, "2020-01-01", enterprise=3),
    ]

    assert answers_after(reversed(told)) == {
        1: State.PROPOSED,
        2: State.LISTED,
        3: State.LISTED,
        4: State.SUSPENDED,
        5: State.REMOVED,
        6: State.NOT_IN_RECORDS,  # a resumption alone says nothing about a list
    }


def test_an_event_that_was_corrected_and_its_correction_have_no_answer() -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.REMOVED, "2021-01-01"),
        event(3, EventKind.CORRECTED, "2021-02-01", corrects=2),
    ]

    assert answers_after(told) == {1: State.LISTED}


def test_events_of_a_duplicate_are_answered_as_those_of_the_record_it_became() -> None:
    told = [event(1, EventKind.LISTED, "2020-11-20"), event(2, EventKind.REMOVED, "2021-01-01", enterprise=2)]
    merged = Merged((Merge(duplicate=2, survivor=1, recorded_at=RECORDED),))

    assert answers_after([*told, event(3, EventKind.PROPOSED, "2022-01-01", enterprise=2)], merged) == {
        1: State.LISTED,
        2: State.REMOVED,
        3: State.PROPOSED,
    }
    assert answers_after([*told, event(3, EventKind.RENAMED, "2022-01-01")])[3] is State.LISTED
    assert answers_after([*told, event(3, EventKind.RENAMED, "2022-01-01")], merged)[3] is State.REMOVED


def test_a_listed_or_suspended_unit_bears_the_newest_name_that_was_printed() -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20", name="旧名"),
        event(2, EventKind.RENAMED, "2021-01-01", name="新名"),
        event(3, EventKind.SUSPENDED, "2022-01-01"),
        event(4, EventKind.SUSPENDED, "2023-01-01", name="停产的厂"),
        event(5, EventKind.REMOVED, "2024-01-01"),
    ]

    names = [states(told, dt.date(year, 6, 1))[0].name for year in (2021, 2022, 2023, 2024)]

    assert names == ["新名", "新名", "停产的厂", ""]


def test_a_unit_that_is_not_listed_is_suspended_until_resumed_and_by_nothing_else() -> None:
    suspended = event(1, EventKind.SUSPENDED, "2021-01-01")
    told = [event(2, EventKind.REVERIFIED, "2022-01-01"), event(3, EventKind.RENAMED, "2022-02-01", name="新名")]
    resumed = event(4, EventKind.RESUMED, "2023-01-01")

    assert states([suspended], TODAY)[0].name == ""
    assert state_on("2022-12-31", suspended, *told) == (State.SUSPENDED, EventKind.SUSPENDED, None)
    assert state_on("2023-01-01", suspended, *told, resumed) == (State.NOT_IN_RECORDS, None, None)


def test_a_list_or_renaming_changes_the_printed_name_and_a_proposal_does_not() -> None:
    told = [
        event(1, EventKind.LISTED, "2020-11-20", name="旧名"),
        event(2, EventKind.PROPOSED, "2021-01-01", name="提名"),
        event(3, EventKind.LISTED, "2022-01-01", name="新名"),
        event(4, EventKind.LISTED, "2023-01-01"),
    ]

    names = [states(told, dt.date(year, 6, 1))[0].name for year in (2021, 2022, 2023)]

    assert names == ["旧名", "新名", "新名"]


def test_an_ending_that_withdraws_nothing_in_particular_stands_beside_a_withdrawn_proposal() -> None:
    listed = event(1, EventKind.LISTED, "2020-11-20")
    ended = event(2, EventKind.WITHDRAWN, "2021-01-01")
    proposed = event(3, EventKind.PROPOSED, "2022-01-01")
    withdrawn = event(4, EventKind.WITHDRAWN, "2023-01-01", corrects=3)

    assert state_on("2023-06-01", listed, ended, proposed, withdrawn)[:2] == (State.REMOVED, EventKind.WITHDRAWN)


def test_a_withdrawn_list_ends_the_listing_even_where_the_unit_was_proposed_and_whatever_follows() -> None:
    proposed, listed = event(1, EventKind.PROPOSED, "2020-10-01"), event(2, EventKind.LISTED, "2020-11-20")
    withdrawn = event(3, EventKind.WITHDRAWN, "2021-01-01", corrects=2)
    again = event(4, EventKind.LISTED, "2022-01-01")

    assert answers_after([proposed, listed, withdrawn, again]) == {
        1: State.PROPOSED,
        2: State.LISTED,
        3: State.REMOVED,
        4: State.LISTED,
    }
