"""A row plot: every number on its own line, measured from nought."""

from portal.charts.rows import row_plot


def test_the_largest_number_ends_the_line_and_half_of_it_stands_in_the_middle():
    half, whole = row_plot([(50, 50), (100, 100)]).marks

    assert (half.x, half.end, whole.end) == ("50.00%", "50.00%", "98.00%")
    assert half.y < whole.y


def test_a_number_is_written_where_there_is_room():
    small, large = row_plot([(5, 5), (100, 100)]).marks

    assert (small.anchor, small.shift > 0) == ("start", True)
    assert (large.anchor, large.shift < 0) == ("end", True)


def test_a_range_is_a_line_from_its_lowest_to_its_highest_number():
    (mark,) = row_plot([(25, 100)]).marks

    assert (mark.x, mark.end) == ("26.00%", "98.00%")
    assert (mark.text_x, mark.anchor) == (mark.x, "end")


def test_noughts_alone_are_drawn_at_the_start():
    plot = row_plot([(0, 0), (0, 0)])

    assert {mark.end for mark in plot.marks} == {plot.start}
