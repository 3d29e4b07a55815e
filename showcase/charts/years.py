"""The years of an enterprise: its listings by level and programme, drawn on one scale of time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.charts.lanes import Lane, TimeScale, YearTick, lane, lane_plot, years_plot
from portal.charts.marks import Drawing
from showcase.panels import ListingLine

FEWEST = 2
"""Days with an event from which on the years are drawn."""


@dataclass(frozen=True, slots=True)
class YearLane:
    """A listing: `level` and `programme` as written on lists; `said`: its events in words, the oldest first."""

    level: str
    programme: str
    said: tuple[str, ...]
    drawing: Lane

    @property
    def plot(self) -> Drawing:
        return lane_plot(self.drawing)


@dataclass(frozen=True, slots=True)
class Years:
    """`lanes`: the highest level first."""

    lanes: tuple[YearLane, ...]
    ticks: tuple[YearTick, ...]

    @property
    def plot(self) -> Drawing:
        """The names of the years below the lanes."""
        return years_plot(self.ticks)

    @property
    def shapes(self) -> frozenset[str]:
        """The shapes that are drawn, which the legend explains."""
        return frozenset(mark.shape for lane in self.lanes for mark in lane.drawing.marks)


def years_of(lines: Iterable[ListingLine], today: dt.date) -> Years | None:
    """Return the drawing; None where there is less than a development to see. Events of days to come are left out."""
    told = [line for line in lines if line.programme and line.day <= today]
    days = {line.day for line in told}
    if len(days) < FEWEST:
        return None
    scale = TimeScale.of(sorted(days), today)
    lanes = defaultdict(list)
    for line in sorted(told, key=lambda line: line.day):
        lanes[-line.rank, line.level, line.programme].append(line)
    drawn = tuple(_lane(lanes[key], scale) for key in sorted(lanes))
    return Years(drawn, scale.ticks)


def _lane(lines: list[ListingLine], scale: TimeScale) -> YearLane:
    # Two notices of one day that say the same are one event of the drawing.
    events = list(dict.fromkeys((line.day, line.shape) for line in lines))
    said = tuple(dict.fromkeys(f"{line.day.year} {line.kind_label}" for line in lines))
    held_today = any(line.state == "in_force" for line in lines)
    return YearLane(lines[0].level, lines[0].programme, said, lane(events, scale, held_today))
