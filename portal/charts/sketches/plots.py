"""Draws sketches: whole, with their words in one language and the figures of the page, and small, as a cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot

from portal.charts.fonts import wide_estimate
from portal.charts.marks import Block, Dot, Drawing, Line, Mark, Outline, Point, Words, placed
from portal.charts.sketches.parts import Label, Sketch, Stream, Unit

_TIP, _HALF_TIP = 10.0, 5.0
_LEADING = 1.2
_CHINESE, _LATIN, _FIGURE = 15.0, 13.5, 14.0
_COVER_MARGIN = 12.0


def sketch_plot(sketch: Sketch, language: str, figures: Mapping[str, str]) -> Drawing:
    """Return the whole drawing; `figures`: id of an effect → its figure as shown, written below its stream's words."""
    words = (mark for label in labels(sketch, language, figures) for mark in label)
    return Drawing((*_shapes(sketch), *words), sketch.height, sketch.width)


def with_legend(drawing: Drawing, sketch: Sketch, language: str) -> Drawing:
    """Return the drawing with the legend below it, for files; on a page it is a list."""
    if not sketch.legend:
        return drawing
    y, x = sketch.height + 16.0, 14.0
    marks: list[Mark] = []
    for medium, text in sketch.legend:
        word = " ".join(text.lines(language))
        marks += [Line(x, y - 4, x + 22, y - 4, f"{medium}-stream"), Words(x + 28, y, word, "unit-words", 13)]
        x += 28 + wide_estimate(word, 13) + 20
    return Drawing((*drawing.marks, *marks), y + 6, drawing.width)


def cover_plot(sketch: Sketch) -> Drawing:
    """Return the drawing without words, cut to what is drawn."""
    points = [point for unit in sketch.units for point in _corners(unit)]
    points += [point for stream in sketch.streams for point in stream.points]
    left, top = (min(point[axis] for point in points) - _COVER_MARGIN for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) + _COVER_MARGIN for axis in (0, 1))
    moved = tuple(_moved(mark, -left, -top) for mark in _shapes(sketch))
    return Drawing(moved, bottom - top, right - left)


def labels(sketch: Sketch, language: str, figures: Mapping[str, str]) -> Iterator[tuple[Words, ...]]:
    """Yield the lines of each label."""
    for unit in sketch.units:
        if unit.label:
            yield _lines(unit.label, "unit-words", language, "")
    for stream in sketch.streams:
        if stream.label:
            yield _lines(stream.label, f"{stream.medium}-words", language, figures.get(stream.effect, ""))
    for label in sketch.words:
        yield _lines(label, "unit-words", language, "")


def box_of(words: Words) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a line of words, at most."""
    width = wide_estimate(words.text, words.size)
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return left, words.y - 0.85 * words.size, left + width, words.y + 0.2 * words.size


def _lines(label: Label, role: str, language: str, figure: str) -> tuple[Words, ...]:
    size = _LATIN if language == "en" else _CHINESE
    lines = label.text.lines(language)
    height = (len(lines) * size + (_FIGURE if figure else 0)) * _LEADING
    y = label.y - height / 2 + size * 0.95
    words = [Words(label.x, y + n * size * _LEADING, text, role, size, label.anchor) for n, text in enumerate(lines)]
    if figure:
        below = y + len(lines) * size * _LEADING
        words.append(Words(label.x, below, figure, "figure", _FIGURE, label.anchor, bold=True))
    return tuple(words)


def _shapes(sketch: Sketch) -> Iterator[Mark]:
    for unit in sketch.units:
        yield _unit(unit)
    for detail in sketch.details:
        yield Outline(0, 0, detail.points, "detail-dashed" if detail.is_dashed else "detail")
    for stream in sketch.streams:
        yield from _stream(stream)


def _unit(unit: Unit) -> Mark:
    if unit.radius:
        return Dot(*unit.points[0], unit.radius, "unit")
    if unit.is_box:
        (x, y), _corner, (right, bottom), _other = unit.points
        return Block(x, y, right - x, bottom - y, "unit", 5)
    return Outline(0, 0, unit.points, "unit", closed=True)


def _stream(stream: Stream) -> Iterator[Mark]:
    """Yield the line, which ends inside its tip, and the tip."""
    (x1, y1), (x2, y2) = stream.points[-2:]
    length = hypot(x2 - x1, y2 - y1) or 1.0
    along = ((x2 - x1) / length, (y2 - y1) / length)
    end = (x2 - along[0] * (_TIP - 1), y2 - along[1] * (_TIP - 1)) if stream.has_tip else (x2, y2)
    yield Outline(0, 0, (*stream.points[:-1], end), f"{stream.medium}-stream")
    if stream.has_tip:
        base = (x2 - along[0] * _TIP, y2 - along[1] * _TIP)
        across = (-along[1] * _HALF_TIP, along[0] * _HALF_TIP)
        sides = ((base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1]))
        yield Outline(0, 0, ((x2, y2), *sides), f"{stream.medium}-tip", closed=True)


def _corners(unit: Unit) -> tuple[Point, ...]:
    if not unit.radius:
        return unit.points
    x, y = unit.points[0]
    return ((x - unit.radius, y - unit.radius), (x + unit.radius, y + unit.radius))


def _moved(mark: Mark, x: float, y: float) -> Mark:
    return next(iter(placed(Drawing((mark,), 0, 0), x, y, 0)))
