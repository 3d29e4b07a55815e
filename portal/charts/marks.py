"""What a drawing is made of: rectangles, lines, dots, outlines and words, each painted by its role. Pure.

Pages, SVG files and PNG files are written from the same marks (`svg`, `png`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a role on white paper; on a page the style sheet decides, by the class `plot-<role>`.

    `width`: of the stroke in pixels; `dash`: lengths of its strokes and gaps; `halo`: of words, in pixels.
    """

    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: str = ""
    halo: float = 0.0


_PAPER, _INK, _SOFT, _LEAF, _EDGE = "#ffffff", "#14211b", "#46564e", "#1c6b45", "#7b8880"
STREAMS = {
    "water": "#14567a",
    "heat": "#8a3324",
    "gas": "#46564e",
    "product": "#0f4a2c",
    "power": "#7a4a00",
    "other": "#14211b",
}
"""What flows in a sketch → its colour."""

SHADES = ("#f1efe9", "#e1eee3", "#bfdcc1", "#8cc097", "#38805b", "#1c6b45")
"""Steps of the leaf scale, 0 for nothing."""

SHARES = ("#0f4a2c", "#8cc097", "#38805b", "#bfdcc1", "#7b8880", "#e1eee3")
"""Parts of a whole, so that neighbours differ in brightness."""

PAINTS: dict[str, Paint] = {
    "box": Paint(fill="#dcdfd7"),
    "median": Paint(stroke=_LEAF, width=2),
    "range": Paint(stroke=_LEAF, width=4),
    "axis": Paint(stroke=_EDGE),
    "axis-dashed": Paint(stroke=_EDGE, dash="2 4"),
    "dot": Paint(fill=_LEAF, stroke=_PAPER),
    "ring": Paint(fill=_PAPER, stroke=_LEAF, width=2),
    "cross": Paint(stroke="#8a3324", width=2),
    "whole": Paint(stroke=_EDGE),
    "whole-unknown": Paint(stroke=_EDGE, dash="4 3"),
    "before": Paint(fill="#c9cfc9"),
    "after": Paint(fill=_LEAF),
    "label": Paint(fill=_SOFT),
    "title": Paint(fill=_INK),
    "number": Paint(fill=_INK, stroke=_PAPER, halo=6),
    "paper": Paint(fill=_PAPER),
    **{f"tile-{step}": Paint(fill=colour) for step, colour in enumerate(SHADES)},
    "on-light-tile": Paint(fill=_INK),
    "on-deep-tile": Paint(fill=_PAPER),
    **{f"share-{n}": Paint(fill=colour, stroke=_SOFT) for n, colour in enumerate(SHARES, start=1)},
    "share-rest": Paint(stroke=_EDGE, dash="4 3"),
    "unit": Paint(fill="#f4f6f5", stroke=_INK, width=1.6),
    "detail": Paint(stroke=_INK, width=1.2),
    "detail-dashed": Paint(stroke=_INK, width=1.4, dash="5 4"),
    "unit-words": Paint(fill=_INK),
    "figure": Paint(fill=_INK, stroke=_PAPER, halo=4),
    **{f"{name}-stream": Paint(stroke=colour, width=2.6) for name, colour in STREAMS.items()},
    **{f"{name}-tip": Paint(fill=colour) for name, colour in STREAMS.items()},
    **{f"{name}-words": Paint(fill=colour, stroke=_PAPER, halo=4) for name, colour in STREAMS.items()},
}


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle; `radius`: of its corners, in pixels."""

    x: float
    y: float
    width: float
    height: float
    role: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle; `radius` in pixels."""

    x: float
    y: float
    radius: float
    role: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines through points that are given in pixels from the place (x, y); `closed`: a filled shape."""

    x: float
    y: float
    points: tuple[Point, ...]
    role: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on its baseline; `dx`: pixels to the right of x."""

    x: float
    y: float
    text: str
    role: str
    size: float = 12.0
    anchor: Anchor = "start"
    dx: float = 0.0
    bold: bool = False


Mark: TypeAlias = Block | Line | Dot | Outline | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in the order in which they are painted, and the height in pixels.

    `width`: in pixels; None for a drawing that is as wide as its place: every x, and the width of its rectangles, is
    then in per cent.
    """

    marks: tuple[Mark, ...]
    height: float
    width: float | None = None


def placed(drawing: Drawing, x: float, y: float, width: float) -> Iterable[Mark]:
    """Yield the marks of a drawing in pixels, in a place of this width whose upper left corner is (x, y)."""
    scale = width / 100 if drawing.width is None else 1.0
    for mark in drawing.marks:
        if isinstance(mark, Line):
            yield replace(mark, x1=x + mark.x1 * scale, x2=x + mark.x2 * scale, y1=y + mark.y1, y2=y + mark.y2)
        elif isinstance(mark, Block):
            yield replace(mark, x=x + mark.x * scale, y=y + mark.y, width=mark.width * scale)
        else:
            yield replace(mark, x=x + mark.x * scale, y=y + mark.y)
