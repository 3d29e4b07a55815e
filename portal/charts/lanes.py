"""Lanes of years: events on lines below each other, all on one scale of time. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from portal.charts.marks import Anchor, Dot, Drawing, Line, Mark, Outline, Words

EventShape = Literal["proposed", "held", "ended", "returned", "corrected"]
"""`held`: from then on; `ended`: no longer from then on; `returned`: held again; `corrected`: tells nothing of time."""

_MARGIN = 3.0  # per cent left and right, so that no mark is cut
_MOST_YEARS = 6
_HEIGHT, _MIDDLE = 18.0, 9.0


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An event at `x` per cent, as text."""

    x: float
    shape: EventShape


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks in the order of their days, and the times held between them: start and end in per cent."""

    marks: tuple[LaneMark, ...]
    held: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class YearTick:
    """The first of January of a year; `anchor`: of its text, so that none is cut."""

    x: float
    year: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Whole years from the first event to today; `end` is today."""

    first: int
    end: dt.date

    @classmethod
    def of(cls, days: Sequence[dt.date], today: dt.date) -> TimeScale:
        return cls(min(days).year, max(today, *days))

    def place(self, day: dt.date) -> float:
        start = dt.date(self.first, 1, 1)
        length = (self.end - start).days or 1
        return _MARGIN + (day - start).days / length * (100 - 2 * _MARGIN)

    @property
    def ticks(self) -> tuple[YearTick, ...]:
        """Years at even distances, at most six."""
        step = (self.end.year - self.first) // _MOST_YEARS + 1
        years = range(self.first, self.end.year + 1, step)
        return tuple(
            YearTick(self.place(dt.date(year, 1, 1)), year, "start" if year == years[0] else "middle") for year in years
        )


def lane(events: Sequence[tuple[dt.date, EventShape]], scale: TimeScale, held_today: bool) -> Lane:
    """Draw the events of one listing, the oldest first; `held_today`: it is in force now.

    Between an event from which on it is held and the next one there is a line, unless a correction makes it unsure.
    """
    shapes = _with_returns([shape for _day, shape in events])
    marks = tuple(LaneMark(scale.place(day), shape) for (day, _shape), shape in zip(events, shapes, strict=True))
    if "corrected" in shapes:
        return Lane(marks, ())
    told = [mark for mark in marks if mark.shape != "proposed"]
    held = [(one.x, after.x) for one, after in pairwise(told) if one.shape != "ended"]
    if told and held_today and told[-1].shape != "ended":
        held.append((told[-1].x, scale.place(scale.end)))
    return Lane(marks, tuple(held))


def _with_returns(shapes: Sequence[EventShape]) -> list[EventShape]:
    """Return the shapes with the first event after an end as a return."""
    found: list[EventShape] = []
    is_over = False
    for shape in shapes:
        found.append("returned" if is_over and shape == "held" else shape)
        is_over = shape == "ended" or (is_over and shape != "held")
    return found


def lane_plot(drawn: Lane) -> Drawing:
    """Return the drawing of one lane: a dashed line of time, what is held on it, and the marks of its events."""
    held = (Line(start, _MIDDLE, end, _MIDDLE, "range") for start, end in drawn.held)
    marks = (event_mark(mark.shape, mark.x, _MIDDLE) for mark in drawn.marks)
    return Drawing((Line(_MARGIN, _MIDDLE, 100 - _MARGIN, _MIDDLE, "axis-dashed"), *held, *marks), _HEIGHT)


def legend_plot(shape: EventShape) -> Drawing:
    """Return the mark of an event alone, as a legend shows it."""
    return Drawing((event_mark(shape, 8, 8),), 16, 16)


def years_plot(ticks: Sequence[YearTick]) -> Drawing:
    """Return the years below the lanes."""
    words = tuple(Words(tick.x, 13, str(tick.year), "label", anchor=tick.anchor) for tick in ticks)
    return Drawing(words, _HEIGHT)


def event_mark(shape: EventShape, x: float, y: float) -> Mark:
    """Return the mark of an event: each has a shape of its own, so that nothing rests on colour."""
    if shape == "held":
        return Dot(x, y, 6, "dot")
    if shape == "ended":
        return Outline(x, y, ((-5, -5), (5, -5), (5, 5), (-5, 5)), "ring", closed=True)
    if shape == "returned":
        return Outline(x, y, ((0, -7), (7, 6), (-7, 6)), "dot", closed=True)
    if shape == "proposed":
        return Outline(x, y, ((0, -6), (6, 0), (0, 6), (-6, 0)), "ring", closed=True)
    return Outline(x, y, ((-5, -5), (5, 5), (0, 0), (5, -5), (-5, 5)), "cross")
