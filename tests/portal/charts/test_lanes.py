"""Lanes of years: when a listing was held is a line, what happened to it a mark of its own shape."""

import datetime as dt

from portal.charts.lanes import TimeScale, lane

TODAY = dt.date(2024, 1, 1)
SCALE = TimeScale(2020, TODAY)


def day(year):
    return dt.date(year, 1, 1)


def drawn(*events, held_today=False):
    return lane([(day(year), shape) for year, shape in events], SCALE, held_today)


def test_a_listing_in_force_is_a_line_from_its_day_to_today():
    found = drawn((2020, "held"), held_today=True)

    assert found.held == ((SCALE.place(day(2020)), SCALE.place(TODAY)),)


def test_a_removal_ends_the_line_and_what_follows_is_a_return():
    found = drawn((2020, "held"), (2021, "ended"), (2022, "proposed"), (2023, "held"), held_today=True)

    assert [mark.shape for mark in found.marks] == ["held", "ended", "proposed", "returned"]
    assert found.held == (
        (SCALE.place(day(2020)), SCALE.place(day(2021))),
        (SCALE.place(day(2023)), SCALE.place(TODAY)),
    )


def test_a_proposal_alone_holds_nothing():
    assert drawn((2020, "proposed")).held == ()


def test_a_listing_that_is_in_force_no_longer_for_no_printed_reason_is_a_mark_alone():
    assert drawn((2020, "held")).held == ()


def test_a_lane_with_a_correction_has_marks_and_no_line():
    found = drawn((2020, "held"), (2021, "corrected"), (2022, "held"), held_today=True)

    assert (len(found.marks), found.held) == (3, ())


def test_years_are_named_at_most_six_at_even_distances():
    ticks = TimeScale(2001, dt.date(2026, 5, 1)).ticks

    assert [tick.year for tick in ticks] == [2001, 2006, 2011, 2016, 2021, 2026]
