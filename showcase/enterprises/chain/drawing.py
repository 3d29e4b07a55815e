"""The drawing of an enterprise's links, as boxes and lines with their places; pure.

The enterprise is a wide box; what it is part of or delivers to stands above it, what delivers to it or is in it below.
Each group hangs on a line of its own, so the drawing is a narrow list that can be read on a telephone and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 340
SHOWN = 6
"""Names of a group that are drawn; the others are in the list beside the drawing."""

_FONT, _LINE, _PADDING, _GAP, _LABEL = 13, 18, 7, 7, 20
_INDENT, _TRUNK, _TRUNK_STEP = 36, 10, 12
_WIDEST_LINES = 2
_EDGE = 1  # half the line of a frame is outside of its box
_NARROW = 0.56
"""Width of a Latin letter in widths of a Han character."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A group of names. `note`: of those that are not drawn; `is_dashed`: how its line looks."""

    label: str
    names: tuple[str, ...]
    is_above: bool
    is_dashed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `x`, `y`: where its baseline begins."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """A name in its frame; `is_own`: the enterprise itself."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a group to the enterprise: a path of SVG."""

    path: str
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws, in its own units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[TextLine, ...]


def draw(name: str, branches: Iterable[Branch]) -> Drawing:
    """Return the drawing of an enterprise and its groups."""
    above = [branch for branch in branches if branch.is_above]
    below = [branch for branch in branches if not branch.is_above]
    groups, top = _stacked(above, 0)
    own = _box(name, _EDGE, top + _EDGE, is_own=True)
    hanging, bottom = _stacked(below, own.y + own.height + _GAP)
    lines = (*_joined(groups, own.y), *_joined(hanging, own.y + own.height))
    every = [*groups, *hanging]
    return Drawing(
        width=WIDTH,
        height=max(bottom, own.y + own.height + _EDGE),
        boxes=(own, *(box for group in every for box in group.boxes)),
        lines=lines,
        labels=tuple(label for group in every for label in group.labels),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    boxes: tuple[Box, ...]
    labels: tuple[TextLine, ...]
    is_dashed: bool
    trunk: int


def _stacked(branches: Sequence[Branch], top: int) -> tuple[list[_Group], int]:
    """Return the groups one below the other from `top` on, and where they end."""
    groups = []
    for place, branch in enumerate(branches):
        labels = [TextLine(branch.label, _INDENT, top + _LABEL - 6)]
        top += _LABEL
        boxes = []
        for name in branch.names:
            box = _box(name, _INDENT, top)
            boxes.append(box)
            top += box.height + _GAP
        if branch.note:
            labels.append(TextLine(branch.note, _INDENT, top + _LABEL - 8))
            top += _LABEL
        groups.append(_Group(tuple(boxes), tuple(labels), branch.is_dashed, _TRUNK + place * _TRUNK_STEP))
    return groups, top


def _box(name: str, x: int, y: int, *, is_own: bool = False) -> Box:
    width = WIDTH - x - _EDGE
    texts = wrapped(name, (width - 2 * _PADDING) / _FONT)
    lines = tuple(TextLine(text, x + _PADDING, y + _PADDING + 13 + _LINE * at) for at, text in enumerate(texts))
    return Box(x, y, width, 2 * _PADDING + _LINE * len(texts), lines, is_own)


def _joined(groups: Iterable[_Group], edge: int) -> Iterable[Line]:
    """Yield a line of each group: from its boxes along its trunk to the edge of the enterprise's box."""
    for group in groups:
        middles = [box.y + box.height // 2 for box in group.boxes]
        far = min(middles) if middles[0] < edge else max(middles)
        branches = " ".join(f"M{group.trunk} {middle}H{_INDENT}" for middle in middles)
        yield Line(f"M{group.trunk} {edge}V{far} {branches}", group.is_dashed)


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Return a name as at most two lines of this width in Han characters; what is too long ends with “…”."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < _WIDEST_LINES:
        end = _fitting(rest, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        lines[-1] = f"{lines[-1][:-1].rstrip()}…"
    return tuple(lines)


def _fitting(text: str, width: float) -> int:
    """Return how many characters fit; Latin words are kept whole where one fits."""
    taken = 0.0
    for place, letter in enumerate(text):
        taken += _NARROW if letter.isascii() else 1
        if taken > width:
            space = text.rfind(" ", 0, place + 1)
            return space if space > 0 else place
    return len(text)
