"""A row plot: each number on a line of its own from nought, with room above the line for its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.charts.marks import Dot, Drawing, Line, Mark, Words

_MARGIN = 2.0  # per cent left and right, so that no dot is cut
_ROW, _LABEL, _LINE = 42, 14, 29  # pixels: height of a row, its words, its line
_HALF = 50.0


@dataclass(frozen=True, slots=True)
class Row:
    """A number from `low` to `high` (equal for one number), its words and how it is written.

    `is_open`: drawn as a ring, because it is expected and not attained.
    """

    low: float
    high: float
    label: str
    number: str
    is_open: bool = False


def row_plot(rows: Sequence[Row]) -> Drawing:
    """Draw numbers that are not negative, in the order given."""
    largest = max(row.high for row in rows) or 1.0
    height = len(rows) * _ROW
    marks = (mark for place, row in enumerate(rows) for mark in _row(place, row, largest))
    return Drawing((*marks, Line(_MARGIN, 0, _MARGIN, height, "axis")), height)


def _row(place: int, row: Row, largest: float) -> Iterator[Mark]:
    x, end = (_MARGIN + number / largest * (100 - 2 * _MARGIN) for number in (row.low, row.high))
    y = place * _ROW + _LINE
    yield Words(_MARGIN, place * _ROW + _LABEL, row.label, "label", dx=6)
    yield Line(_MARGIN, y, end, y, "axis")
    if x != end:
        yield Line(x, y, end, y, "range")
    yield Dot(end, y, 5, "ring" if row.is_open else "dot")
    # The number stands where more room is left: behind the mark, or before it.
    behind = 100 - end >= x or end <= _HALF
    yield Words(
        end if behind else x,
        y + 4,
        row.number,
        "number",
        13,
        "start" if behind else "end",
        dx=10 if behind else -10,
        bold=True,
    )
