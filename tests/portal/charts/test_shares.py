"""Parts of a whole on one line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts.marks import Block, Words
from portal.charts.shares import share_bar, share_bar_with_words


def test_parts_stand_behind_each_other_and_what_is_left_is_a_part_of_its_own():
    blocks = [mark for mark in share_bar([Decimal(30), Decimal(60)]).marks if isinstance(mark, Block)]

    assert [(block.x, block.width, block.role) for block in blocks] == [
        (0, 30, "share-1"),
        (30, 60, "share-2"),
        (90, 10, "share-rest"),
    ]


def test_parts_that_make_the_whole_leave_nothing():
    assert [mark.role for mark in share_bar([Decimal(30), Decimal(70)]).marks] == ["share-1", "share-2"]


@given(st.lists(st.decimals(min_value="0.01", max_value=10, places=2), max_size=9))
def test_parts_always_fill_the_line_without_gap_or_overlap(percents: list[Decimal]):
    end = 0.0
    for block in share_bar(percents).marks:
        assert isinstance(block, Block)
        assert block.x == pytest.approx(end)
        end = block.x + block.width
    assert end == pytest.approx(100)


@pytest.mark.parametrize("percents", [["0"], ["-1"], ["60", "40.01"]])
def test_what_is_no_part_of_a_whole_is_refused(percents: list[str]):
    with pytest.raises(ValueError, match="parts of a whole"):
        share_bar([Decimal(percent) for percent in percents])


def test_a_file_has_a_line_of_words_for_each_part_and_for_what_is_left_only_where_something_is():
    def lines(*percents: int) -> list[str]:
        drawing = share_bar_with_words([Decimal(percent) for percent in percents], ["a", "b"], "not stated")
        words = [mark for mark in drawing.marks if isinstance(mark, Words)]
        assert all(mark.y < drawing.height for mark in words)
        return [mark.text for mark in words]

    assert lines(30, 60) == ["a", "b", "not stated"]
    assert lines(30, 70) == ["a", "b"]
