"""What became of each listing between two days: added, moved up, renamed, re-verified, merged, removed, not named."""

import datetime as dt
from collections.abc import Iterable

import pytest

from showcase.enterprises.merge_rules import Merge, Merged
from showcase.lists.choices import EventKind
from showcase.lists.register.changes import Change, Changed, changes
from showcase.lists.register.fold import Event
from showcase.lists.register.index import RegisterContext, RegisterIndex
from showcase.lists.register.query import FACETS, RegisterQuery
from showcase.lists.register.rows import SpanRow, Unit, sort_key_of
from showcase.lists.register.timeline import Span, spans
from tests.showcase.lists.events import RECORDED, event

START, END = "2022-12-31", "2024-12-31"
SEPARATE = Merged()


def index_of(events: Iterable[Event], merged: Merged = SEPARATE) -> RegisterIndex:
    rows = [span_row(at, span) for at, span in enumerate(spans(events, merged))]
    return RegisterIndex.of(sorted(rows, key=sort_key_of), RegisterContext(merged=merged))


def span_row(at: int, span: Span) -> SpanRow:
    chain, announcement = span.listing.chain, span.listing.announcement
    codes = {"programme": {chain.programme}, "level": {chain.level}, "list": {str(announcement)}}
    return SpanRow(
        *(at, Unit(chain.enterprise, chain.enterprise, "", "", "", (), ""), chain),
        {name: frozenset(codes.get(name, ())) for name in FACETS},
        *(span.valid_from, span.valid_until, span.known_from, span.known_until),
    )


def told(
    *events: Event,
    start: str = START,
    end: str = END,
    known_at: dt.datetime | None = None,
    merged: Merged = SEPARATE,
    lists: tuple[int, int] | None = None,
) -> set[tuple[str, int, str, int | None]]:
    """Change, enterprise, level and event that says so, of every change."""
    days = [dt.date.fromisoformat(day) for day in (start, end)]
    index = index_of(events, merged)
    found = changes(index, days[0], RegisterQuery(known_at=known_at), days[1], events, lists)
    for change, several in found.items():
        for one in several:
            assert one.change is change
            assert_positions(index, one, named_before=change not in SINCE, named_after=change not in UNTIL)
    return {
        (change.value, one.chain.enterprise, one.chain.level, one.event and one.event.id)
        for change, several in found.items()
        for one in several
    }


SINCE, UNTIL = {Change.ADDED, Change.MOVED_UP}, {Change.REMOVED, Change.NOT_NAMED}
"""What was not in force on the first day, and what is not on the last."""


def assert_positions(index: RegisterIndex, one: Changed, *, named_before: bool, named_after: bool) -> None:
    assert [one.before is not None, one.after is not None] == [named_before, named_after]
    for position in (one.before, one.after):
        assert position is None or index.chains[position] == one.chain


BEFORE = event(1, EventKind.LISTED, "2020-11-20")


def test_a_unit_listed_in_between_is_added_and_one_listed_before_continues():
    added = [event(number, EventKind.LISTED, "2024-01-01", enterprise=number) for number in (2, 4)]
    stayed = event(3, EventKind.LISTED, "2020-11-20", enterprise=3)

    assert told(BEFORE, stayed, *added) == {
        ("continued", 1, "provincial", None),
        ("added", 2, "provincial", None),
        ("continued", 3, "provincial", None),
        ("added", 4, "provincial", None),
    }


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("provincial", "national", "moved_up"),
        ("municipal", "national", "moved_up"),
        ("municipal", "provincial", "moved_up"),
        ("national", "provincial", "added"),
        ("provincial", "municipal", "added"),
    ],
)
def test_a_unit_moves_up_from_a_lower_level_of_the_same_programme_alone(before: str, after: str, change: str):
    rising = event(2, EventKind.LISTED, "2024-01-01", level=after)

    assert (change, 1, after, None) in told(event(1, EventKind.LISTED, "2020-11-20", level=before), rising)
    other = event(1, EventKind.LISTED, "2020-11-20", level=before, programme="green-park")
    assert ("added", 1, after, None) in told(other, rising)


def test_a_unit_off_the_lower_list_before_the_first_day_has_not_moved_up():
    gone = event(2, EventKind.REMOVED, "2021-01-01")

    assert told(BEFORE, gone, event(3, EventKind.LISTED, "2024-01-01", level="national")) == {
        ("added", 1, "national", None)
    }


@pytest.mark.parametrize(("kind", "change"), [(EventKind.RENAMED, "renamed"), (EventKind.REVERIFIED, "reverified")])
def test_a_renaming_or_reverification_is_told_of_the_last_in_between(kind: EventKind, change: str):
    days = ["2022-12-31", "2023-01-01", "2024-12-31", "2024-12-31", "2025-01-01"]
    told_of = [event(number, kind, day, name=f"名{number}") for number, day in enumerate(days, start=2)]

    assert told(BEFORE, *told_of) == {("continued", 1, "provincial", None), (change, 1, "provincial", 5)}


@pytest.mark.parametrize(
    "kind", [EventKind.REMOVED, EventKind.EXPIRED, EventKind.WITHDRAWN, EventKind.MERGED, EventKind.SUSPENDED]
)
def test_a_unit_no_longer_in_force_is_removed_by_the_event_that_says_so(kind: EventKind):
    assert told(BEFORE, event(2, kind, "2023-06-01")) == {("removed", 1, "provincial", 2)}


def test_a_removal_that_was_corrected_or_lies_outside_is_no_change():
    removal = event(2, EventKind.REMOVED, "2023-06-01")
    corrected = event(3, EventKind.CORRECTED, "2023-07-01", corrects=2)

    assert told(BEFORE, removal, corrected) == {("continued", 1, "provincial", None)}
    assert told(BEFORE, removal, start="2023-06-01") == set()
    assert told(BEFORE, removal, end="2023-05-31") == {("continued", 1, "provincial", None)}


def test_what_was_recorded_later_is_no_change_as_known_before():
    later = RECORDED + dt.timedelta(days=30)
    renamed = event(2, EventKind.RENAMED, "2023-06-01", name="新名", recorded_at=later)
    removed = event(3, EventKind.REMOVED, "2023-07-01", recorded_at=later)

    assert told(BEFORE, renamed, removed) == {("removed", 1, "provincial", 3)}
    assert told(BEFORE, renamed, removed, known_at=RECORDED) == {("continued", 1, "provincial", None)}


def test_of_two_lists_compared_the_later_one_need_not_name_a_unit_for_it_to_stay():
    first = [event(number, EventKind.LISTED, "2022-12-01", announcement=7, enterprise=number) for number in (1, 2, 3)]
    second = [
        event(number + 10, EventKind.LISTED, "2024-12-01", announcement=8, enterprise=number) for number in (1, 4)
    ]
    removal = event(20, EventKind.REMOVED, "2023-06-01", enterprise=3)
    later = event(21, EventKind.REMOVED, "2025-06-01", enterprise=2)

    assert told(*first, *second, removal, later, lists=(7, 8)) == {
        ("continued", 1, "provincial", None),
        ("not_named", 2, "provincial", None),
        ("removed", 3, "provincial", 20),
        ("added", 4, "provincial", None),
    }
    assert ("continued", 2, "provincial", None) in told(*first, *second, removal)


@pytest.mark.parametrize(
    ("recorded", "undone", "is_told"),
    [
        ("2023-06-01T00:00+00:00", None, True),
        ("2023-06-01T00:00+00:00", "2023-07-01T00:00+00:00", False),
        ("2022-12-31T15:59+00:00", None, False),  # still the first day in China
        ("2022-12-31T16:00+00:00", None, True),
        ("2024-12-31T15:59+00:00", None, True),  # still the last day in China
        ("2024-12-31T16:00+00:00", None, False),
    ],
)
def test_records_merged_in_between_are_told_once(recorded: str, undone: str | None, is_told: bool):
    listed = [
        event(number, EventKind.LISTED, "2020-11-20", enterprise=number, recorded_at=RECORDED - dt.timedelta(days=3650))
        for number in (1, 2, 3)
    ]
    moments = [dt.datetime.fromisoformat(moment) if moment else None for moment in (recorded, undone)]
    merged = Merged((Merge(2, 1, *moments),))

    found = told(*listed, merged=merged)
    one, *others = changes(
        index_of(listed, merged), dt.date(2022, 12, 31), RegisterQuery(), dt.date(2024, 12, 31), listed
    )[Change.MERGED] or [None]

    assert (("merged", 1, "provincial", None) in found) is is_told
    assert (one.merge if one else None, others) == (merged.merges[0] if is_told else None, [])
    assert ("merged", 3, "provincial", None) not in found
    assert ("removed", 2, "provincial", None) not in found


@pytest.mark.parametrize(("level", "change"), [("municipal", "moved_up"), ("provincial", "continued")])
def test_a_list_that_was_recorded_later_was_not_there_on_the_first_day_as_known_before(level: str, change: str):
    later = RECORDED + dt.timedelta(days=30)
    earlier = event(1, EventKind.LISTED, "2020-11-20", level=level, recorded_at=later)
    listed = event(2, EventKind.LISTED, "2024-01-01")

    assert (change, 1, "provincial", None) in told(earlier, listed)
    assert told(earlier, listed, known_at=RECORDED) == {("added", 1, "provincial", None)}


def test_of_two_lists_compared_a_unit_stays_as_long_as_its_removal_is_not_known():
    named = [event(number, EventKind.LISTED, "2022-12-01", announcement=7, enterprise=number) for number in (1, 2)]
    again = event(11, EventKind.LISTED, "2024-12-01", announcement=8)
    removal = event(20, EventKind.REMOVED, "2023-06-01", enterprise=2, recorded_at=RECORDED + dt.timedelta(days=30))

    assert ("removed", 2, "provincial", 20) in told(*named, again, removal, lists=(7, 8))
    as_known_before = told(*named, again, removal, lists=(7, 8), known_at=RECORDED)
    assert ("not_named", 2, "provincial", None) in as_known_before


def test_a_renaming_on_the_first_day_is_no_change():
    assert told(BEFORE, event(2, EventKind.RENAMED, START, name="新名")) == {("continued", 1, "provincial", None)}


def test_a_merger_of_records_is_told_as_it_stood_at_the_moment():
    years = {year: dt.datetime(year, 6, 1, tzinfo=dt.UTC) for year in range(2019, 2027)}
    listed = [event(one, EventKind.LISTED, "2018-11-20", enterprise=one, recorded_at=years[2019]) for one in (1, 2, 3)]
    merged = Merged((Merge(2, 1, years[2023], undone_at=years[2026]), Merge(1, 3, years[2025])))
    moments = [years[2022], years[2024], None]

    found = [told(*listed, merged=merged, known_at=moment, end="2025-12-31") for moment in moments]

    joined = [{(number, level) for change, number, level, _ in one if change == "merged"} for one in found]
    assert joined == [set(), {(1, "provincial")}, {(3, "provincial")}]
