"""What a sketch consists of. Coordinates are pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from portal.charts.marks import Anchor, Point


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages; " / " begins a new line."""

    zh: str
    en: str

    def lines(self, language: str) -> tuple[str, ...]:
        return tuple((self.en if language == "en" else self.zh).split(" / "))


@dataclass(frozen=True, slots=True)
class Label:
    """Words around a place: `y` is the middle of their lines."""

    text: Pair
    x: float
    y: float
    anchor: Anchor = "middle"


@dataclass(frozen=True, slots=True)
class Unit:
    """A machine or a tank: an outline, or a circle of `radius` around its one point; `is_box`: with round corners."""

    points: tuple[Point, ...]
    radius: float = 0.0
    is_box: bool = False
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """What flows along its points. `medium`: one of `marks.STREAMS`; `effect`: permanent id of its published figure."""

    medium: str
    points: tuple[Point, ...]
    has_tip: bool = True
    label: Label | None = None
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A thin line inside a unit or between two."""

    points: tuple[Point, ...]
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """A whole sketch. `said`: text alternative; `note`: shown below; `sources`: numbers of rows of the page."""

    title: Pair
    said: Pair
    note: Pair
    width: float
    height: float
    units: tuple[Unit, ...] = ()
    streams: tuple[Stream, ...] = ()
    details: tuple[Detail, ...] = ()
    words: tuple[Label, ...] = ()
    legend: tuple[tuple[str, Pair], ...] = ()
    sources: tuple[int, ...] = ()
