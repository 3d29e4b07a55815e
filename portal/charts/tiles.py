"""Tiles: steps of a colour scale, and squares of a schematic grid with words in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.charts.marks import Block, Drawing, Mark, Words

_STEPS = 5
_FIRST_DEEP = 4
_SIDE, _GAP, _WIDTH = 96.0, 6.0, 720.0  # pixels
_LINES = ((28.0, 13.0, False), (58.0, 22.0, True), (80.0, 13.0, False))
"""Baseline, size and weight of the lines of a tile."""


def shade(count: int, largest: int) -> int:
    """Return the step 0–5 of the leaf scale for `count` among counts up to `largest`; 0 only for no content."""
    if count <= 0:
        return 0
    if largest <= _STEPS:
        return min(count, _STEPS)
    return max(1, min(_STEPS, -(-_STEPS * count // largest)))


@dataclass(frozen=True, slots=True)
class Square:
    """A tile. `column` and `row`: counted from 1; `shade`: a step; `lines`: three at most."""

    column: int
    row: int
    shade: int
    lines: tuple[str, ...]


def tile_drawing(squares: Sequence[Square]) -> Drawing:
    """Draw the squares, the whole of them in the middle of the width."""
    columns = max((square.column for square in squares), default=1)
    rows = max((square.row for square in squares), default=1)
    left = (_WIDTH - _across(columns)) / 2
    return Drawing(tuple(mark for square in squares for mark in _marks(square, left)), _across(rows), _WIDTH)


def _across(number: int) -> float:
    return number * (_SIDE + _GAP) - _GAP


def _marks(square: Square, left: float) -> list[Mark]:
    x, y = left + (square.column - 1) * (_SIDE + _GAP), (square.row - 1) * (_SIDE + _GAP)
    role = "on-deep-tile" if square.shade >= _FIRST_DEEP else "on-light-tile"
    words = [
        Words(x + _SIDE / 2, y + baseline, text, role, size, anchor="middle", bold=bold)
        for text, (baseline, size, bold) in zip(square.lines, _LINES, strict=False)
    ]
    return [Block(x, y, _SIDE, _SIDE, f"tile-{square.shade}", radius=4), *words]
