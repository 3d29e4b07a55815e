"""Parts of a whole on one line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts.shares import LENGTH, Part, parts_of_whole


def test_parts_stand_behind_each_other_and_what_is_left_is_a_part_of_its_own():
    assert parts_of_whole([Decimal(30), Decimal(60)]) == (Part(0, 300), Part(300, 600), Part(900, 100))


def test_parts_that_make_the_whole_leave_nothing():
    assert parts_of_whole([Decimal(30), Decimal(70)]) == (Part(0, 300), Part(300, 700))


@given(st.lists(st.decimals(min_value="0.01", max_value=10, places=2), max_size=9))
def test_parts_always_fill_the_line_without_gap_or_overlap(percents: list[Decimal]):
    end = 0
    for part in parts_of_whole(percents):
        assert part.start == end
        end += part.width
    assert end == LENGTH


@pytest.mark.parametrize("percents", [["0"], ["-1"], ["60", "40.01"]])
def test_what_is_no_part_of_a_whole_is_refused(percents: list[str]):
    with pytest.raises(ValueError, match="parts of a whole"):
        parts_of_whole([Decimal(percent) for percent in percents])
