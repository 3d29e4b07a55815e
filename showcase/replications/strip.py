"""The spread of figures as a strip: where each mark is on a line from nought to the largest. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from showcase.replications.figures import Common

FEWEST = 3
"""Figures from which on a spread is drawn; fewer are a list."""

_ROWS = 3
_ROW_HEIGHT, _TOP = 12, 8
_TOO_CLOSE = 3.0  # per cent of the line
_MARGIN = 2.0  # per cent left and right, so that no mark is cut


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on the line: from `start` to `end` with its middle at `x`, in per cent as text; `y` in pixels."""

    x: str
    start: str
    end: str
    y: int


def marks_of(figures: Iterable[Common]) -> tuple[Mark, ...]:
    """Return the marks in ascending order; those that would cover each other stand in further rows."""
    ordered = sorted(figures, key=lambda figure: (figure.middle, figure.low))
    largest = max((figure.high for figure in ordered), default=0.0)
    last = [-100.0] * _ROWS
    marks = []
    for figure in ordered:
        x = _place(figure.middle, largest)
        row = _row(x, last)
        last[row] = x
        start, end = (_place(number, largest) for number in (figure.low, figure.high))
        marks.append(Mark(_percent(x), _percent(start), _percent(end), _TOP + row * _ROW_HEIGHT))
    return tuple(marks)


def height_of(marks: Sequence[Mark]) -> int:
    """Return the height of the drawing in pixels."""
    return max((mark.y for mark in marks), default=0) + _TOP


def _row(x: float, last: Sequence[float]) -> int:
    """Return the first row with room, else the one whose last mark is farthest away."""
    free = (row for row, before in enumerate(last) if x - before >= _TOO_CLOSE)
    return next(free, min(range(len(last)), key=lambda row: last[row]))


def _place(number: float, largest: float) -> float:
    share = number / largest if largest > 0 else 0.0
    return _MARGIN + max(0.0, share) * (100 - 2 * _MARGIN)


def _percent(number: float) -> str:
    return f"{number:.2f}%"
