"""Two records of one enterprise are one in the register for as long as the merge stands, and nothing is rewritten."""

import datetime as dt

import pytest
from hypothesis import given

from showcase.enterprises.merge_rules import Merge, Merged
from showcase.lists.choices import EventKind
from showcase.lists.register.fold import Event, Novelty, fold, novelties
from showcase.lists.register.timeline import spans
from tests.streams import days, histories, moments, streams

TODAY = dt.date(2026, 11, 24)
RECORDED, MERGED, UNDONE, LATER = (dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in (1, 3, 5, 7))


def event(number: int, enterprise: int, kind: EventKind, day: str, **facts: object) -> Event:
    values = {"programme": "green-factory", "level": "provincial", "recorded_at": RECORDED, "announcement": number}
    return Event(id=number, enterprise=enterprise, kind=kind, effective_on=dt.date.fromisoformat(day), **values | facts)


def standing(events, merged, known_at=None, as_of=TODAY):
    return [(one.chain.enterprise, one.since.year, one.event) for one in fold(events, as_of, known_at, merged)]


LISTED = [event(1, 1, EventKind.LISTED, "2022-11-20"), event(2, 2, EventKind.LISTED, "2020-11-20")]
TWO_INTO_ONE = Merged([Merge(2, 1, MERGED)])


def test_a_merged_enterprise_stands_once_since_the_earlier_day_on_the_newest_list() -> None:
    assert standing(LISTED, TWO_INTO_ONE) == [(1, 2020, 1)]


def test_what_was_known_before_the_merge_is_answered_as_before() -> None:
    assert standing(LISTED, TWO_INTO_ONE, RECORDED) == [(1, 2022, 1), (2, 2020, 2)]


def test_an_undone_merge_is_known_only_between_its_two_moments() -> None:
    undone = Merged([Merge(2, 1, MERGED, UNDONE)])

    assert standing(LISTED, undone) == standing(LISTED, Merged())
    assert standing(LISTED, undone, MERGED) == [(1, 2020, 1)]
    assert standing(LISTED, undone, UNDONE) == [(1, 2022, 1), (2, 2020, 2)]


def test_a_removal_of_the_duplicate_removes_the_enterprise() -> None:
    assert standing([*LISTED, event(3, 2, EventKind.REMOVED, "2023-01-01")], TWO_INTO_ONE) == []


def test_a_break_is_a_break_whichever_record_tells_it() -> None:
    events = [
        event(1, 2, EventKind.LISTED, "2019-11-20"),
        event(2, 2, EventKind.REMOVED, "2020-11-20"),
        event(3, 1, EventKind.LISTED, "2022-11-20"),
    ]
    assert standing(events, TWO_INTO_ONE) == [(1, 2022, 3)]


def test_a_row_of_merges_leads_to_the_last_and_a_middle_one_can_be_undone() -> None:
    events = [*LISTED, event(3, 3, EventKind.LISTED, "2018-11-20")]
    chain = [Merge(3, 2, MERGED), Merge(2, 1, UNDONE)]

    assert standing(events, Merged(chain)) == [(1, 2018, 1)]
    assert standing(events, Merged([Merge(3, 2, MERGED, LATER), chain[1]])) == [(1, 2020, 1), (3, 2018, 3)]
    assert standing(events, Merged([chain[0], Merge(2, 1, UNDONE, LATER)])) == [(1, 2022, 1), (2, 2018, 2)]


def test_a_merged_enterprise_listed_under_its_other_record_is_continued() -> None:
    events = [LISTED[1], event(9, 1, EventKind.LISTED, "2023-11-20")]

    assert novelties(events, 9) == {9: Novelty.NEW}
    assert novelties(events, 9, merged=TWO_INTO_ONE) == {9: Novelty.CONTINUED}


@pytest.mark.parametrize(
    ("duplicate", "survivor", "fault"),
    [(1, 1, "same"), (2, 3, "duplicate_merged"), (3, 2, "survivor_merged"), (1, 3, None), (3, 1, None)],
)
def test_no_circle_closes_and_no_duplicate_has_two_survivors(duplicate, survivor, fault) -> None:
    assert TWO_INTO_ONE.fault(duplicate, survivor) == fault


# Properties ----------------------------------------------------------------------------------------------


@given(streams, histories, days)
def test_merge_then_undo_is_identity(events, before, as_of) -> None:
    for duplicate, survivor in ((1, 2), (3, 1)):
        if before.fault(duplicate, survivor) is None:
            after = Merged([*before.merges, Merge(duplicate, survivor, LATER, LATER + dt.timedelta(days=90))])
            assert fold(events, as_of, None, after) == fold(events, as_of, None, before)


@given(streams, histories, days, moments)
def test_a_later_merge_or_undo_never_changes_an_answer_for_an_earlier_moment(events, merged, as_of, known_at) -> None:
    by_then = [
        Merge(
            merge.duplicate, merge.survivor, merge.recorded_at, merge.undone_at if merge.undone_at <= known_at else None
        )
        if merge.undone_at
        else merge
        for merge in merged.merges
        if merge.recorded_at <= known_at
    ]
    assert fold(events, as_of, known_at, merged) == fold(events, as_of, known_at, Merged(by_then))


@given(streams, histories, days)
def test_every_listing_in_force_has_one_chain_and_no_duplicate_stands_beside_its_survivor(
    events, merged, as_of
) -> None:
    chains = [listing.chain for listing in fold(events, as_of, None, merged)]

    assert len(chains) == len(set(chains))
    assert all(merged.head(chain.enterprise) == chain.enterprise for chain in chains)


@given(streams, histories, days)
def test_merged_records_answer_as_if_there_had_been_one_from_the_beginning(events, merged, as_of) -> None:
    one = [Event(**{**vars(event), "enterprise": merged.head(event.enterprise)}) for event in events]
    assert fold(events, as_of, None, merged) == fold(one, as_of)


def test_a_merge_ends_what_was_known_of_the_duplicate_and_of_no_other_unit() -> None:
    events = [event(number, number, EventKind.LISTED, "2020-11-20") for number in (1, 2, 3)]
    merged = Merged((Merge(3, 2, MERGED),))

    known = {
        (span.listing.chain.enterprise, span.listing.event, span.known_from, span.known_until)
        for span in spans(events, merged)
    }

    assert known == {
        (1, 1, RECORDED, None),
        (2, 2, RECORDED, MERGED),
        (3, 3, RECORDED, MERGED),
        (2, 3, MERGED, None),  # now the newest list that names it
    }


def test_a_listing_stands_again_from_the_moment_when_its_correction_was_struck_out() -> None:
    recorded = [RECORDED + dt.timedelta(days=day) for day in range(3)]
    told = [
        event(1, 1, EventKind.LISTED, "2020-11-20", recorded_at=recorded[0]),
        event(2, 1, EventKind.CORRECTED, "2021-01-01", recorded_at=recorded[1], corrects=1),
        event(3, 1, EventKind.CORRECTED, "2022-01-01", recorded_at=recorded[2], corrects=2),
    ]

    found = spans(told)

    assert [(span.known_from, span.known_until) for span in found] == [(recorded[0], recorded[1]), (recorded[2], None)]
    day, last = dt.date(2020, 11, 20), dt.timedelta(microseconds=1)
    held = [
        found[0].holds(day, moment) for moment in (recorded[0] - last, recorded[0], recorded[1] - last, recorded[1])
    ]
    assert held == [False, True, True, False]
    assert not found[0].holds(day - dt.timedelta(1), recorded[0])
