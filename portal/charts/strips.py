"""A strip plot: one dot for each number on a line from nought, with its quartiles. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

_MOST_TICKS = 4
_LEVELS = 6
_TOP, _LEVEL_HEIGHT, _AXIS_GAP, _LABEL_HEIGHT = 10, 11, 10, 18
_MARGIN = 2.0  # per cent left and right, so that no dot is cut
_TOO_CLOSE = 4.0  # per cent of the line: a dot's width where a telephone draws it


@dataclass(frozen=True, slots=True)
class Dot:
    """A number on the line: `x` in per cent as text, `y` in pixels."""

    x: str
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the axis; `anchor`: of its text, so that none is cut at an end."""

    x: str
    number: float
    anchor: str


@dataclass(frozen=True, slots=True)
class StripPlot:
    """A drawing. `box`: x and width of the middle half; `median`: its x; `axis`, `label_y`, `height`: in pixels."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    box_x: str
    box_width: str
    median: str
    axis: int
    label_y: int
    height: int


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


def strip_plot(numbers: Sequence[float]) -> StripPlot:
    """Draw two or more numbers that are not negative, in ascending order of their dots."""
    marks = ticks(max(numbers))
    end = marks[-1] or 1.0
    first, middle, third = (_place(number, end) for number in quartiles(numbers))
    axis = _TOP + (_LEVELS - 1) * _LEVEL_HEIGHT + _AXIS_GAP
    return StripPlot(
        dots=_dots([_place(number, end) for number in sorted(numbers)]),
        ticks=tuple(_tick(number, end) for number in marks),
        box_x=_percent(first),
        box_width=_percent(third - first),
        median=_percent(middle),
        axis=axis,
        label_y=axis + _LABEL_HEIGHT,
        height=axis + _LABEL_HEIGHT + 4,
    )


def _dots(places: Sequence[float]) -> tuple[Dot, ...]:
    """Stack dots that would cover each other; where every level is taken, on the one longest free."""
    last = [-100.0] * _LEVELS
    found = []
    for x in places:
        free = (level for level, before in enumerate(last) if x - before >= _TOO_CLOSE)
        level = next(free, min(range(_LEVELS), key=lambda one: last[one]))
        last[level] = x
        found.append(Dot(_percent(x), _TOP + (_LEVELS - 1 - level) * _LEVEL_HEIGHT))
    return tuple(found)


def _tick(number: float, end: float) -> Tick:
    anchor = "start" if number == 0 else "end" if number >= end else "middle"
    return Tick(_percent(_place(number, end)), number, anchor)


def _place(number: float, end: float) -> float:
    return _MARGIN + number / end * (100 - 2 * _MARGIN)


def _percent(number: float) -> str:
    return f"{number:.2f}%"
