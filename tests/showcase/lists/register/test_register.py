"""The register as of a date: a fold over what notices said."""

import datetime as dt
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.dates import Precision
from showcase.lists.choices import AnnouncementKind, EventKind
from showcase.lists.register.fold import Chain, Event, Listing, Novelty, fold, novelties
from tests.showcase.lists.events import RECORDED, TODAY, event, listed_on
from tests.streams import days, moments, streams

FACTORY = Chain(1, "green-factory", "provincial")


def test_a_final_list_lists_from_its_day_on() -> None:
    final = event(1, EventKind.LISTED, "2023-11-20", name="示例企业甲")
    assert not listed_on("2023-11-19", final)
    assert fold([final], dt.date(2023, 11, 20)) == (
        Listing(FACTORY, dt.date(2023, 11, 20), Precision.DAY, announcement=1, event=1, name="示例企业甲"),
    )


def test_a_proposal_alone_lists_nobody() -> None:
    assert fold([event(1, EventKind.PROPOSED, "2023-10-01")], TODAY) == ()


def test_a_proposal_after_the_final_list_changes_nothing() -> None:
    events = [event(1, EventKind.LISTED, "2023-11-20"), event(2, EventKind.PROPOSED, "2024-10-01")]
    assert fold(events, TODAY) == fold(events[:1], TODAY)


@pytest.mark.parametrize(
    ("precision", "first_day"),
    [
        (Precision.YEAR, dt.date(2020, 12, 31)),
        (Precision.MONTH, dt.date(2020, 6, 30)),
        (Precision.DAY, dt.date(2020, 6, 5)),
    ],
)
def test_a_list_known_by_its_year_or_month_counts_from_the_last_day_and_says_so(
    precision: Precision, first_day: dt.date
) -> None:
    final = event(1, EventKind.LISTED, "2020-06-05", precision=precision)
    assert fold([final], first_day - dt.timedelta(days=1)) == ()
    (listing,) = fold([final], first_day)
    assert listing.since == first_day
    assert listing.is_dated_by_day is (precision is Precision.DAY)


@pytest.mark.parametrize("kind", [EventKind.REMOVED, EventKind.EXPIRED, EventKind.WITHDRAWN, EventKind.MERGED])
def test_a_removal_expiry_withdrawal_or_merger_ends_the_listing(kind: EventKind) -> None:
    events = [event(1, EventKind.LISTED, "2020-11-20"), event(2, kind, "2023-03-01")]
    assert listed_on("2023-02-28", *events)
    assert not listed_on("2023-03-01", *events)


def test_a_unit_that_comes_back_counts_from_its_return() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.REMOVED, "2022-03-01"),
        event(3, EventKind.LISTED, "2024-01-05"),
    ]
    (listing,) = fold(events, TODAY)
    assert listing.since == dt.date(2024, 1, 5)


def test_a_unit_listed_again_keeps_its_first_day_and_names_the_newest_notice() -> None:
    events = [event(1, EventKind.LISTED, "2020-11-20", name="旧名"), event(2, EventKind.LISTED, "2023-11-20")]
    (listing,) = fold(events, TODAY)
    assert (listing.since, listing.announcement, listing.event, listing.name) == (dt.date(2020, 11, 20), 2, 2, "旧名")


def test_a_suspended_unit_is_not_in_force_until_resumed() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.SUSPENDED, "2021-01-01"),
        event(3, EventKind.RESUMED, "2022-01-01"),
    ]
    assert not listed_on("2021-06-01", *events)
    assert listed_on("2022-01-01", *events)
    assert fold(events, TODAY)[0].since == dt.date(2020, 11, 20)


def test_a_unit_listed_again_is_in_force_whatever_suspended_it_before() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.SUSPENDED, "2021-01-01"),
        event(3, EventKind.LISTED, "2022-11-20"),
    ]
    assert not listed_on("2022-11-19", *events)
    assert listed_on("2022-11-20", *events)
    assert fold(events, TODAY)[0].since == dt.date(2020, 11, 20)


def test_a_renaming_changes_the_name_and_a_reverification_is_dated() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20", name="旧名"),
        event(2, EventKind.RENAMED, "2021-05-01", name="新名"),
        event(3, EventKind.REVERIFIED, "2021-06-01"),
        event(4, EventKind.RENAMED, "2022-05-01"),
    ]
    (listing,) = fold(events, TODAY)
    assert (listing.name, listing.reverified_on) == ("新名", dt.date(2021, 6, 1))


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.LISTED])
def test_a_notice_about_a_unit_that_is_not_listed_lists_nobody(kind: EventKind) -> None:
    assert fold([event(1, kind, "2021-01-01", name="某厂")], TODAY) == ()


def test_on_one_day_an_adjustment_counts_after_the_final_list_and_rows_in_their_order() -> None:
    day = "2023-11-20"
    removed = event(1, EventKind.REMOVED, day, stage=AnnouncementKind.ADJUSTMENT)
    final = event(2, EventKind.LISTED, day)
    assert not listed_on(day, removed, final)
    rows = [
        event(4, EventKind.LISTED, day, announcement=9, row=2),
        event(5, EventKind.REMOVED, day, announcement=9, row=1),
    ]
    assert listed_on(day, *rows)


def test_levels_and_programmes_are_listings_of_their_own() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.LISTED, "2022-11-20", level="national"),
        event(3, EventKind.LISTED, "2022-11-20", programme="zero-carbon-factory"),
        event(4, EventKind.REMOVED, "2023-01-01"),
    ]
    assert [(found.chain.programme, found.chain.level) for found in fold(events, TODAY)] == [
        ("green-factory", "national"),
        ("zero-carbon-factory", "provincial"),
    ]


def test_a_correction_strikes_out_the_event_it_names_but_not_the_earlier_answer() -> None:
    wrong = event(1, EventKind.LISTED, "2023-11-20")
    corrected_at = RECORDED + dt.timedelta(days=30)
    correction = event(2, EventKind.CORRECTED, "2023-11-20", corrects=1, recorded_at=corrected_at)
    assert fold([wrong, correction], TODAY) == ()
    assert fold([wrong, correction], TODAY, known_at=RECORDED) != ()


def test_a_correction_that_is_struck_out_itself_strikes_nothing() -> None:
    events = [
        event(1, EventKind.LISTED, "2023-11-20"),
        event(2, EventKind.CORRECTED, "2023-11-20", corrects=1, recorded_at=RECORDED + dt.timedelta(days=1)),
        event(3, EventKind.CORRECTED, "2023-11-20", corrects=2, recorded_at=RECORDED + dt.timedelta(days=2)),
    ]
    assert fold(events, TODAY) == fold(events[:1], TODAY) != ()


def test_a_reason_that_no_notice_states_stays_unstated() -> None:
    assert event(1, EventKind.REMOVED, "2023-01-01").reason is None


def test_moments_without_a_time_zone_are_refused() -> None:
    naive = dt.datetime(2026, 1, 1)  # noqa: DTZ001 — the mistake that is refused
    with pytest.raises(ValueError, match="Event 7: recorded_at needs a time zone"):
        event(7, EventKind.LISTED, "2023-01-01", recorded_at=naive)
    with pytest.raises(ValueError, match="known_at needs a time zone"):
        fold([], TODAY, known_at=naive)


def test_what_an_announcement_lists_is_new_continued_or_moved_up() -> None:
    before = [
        event(1, EventKind.LISTED, "2020-11-20"),
        event(2, EventKind.LISTED, "2020-11-20", enterprise=2, level="national"),
        event(3, EventKind.LISTED, "2020-11-20", enterprise=4, level="national"),
        event(4, EventKind.REMOVED, "2022-01-01", enterprise=4, level="national"),
    ]
    national = [
        event(
            10 + number, EventKind.LISTED, "2023-11-20", announcement=9, enterprise=number, level="national", row=number
        )
        for number in (1, 2, 3, 4)
    ]
    twice = event(20, EventKind.LISTED, "2023-11-20", announcement=9, enterprise=3, level="national", row=5)
    removed = event(21, EventKind.REMOVED, "2023-11-20", announcement=9, enterprise=5, level="national", row=6)
    assert novelties([*before, *national, twice, removed], 9) == {
        11: Novelty.MOVED_UP,
        12: Novelty.CONTINUED,
        13: Novelty.NEW,
        14: Novelty.NEW,
        20: Novelty.NEW,
    }


def test_a_unit_of_another_programme_has_not_moved_up() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20", programme="green-park"),
        event(2, EventKind.LISTED, "2023-11-20", announcement=9, level="national"),
    ]
    assert novelties(events, 9) == {2: Novelty.NEW}


def test_a_unit_that_was_on_a_higher_level_has_not_moved_up() -> None:
    events = [
        event(1, EventKind.LISTED, "2020-11-20", level="national"),
        event(2, EventKind.LISTED, "2020-11-20", enterprise=2, level="municipal"),
        event(3, EventKind.LISTED, "2023-11-20", announcement=9),
        event(4, EventKind.LISTED, "2023-11-20", announcement=9, enterprise=2),
    ]
    assert novelties(events, 9) == {3: Novelty.NEW, 4: Novelty.MOVED_UP}


def test_an_announcement_without_events_lists_nothing_new() -> None:
    assert novelties([event(1, EventKind.LISTED, "2020-11-20")], 9) == {}


# Properties ----------------------------------------------------------------------------------------------


@given(streams, days, st.none() | moments, st.randoms(use_true_random=False))
def test_the_order_in_which_events_were_recorded_does_not_matter(
    events: list[Event], as_of: dt.date, known_at: dt.datetime | None, shuffler: random.Random
) -> None:
    shuffled = shuffler.sample(events, len(events))
    assert fold(shuffled, as_of, known_at) == fold(events, as_of, known_at)
    assert novelties(shuffled, 1, known_at) == novelties(events, 1, known_at)


@given(streams, days, moments)
def test_an_answer_for_a_moment_is_never_changed_by_later_events(
    events: list[Event], as_of: dt.date, known_at: dt.datetime
) -> None:
    known = [event for event in events if event.recorded_at <= known_at]
    assert fold(events, as_of, known_at) == fold(known, as_of) == fold(known, as_of, known_at)


@given(streams, days)
def test_events_of_later_days_never_change_who_was_listed(events: list[Event], as_of: dt.date) -> None:
    uncorrected = [event for event in events if event.kind is not EventKind.CORRECTED]
    past = [event for event in uncorrected if event.counts_from <= as_of]
    assert fold(uncorrected, as_of) == fold(past, as_of)


@given(streams, days)
def test_nobody_is_listed_without_a_list_that_says_so(events: list[Event], as_of: dt.date) -> None:
    by_id: Callable[[int], Event] = {event.id: event for event in events}.__getitem__
    for listing in fold(events, as_of):
        source = by_id(listing.event)
        assert source.kind is EventKind.LISTED
        assert source.chain == listing.chain
        assert listing.since <= source.counts_from <= as_of


def test_as_known_before_an_earlier_list_was_recorded_a_unit_is_new() -> None:
    later = RECORDED + dt.timedelta(days=1)
    told = [event(1, EventKind.LISTED, "2020-11-20", recorded_at=later), event(2, EventKind.LISTED, "2024-01-01")]

    assert novelties(told, 2, RECORDED) == {2: Novelty.NEW}
    assert novelties(told, 2, later) == {2: Novelty.CONTINUED}
