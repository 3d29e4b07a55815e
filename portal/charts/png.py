"""Drawings as PNG, twice as large as their pixels for dense screens, from the same marks as the SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from portal.charts.fonts import font, font_file
from portal.charts.marks import PAINTS, Block, Dot, Drawing, Line, Mark, Outline, Point, Words

SCALE = 2
_FINER = 2  # drawn so many times larger and made smaller, because Pillow's edges are rough
MOST_PIXELS = 4_000_000  # of the finished picture
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_BACKGROUND = "#ffffff"


def can_write() -> bool:
    """Say whether the machine has a font with Chinese characters: a picture without its words would be useless."""
    return bool(font_file()[0])


def png_file(drawing: Drawing) -> bytes:
    """Return the drawing as a PNG; raises ValueError without a width in pixels and above `MOST_PIXELS`."""
    if drawing.width is None:
        raise ValueError("a file has a width in pixels")
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    if size[0] * size[1] > MOST_PIXELS:
        raise ValueError("the picture is too large")
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), _BACKGROUND)
    pen = _Pen(ImageDraw.Draw(large), SCALE * _FINER)
    for mark in drawing.marks:
        pen.draw(mark)
    file = io.BytesIO()
    large.resize(size, Image.Resampling.LANCZOS).quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


class _Pen:
    """Draws marks on a picture that is `scale` times as large as their pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        self.on, self.scale = draw, scale

    def draw(self, mark: Mark) -> None:
        if isinstance(mark, Block):
            self._block(mark)
        elif isinstance(mark, Line):
            self._line([(mark.x1, mark.y1), (mark.x2, mark.y2)], mark.role)
        elif isinstance(mark, Dot):
            self._dot(mark)
        elif isinstance(mark, Outline):
            self._outline([(mark.x + x, mark.y + y) for x, y in mark.points], mark)
        else:
            self._words(mark)

    def _block(self, mark: Block) -> None:
        paint = PAINTS[mark.role]
        ends = self._scaled([(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)])
        self.on.rounded_rectangle(
            ends, radius=mark.radius * self.scale, fill=_colour(paint.fill), outline=_colour(paint.stroke),
            width=self._wide(mark.role),
        )  # fmt: skip

    def _dot(self, mark: Dot) -> None:
        paint, reach = PAINTS[mark.role], mark.radius
        ends = self._scaled([(mark.x - reach, mark.y - reach), (mark.x + reach, mark.y + reach)])
        self.on.ellipse(ends, fill=_colour(paint.fill), outline=_colour(paint.stroke), width=self._wide(mark.role))

    def _outline(self, points: list[Point], mark: Outline) -> None:
        paint = PAINTS[mark.role]
        if mark.closed and paint.fill != "none":
            self.on.polygon(self._scaled(points), fill=paint.fill)
        if paint.stroke != "none":
            self._line([*points, points[0]] if mark.closed else points, mark.role)

    def _line(self, points: Sequence[Point], role: str) -> None:
        paint = PAINTS[role]
        for part in _dashes(points, paint.dash) if paint.dash else [points]:
            self.on.line(self._scaled(part), fill=paint.stroke, width=self._wide(role), joint="curve")

    def _words(self, mark: Words) -> None:
        if not can_write():
            return
        paint = PAINTS[mark.role]
        place = self._scaled([(mark.x + mark.dx, mark.y)])[0]
        face, anchor = font(mark.size * self.scale), _ANCHORS[mark.anchor]
        halo, around = round(paint.halo / 2 * self.scale), _colour(paint.stroke)
        self.on.text(place, mark.text, font=face, fill=paint.fill, anchor=anchor, stroke_width=halo, stroke_fill=around)
        if mark.bold:
            # The fonts have one weight: words are printed twice, a little apart.
            self.on.text((place[0] + 0.6 * self.scale, place[1]), mark.text, font=face, fill=paint.fill, anchor=anchor)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def _wide(self, role: str) -> int:
        return max(1, round(PAINTS[role].width * self.scale))


def _colour(name: str) -> str | None:
    return None if name == "none" else name


def _dashes(points: Sequence[Point], dash: str) -> list[list[Point]]:
    """Return the strokes of a dashed line; each part of it begins with one."""
    stroke, gap = (float(length) for length in dash.split())
    found = []
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
        for n in range(int(length // (stroke + gap)) + 1):
            first, last = (min(1.0, reach / length) for reach in (n * (stroke + gap), n * (stroke + gap) + stroke))
            found.append([(x1 + (x2 - x1) * at, y1 + (y2 - y1) * at) for at in (first, last)])
    return found
