"""A row plot: each number on a line of its own from nought, with room above the line for its words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MARGIN = 2.0  # per cent left and right, so that no dot is cut
_ROW, _LABEL, _LINE = 42, 14, 29  # pixels: height of a row, its words, its line
_HALF = 50.0


@dataclass(frozen=True, slots=True)
class RowMark:
    """Where a number stands: `x` to `end` (equal for one number) in per cent, `label_y` and `y` in pixels.

    `anchor`, `shift` and `text_x`: on which side of the mark its number is written, so that it is not cut.
    """

    x: str
    end: str
    label_y: int
    y: int
    text_x: str
    text_y: int
    shift: int
    anchor: str


@dataclass(frozen=True, slots=True)
class RowPlot:
    """A drawing. `start`: x of nought; `height`: in pixels."""

    marks: tuple[RowMark, ...]
    start: str
    height: int


def row_plot(numbers: Sequence[tuple[float, float]]) -> RowPlot:
    """Draw numbers that are not negative, each as (lowest, highest), in the order given."""
    largest = max(high for _low, high in numbers) or 1.0
    marks = tuple(_mark(n, low / largest, high / largest) for n, (low, high) in enumerate(numbers))
    return RowPlot(marks, f"{_MARGIN:.2f}%", len(numbers) * _ROW)


def _mark(row: int, low: float, high: float) -> RowMark:
    x, end = (_MARGIN + share * (100 - 2 * _MARGIN) for share in (low, high))
    y = row * _ROW + _LINE
    # The number stands where more room is left: behind the mark, or before it.
    behind = 100 - end >= x or end <= _HALF
    return RowMark(
        x=f"{x:.2f}%",
        end=f"{end:.2f}%",
        label_y=row * _ROW + _LABEL,
        y=y,
        text_x=f"{end if behind else x:.2f}%",
        text_y=y + 4,
        shift=10 if behind else -10,
        anchor="start" if behind else "end",
    )
