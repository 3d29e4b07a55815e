"""A strip plot: round ticks from nought, quartiles by interpolation, dots that do not cover each other."""

import pytest

from portal.charts.strips import quartiles, strip_plot, ticks


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
    plot = strip_plot([1, 2, 3, 4, 4])

    assert (plot.ticks[0].x, plot.ticks[0].anchor) == ("2.00%", "start")
    assert (plot.ticks[-1].x, plot.ticks[-1].anchor) == ("98.00%", "end")


def test_equal_numbers_are_stacked():
    assert len({dot.y for dot in strip_plot([3, 3, 3]).dots}) == 3


def test_numbers_that_are_all_nought_are_drawn_at_nought():
    assert {dot.x for dot in strip_plot([0, 0]).dots} == {"2.00%"}
