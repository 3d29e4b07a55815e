"""Squares of a schematic grid."""

import pytest

from portal.charts.marks import Block, Words
from portal.charts.tiles import Square, shade, tile_drawing


@pytest.mark.parametrize(
    ("count", "largest", "step"),
    [(0, 0, 0), (0, 40, 0), (1, 1, 1), (3, 4, 3), (5, 5, 5), (1, 100, 1), (20, 100, 1), (21, 100, 2), (100, 100, 5)],
)
def test_a_shade_is_zero_only_without_content_and_grows_with_the_count(count: int, largest: int, step: int) -> None:
    assert shade(count, largest) == step


def test_squares_do_not_touch_and_their_words_stand_within_them():
    squares = [Square(column, row, 5, ("福州", "3", "/ 17")) for column in (1, 2) for row in (1, 2)]

    drawing = tile_drawing(squares)

    blocks = [mark for mark in drawing.marks if isinstance(mark, Block)]
    assert len({(block.x, block.y) for block in blocks}) == 4
    first, below, right = blocks[0], blocks[1], blocks[2]
    assert right.x > first.x + first.width
    assert below.y > first.y + first.height
    assert drawing.height == below.y + below.height
    words = [mark for mark in drawing.marks if isinstance(mark, Words)]
    assert [mark.text for mark in words[:3]] == ["福州", "3", "/ 17"]
    assert all(first.y < mark.y < first.y + first.height for mark in words[:3])


def test_words_on_a_deep_square_are_light():
    roles = {
        step: next(mark.role for mark in tile_drawing([Square(1, 1, step, ("a",))]).marks if isinstance(mark, Words))
        for step in (0, 3, 4, 5)
    }

    assert roles == {0: "on-light-tile", 3: "on-light-tile", 4: "on-deep-tile", 5: "on-deep-tile"}
