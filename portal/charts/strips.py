"""A strip plot: one dot for each number on a line from nought, with its quartiles. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import quantiles

from portal.charts.fonts import wide_estimate
from portal.charts.marks import Anchor, Block, Dot, Drawing, Line, Words

NARROWEST = 240.0
"""Pixels that a drawing has on the narrowest telephone; words that would touch there are left out."""

_MOST_TICKS = 4
_LEVELS = 6
_TOP, _LEVEL_HEIGHT, _AXIS_GAP, _LABEL_HEIGHT = 10, 11, 10, 18
_AXIS = _TOP + (_LEVELS - 1) * _LEVEL_HEIGHT + _AXIS_GAP
_MARGIN = 2.0  # per cent left and right, so that no dot is cut
_TOO_CLOSE = 4.0  # per cent of the line: a dot's width where a telephone draws it
_LABEL_SIZE = 12.0
_BLANK = 8.0  # pixels between two words


def quartiles(numbers: Sequence[float]) -> tuple[float, float, float]:
    """Return lower quartile, median and upper quartile of two numbers or more, by linear interpolation."""
    first, middle, third = quantiles(numbers, n=4, method="inclusive")
    return first, middle, third


def ticks(largest: float) -> tuple[float, ...]:
    """Return round numbers from nought to the first one that is not below `largest`, at most five of them."""
    if largest <= 0:
        return (0.0,)
    rough = largest / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * (1 - 1e-9))
    return tuple(n * step for n in range(math.ceil(largest / step - 1e-9) + 1))


def strip_plot(numbers: Sequence[float], written: Callable[[float], str]) -> Drawing:
    """Draw two or more numbers that are not negative; `written`: how a number is written at the axis."""
    marks = ticks(max(numbers))
    end = marks[-1] or 1.0
    first, middle, third = (_place(number, end) for number in quartiles(numbers))
    return Drawing(
        (
            Block(first, 0, third - first, _AXIS, "box"),
            Line(middle, 0, middle, _AXIS, "median"),
            Line(_MARGIN, _AXIS, 100 - _MARGIN, _AXIS, "axis"),
            *(Dot(x, y, 5, "dot") for x, y in _dots([_place(number, end) for number in sorted(numbers)])),
            *_labels([(_place(number, end), written(number)) for number in marks]),
        ),
        _AXIS + _LABEL_HEIGHT + 4,
    )


def span(label: Words) -> tuple[float, float]:
    """Return where a word begins and ends in pixels, in the narrowest place."""
    x, width = label.x / 100 * NARROWEST, wide_estimate(label.text, label.size)
    start = x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return start, start + width


def _labels(places: Sequence[tuple[float, str]]) -> Sequence[Words]:
    """Return the words of the axis: all, or every second one and so on with the last, so that none touch."""
    last = len(places) - 1
    every = [_label(x, text, _anchor(n, last)) for n, (x, text) in enumerate(places)]
    for step in range(1, last + 1):
        kept = [*(label for label in every[:last:step]), every[last]]
        if len(kept) > 2 and not _apart(kept[-2:]):
            del kept[-2]
        if _apart(kept):
            return kept
    return every[-1:]


def _anchor(place: int, last: int) -> Anchor:
    """Return the anchor with which no word is cut at an end of the axis."""
    return "start" if place == 0 else "end" if place == last else "middle"


def _apart(labels: Sequence[Words]) -> bool:
    return all(span(one)[1] + _BLANK <= span(other)[0] for one, other in pairwise(labels))


def _label(x: float, text: str, anchor: Anchor) -> Words:
    return Words(x, _AXIS + _LABEL_HEIGHT, text, "label", _LABEL_SIZE, anchor)


def _dots(places: Sequence[float]) -> list[tuple[float, float]]:
    """Stack dots that would cover each other; where every level is taken, on the one longest free."""
    last = [-100.0] * _LEVELS
    found = []
    for x in places:
        free = (level for level, before in enumerate(last) if x - before >= _TOO_CLOSE)
        level = next(free, min(range(_LEVELS), key=lambda one: last[one]))
        last[level] = x
        found.append((x, float(_TOP + (_LEVELS - 1 - level) * _LEVEL_HEIGHT)))
    return found


def _place(number: float, end: float) -> float:
    return _MARGIN + number / end * (100 - 2 * _MARGIN)
