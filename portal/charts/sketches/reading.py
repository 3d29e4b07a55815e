"""Reads a sketch from its text: a line for each part, its words in Chinese and English behind “|”.

title | 余热回收 | Heat recovery
said | 热废气加热工艺水。 | Hot exhaust warms process water.
size 720 360
box 100,262 190,70 | 定型机 | Stenter
circle 646,56 20 | 泵 | Pump
shape 70,92 160,92 180,120 at 120,100 | 炉 | Furnace
detail dashed 312,132 312,296
stream water 458,14 458,76 at 447,34 end | 热水 | Hot water | 0b6f…: the id of a figure of the page
pipe water 458,14 458,76          (a stream without a tip)
words 40,30 start | 蓄热体 | Bed
legend water | 水 | water
sources 1 3
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from portal.charts.marks import STREAMS, Anchor, Point
from portal.charts.sketches.parts import Detail, Label, Pair, Sketch, Stream, Unit

MOST_CHARACTERS = 20_000
_LARGEST = 1200.0
_ANCHORS: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}


class SketchFault(ValueError):
    """A line that cannot be read; its text names the line and says what to do."""


@dataclass(slots=True)
class _Found:
    """The parts read so far: `texts`: title, said and note; `size`: width and height."""

    texts: dict[str, Pair] = field(default_factory=dict)
    size: Point | None = None
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, name: str, part: object) -> None:
        self.parts.setdefault(name, []).append(part)

    def all(self, name: str) -> tuple[Any, ...]:
        return tuple(self.parts.get(name, ()))


@lru_cache(maxsize=256)
def read_sketch(text: str) -> Sketch:
    """Return the sketch; raises SketchFault for a line that cannot be read, and where a part is missing."""
    if len(text) > MOST_CHARACTERS:
        raise SketchFault(_("The sketch is longer than %(n)s characters.") % {"n": MOST_CHARACTERS})
    found = _Found()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                _read_line(line.strip(), found)
            except (ValueError, LookupError, TypeError) as error:
                words = _("Line %(number)s of the sketch cannot be read: %(line)s")
                raise SketchFault(words % {"number": number, "line": line.strip()[:80]}) from error
    missing = [name for name in ("title", "said") if name not in found.texts] + ([] if found.size else ["size"])
    if missing or found.size is None:
        raise SketchFault(_("The sketch has no line “%(name)s”.") % {"name": missing[0]})
    return Sketch(
        found.texts["title"],
        found.texts["said"],
        found.texts.get("note", Pair("", "")),
        *found.size,
        *(found.all(name) for name in ("units", "streams", "details", "words", "legend", "sources")),
    )


def _read_line(line: str, found: _Found) -> None:
    """Add what a line says to what was found."""
    head, *texts = (part.strip() for part in line.split("|"))
    name, *given = head.split()
    if name in ("title", "said", "note"):
        found.texts[name] = _pair(texts)
    elif name == "size":
        width, height = map(_number, given)
        found.size = (width, height)
    elif name == "legend":
        found.add("legend", (_medium(given[0]), _pair(texts)))
    elif name == "sources":
        found.parts.setdefault("sources", []).extend(map(int, given))
    elif name == "words":
        found.add("words", _label(given, texts))
    elif name == "detail":
        dashed = given[0] == "dashed"
        found.add("details", Detail(_points(given[1:] if dashed else given), dashed))
    elif name in ("stream", "pipe"):
        found.add("streams", _stream(given, texts, has_tip=name == "stream"))
    else:
        found.add("units", _UNITS[name](given, texts))


def _stream(given: list[str], texts: list[str], has_tip: bool) -> Stream:
    medium, *places = given
    at = places.index("at") if "at" in places else len(places)
    label = _label(places[at + 1 :], texts) if texts else None
    return Stream(_medium(medium), _points(places[:at]), has_tip, label, texts[2] if len(texts) > 2 else "")


def _box(given: list[str], texts: list[str]) -> Unit:
    (x, y), (width, height) = map(_point, given)
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    label = Label(_pair(texts), x + width / 2, y + height / 2) if texts else None
    return Unit(points, is_box=True, label=label)


def _circle(given: list[str], texts: list[str]) -> Unit:
    middle, radius = _point(given[0]), _number(given[1])
    return Unit((middle,), radius, label=Label(_pair(texts), *middle) if texts else None)


def _shape(given: list[str], texts: list[str]) -> Unit:
    at = given.index("at") if "at" in given else len(given)
    return Unit(_points(given[:at]), label=_label(given[at + 1 :], texts) if texts else None)


_UNITS: dict[str, Callable[[list[str], list[str]], Unit]] = {"box": _box, "circle": _circle, "shape": _shape}


def _label(given: list[str], texts: list[str]) -> Label:
    """Return words at a place: `447,34 end`; around it where no side is given."""
    place, *side = given
    return Label(_pair(texts), *_point(place), _ANCHORS[side[0]] if side else "middle")


def _pair(texts: list[str]) -> Pair:
    chinese, english = texts[:2]
    if not chinese or not english:
        raise ValueError("one language is missing")
    return Pair(chinese, english)


def _points(given: list[str]) -> tuple[Point, ...]:
    if len(given) < 2:
        raise ValueError("fewer than two points")
    return tuple(map(_point, given))


def _point(text: str) -> Point:
    x, y = map(_number, text.split(","))
    return x, y


def _number(text: str) -> float:
    number = float(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError("outside of the paper")
    return number


def _medium(name: str) -> str:
    if name not in STREAMS:
        raise ValueError("not a medium")
    return name
