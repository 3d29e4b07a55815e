"""View-models: what they compute from what views give them."""

import pytest

from showcase.atlas.cards import Matrix, MatrixCell, MatrixColumn, MatrixRow
from showcase.cards import Chip, StoryCard
from showcase.filters import FilterGroup, FilterValue
from showcase.panels import BeforeAfter


def cell(row: str, column: str, count: int) -> MatrixCell:
    return MatrixCell(row, row, column, column, cases=count, technologies=0, url="")


def matrix() -> Matrix:
    """Two industries and three techniques; T03 is empty, G02 has more than G01."""
    counts = {"G01": (1, 2, 0), "G02": (5, 2, 0), "G03": (0, 0, 0)}
    names = ("T01", "T02", "T03")
    rows = tuple(
        MatrixRow(row, row, "", sum(found), tuple(cell(row, name, n) for name, n in zip(names, found, strict=True)))
        for row, found in counts.items()
    )
    totals = [sum(column) for column in zip(*counts.values(), strict=True)]
    return Matrix(tuple(MatrixColumn(name, name, "", n) for name, n in zip(names, totals, strict=True)), rows, total=10)


def test_the_phone_lists_rows_and_columns_with_content_fullest_first() -> None:
    found = matrix()
    assert [row.code for row, _cells in found.ranked_rows] == ["G02", "G01"]
    assert [column.code for column, _cells in found.ranked_columns] == ["T01", "T02"]


def test_each_ranked_part_opens_to_its_filled_cells_fullest_first() -> None:
    found = matrix()
    assert [[cell.column_code for cell in cells] for _row, cells in found.ranked_rows] == [
        ["T01", "T02"],
        ["T02", "T01"],
    ]
    assert [[cell.row_code for cell in cells] for _column, cells in found.ranked_columns] == [
        ["G02", "G01"],
        ["G01", "G02"],
    ]


def test_a_table_row_has_a_cell_for_every_column_and_knows_what_is_empty() -> None:
    found = matrix()
    assert found.width == 5
    assert found.has_empty
    assert [[column.code for _cell, column in cells] for _row, cells in found.table] == [["T01", "T02", "T03"]] * 3
    assert [row.is_empty for row, _cells in found.table] == [False, False, True]


def test_a_row_that_lacks_a_cell_is_an_error_and_not_a_shifted_table() -> None:
    whole = matrix()
    short = MatrixRow("G09", "G09", "", 1, (cell("G09", "T01", 1),))
    with pytest.raises(ValueError, match="zip"):
        _ = Matrix(whole.columns, (short,), 1).table


def card(*groups: str) -> StoryCard:
    chips = tuple(Chip(f"{group}.{n:02}", group, "", "technique", group=group) for n, group in enumerate(groups))
    return StoryCard("1", "/", "case", "", "", "zh-hans", False, (), "", "", "listed", "", "", techniques=chips)


def test_a_cover_shows_up_to_three_different_technique_groups_in_order() -> None:
    assert card("T08", "T02", "T08", "T02", "T06", "T01").cover_icons == ("T08", "T02", "T06")
    assert card("").cover_icons == ()


def test_before_and_after_are_drawn_in_proportion_to_the_larger() -> None:
    falling, rising = BeforeAfter.of(90, 60, "90", "60"), BeforeAfter.of(40, 50, "40", "50")
    assert (falling.before_share, falling.after_share) == (100, 67)
    assert (rising.before_share, rising.after_share) == (80, 100)


def test_two_zeros_draw_no_bar_and_a_negative_amount_is_refused() -> None:
    nothing = BeforeAfter.of(0, 0, "0", "0")
    assert (nothing.before_share, nothing.after_share) == (0, 0)
    with pytest.raises(ValueError, match="negative"):
        BeforeAfter.of(-1, 5, "-1", "5")


def test_a_folded_value_is_shown_once_it_or_one_below_it_is_chosen() -> None:
    below = FilterValue("C17", "", 1, selected=True)
    branch = FilterValue("G08", "", 1, children=(below,), is_folded=True)
    other = FilterValue("G09", "", 1, is_folded=True)
    group = FilterGroup("industry", "", (FilterValue("G01", "", 3), branch, other))
    assert [value.code for value in group.shown] == ["G01", "G08"]
    assert [value.code for value in group.folded] == ["G09"]
    assert group.chosen_count == 1
