"""Squares of a schematic grid."""

from portal.charts.tiles import grid_height, square


def test_squares_of_neighbouring_columns_and_rows_do_not_touch():
    first, right, below = square(1, 1), square(2, 1), square(1, 2)

    assert (first.x, first.y) == (0, 0)
    assert right.x > first.x + first.side
    assert below.y > first.y + first.side
    assert all(first.y < line < first.y + first.side for line in first.lines)


def test_a_drawing_is_as_high_as_its_lowest_row():
    last = square(1, 4)

    assert grid_height([1, 4, 2]) == last.y + last.side
