"""A drawing as it leaves the site: on white paper, with its title above it and its source below. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from portal.charts.fonts import wide_estimate
from portal.charts.marks import Block, Drawing, Mark, Words, placed
from portal.text.lines import lines_of

WIDTH = 720.0
_MARGIN = 14.0
_TITLE, _TEXT = 16.0, 12.0
_MOST_LINES = 4


def sheet(drawing: Drawing, title: str, said: str, source: str) -> Drawing:
    """Return the drawing with its words in it: what leaves the site names what it shows and where it is from."""
    top, head = _written(title, _TITLE, 0.0, bold=True)
    top, below = _written(said, _TEXT, top)
    width = WIDTH if drawing.width is None else drawing.width
    inner = list(placed(drawing, 0, top + 14, width))
    bottom, foot = _written(source, _TEXT, top + 14 + drawing.height + 4)
    height = bottom + 10
    return Drawing((Block(0, 0, width, height, "paper"), *head, *below, *inner, *foot), height, width)


def _written(text: str, size: float, top: float, bold: bool = False) -> tuple[float, list[Mark]]:
    """Return where the text ends, and its lines."""
    lines = lines_of(text, _widths(size), WIDTH - 2 * _MARGIN, _MOST_LINES) if text else []
    step = size * 1.5
    role = "title" if bold else "label"
    marks: list[Mark] = [
        Words(_MARGIN, top + step * number + 6, line, role, size, bold=bold) for number, line in enumerate(lines, 1)
    ]
    return top + step * len(lines) + 4, marks


def _widths(size: float) -> Callable[[str], float]:
    return lambda text: wide_estimate(text, size)


def joined(words: Iterable[str]) -> str:
    """Return words that belong to one line of a sheet, with dots between them."""
    return " · ".join(filter(None, words))
