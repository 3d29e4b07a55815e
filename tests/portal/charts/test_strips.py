"""A strip plot: round ticks from nought, quartiles by interpolation, dots and words that do not cover each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts.marks import Dot, Words
from portal.charts.strips import quartiles, span, strip_plot, ticks


def dots(numbers):
    return [mark for mark in strip_plot(numbers, str).marks if isinstance(mark, Dot)]


def labels(numbers, written=str):
    return [mark for mark in strip_plot(numbers, written).marks if isinstance(mark, Words)]


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (0, (0,)),
        (4, (0, 1, 2, 3, 4)),
        (5.4, (0, 2, 4, 6)),
        (5400, (0, 2000, 4000, 6000)),
        (100, (0, 25, 50, 75, 100)),
        (0.3, (0, 0.1, 0.2, 0.3)),
    ],
)
def test_ticks_are_round_and_reach_the_largest_number(largest, expected):
    assert ticks(largest) == pytest.approx(expected)


def test_quartiles_lie_between_the_numbers():
    assert quartiles([1, 2, 3, 4]) == (1.75, 2.5, 3.25)


def test_nought_stands_left_and_the_last_tick_right():
    first, *_others, last = labels([1, 2, 3, 4, 4])

    assert (first.x, first.anchor) == (2, "start")
    assert (last.x, last.anchor) == (98, "end")


def test_equal_numbers_are_stacked():
    assert len({dot.y for dot in dots([3, 3, 3])}) == 3


def test_numbers_that_are_all_nought_are_drawn_at_nought():
    assert {dot.x for dot in dots([0, 0])} == {2}


@given(
    st.lists(st.floats(0, 1e12), min_size=2, max_size=30),
    st.sampled_from(["{:.0f}", "{:,.2f}", "{:.3f} 万元/年", "{:,.0f} tonnes of coal equivalent"]),
)
def test_words_of_the_axis_never_touch_on_the_narrowest_telephone(numbers, form):
    shown = labels(numbers, form.format)

    assert shown
    assert all(span(one)[1] < span(other)[0] for one, other in pairwise(shown))


def test_all_ticks_are_named_where_there_is_room():
    assert [label.text for label in labels([1, 2, 3, 4], lambda number: f"{number:g}")] == ["0", "1", "2", "3", "4"]
