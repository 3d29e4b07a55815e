"""A strip of figures that may be ranges: each from its lowest to its highest number, on a line from nought. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from portal.charts.marks import Dot, Drawing, Line, Mark, Words

_ROWS = 3
_ROW_HEIGHT, _TOP, _LABEL_HEIGHT = 12, 8, 18
_TOO_CLOSE = 3.0  # per cent of the line
_MARGIN = 2.0  # per cent left and right, so that no mark is cut


def range_strip(ranges: Sequence[tuple[float, float]], largest_written: str) -> Drawing:
    """Draw (lowest, highest) by their middles; those that would cover each other stand in further rows."""
    ordered = sorted(ranges, key=lambda pair: (sum(pair), pair[0]))
    largest = max((high for _low, high in ordered), default=0.0)
    last = [-100.0] * _ROWS
    marks: list[Mark] = []
    axis = _TOP * 2.0
    for low, high in ordered:
        x = _place((low + high) / 2, largest)
        row = _row(x, last)
        last[row] = x
        y = float(_TOP + row * _ROW_HEIGHT)
        axis = max(axis, y + _TOP)
        marks += [Line(_place(low, largest), y, _place(high, largest), y, "range"), Dot(x, y, 5, "dot")]
    ends = [
        Words(_MARGIN, axis + _LABEL_HEIGHT, "0", "label"),
        Words(100 - _MARGIN, axis + _LABEL_HEIGHT, largest_written, "label", anchor="end"),
    ]
    return Drawing((Line(_MARGIN, axis, 100 - _MARGIN, axis, "axis"), *marks, *ends), axis + _LABEL_HEIGHT + 4)


def _row(x: float, last: Sequence[float]) -> int:
    """Return the first row with room, else the one whose last mark is farthest away."""
    free = (row for row, before in enumerate(last) if x - before >= _TOO_CLOSE)
    return next(free, min(range(len(last)), key=lambda row: last[row]))


def _place(number: float, largest: float) -> float:
    share = number / largest if largest > 0 else 0.0
    return _MARGIN + max(0.0, share) * (100 - 2 * _MARGIN)
