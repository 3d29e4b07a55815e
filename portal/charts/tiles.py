"""Tiles: steps of a colour scale, and the squares of a schematic grid. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = 5
_SIDE, _GAP = 96, 6  # pixels


def shade(count: int, largest: int) -> int:
    """Return the step 0–5 of the leaf scale for `count` among counts up to `largest`; 0 only for no content."""
    if count <= 0:
        return 0
    if largest <= _STEPS:
        return min(count, _STEPS)
    return max(1, min(_STEPS, -(-_STEPS * count // largest)))


@dataclass(frozen=True, slots=True)
class Square:
    """A tile of a drawing, in pixels; `middle`: x of its centred text."""

    x: int
    y: int

    @property
    def side(self) -> int:
        return _SIDE

    @property
    def middle(self) -> int:
        return self.x + _SIDE // 2

    @property
    def lines(self) -> tuple[int, int, int]:
        """Baselines of its three lines of text."""
        return self.y + 28, self.y + 58, self.y + 80


def square(column: int, row: int) -> Square:
    """Return the tile in a column and a row, both counted from 1."""
    return Square((column - 1) * (_SIDE + _GAP), (row - 1) * (_SIDE + _GAP))


def grid_height(rows: Iterable[int]) -> int:
    """Return the height of a drawing with tiles in these rows, counted from 1."""
    return max(rows, default=0) * (_SIDE + _GAP) - _GAP
