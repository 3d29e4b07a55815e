"""A row plot: every number on its own line, measured from nought."""

from portal.charts.marks import Dot, Line, Words
from portal.charts.rows import Row, row_plot


def drawn(*numbers):
    return row_plot([Row(low, high, "2024", str(high)) for low, high in numbers])


def those(plot, kind, role):
    return [mark for mark in plot.marks if isinstance(mark, kind) and mark.role == role]


def test_the_largest_number_ends_the_line_and_half_of_it_stands_in_the_middle():
    half, whole = those(drawn((50, 50), (100, 100)), Dot, "dot")

    assert (half.x, whole.x) == (50, 98)
    assert half.y < whole.y


def test_a_number_is_written_where_there_is_room():
    small, large = those(drawn((5, 5), (100, 100)), Words, "number")

    assert (small.anchor, small.dx > 0) == ("start", True)
    assert (large.anchor, large.dx < 0) == ("end", True)


def test_a_range_is_a_line_from_its_lowest_to_its_highest_number():
    plot = drawn((25, 100))

    assert [(line.x1, line.x2) for line in those(plot, Line, "range")] == [(26, 98)]
    (number,) = those(plot, Words, "number")
    assert (number.x, number.anchor) == (26, "end")


def test_noughts_alone_are_drawn_at_the_start():
    plot = drawn((0, 0), (0, 0))

    assert {dot.x for dot in those(plot, Dot, "dot")} == {2}


def test_an_expected_number_is_a_ring():
    plot = row_plot([Row(1, 1, "2024", "1", is_open=True)])

    assert len(those(plot, Dot, "ring")) == 1
