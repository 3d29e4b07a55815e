"""Parts of a whole beside each other on one line, and what is left of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from portal.charts.marks import Block, Drawing, Mark, Words

_WHOLE = Decimal(100)
_FILLS = 6
_HEIGHT = 28.0
_MARGIN, _WIDTH = 14.0, 720.0
_SQUARE, _LINE, _TEXT = 12.0, 26.0, 14.0


def share_bar(percents: Sequence[Decimal]) -> Drawing:
    """Draw the parts in their order and, where they are less than the whole, what is left as one part more.

    Raises ValueError for a part that is not positive and for parts that are more than the whole.
    """
    return Drawing(tuple(_blocks(percents, 0.0, 100.0)), _HEIGHT)


def share_bar_with_words(percents: Sequence[Decimal], words: Sequence[str], rest: str) -> Drawing:
    """Draw the same with a line of words for each part below, and `rest` for what is left."""
    blocks = _blocks(percents, _MARGIN, _WIDTH - 2 * _MARGIN)
    said = (*words, rest)[: len(blocks)]
    lines = [mark for n, text in enumerate(said) for mark in _line(n, text, blocks[n].role)]
    return Drawing((*blocks, *lines), _HEIGHT + _LINE * len(said) + _LINE / 2, _WIDTH)


def _blocks(percents: Sequence[Decimal], start: float, length: float) -> list[Block]:
    if any(percent <= 0 for percent in percents) or sum(percents) > _WHOLE:
        raise ValueError("parts of a whole are positive and 100 at most together")
    blocks, end = [], Decimal(0)
    for n, percent in enumerate(percents):
        x, width = (float(part / _WHOLE) * length for part in (end, percent))
        blocks.append(Block(start + x, 0, width, _HEIGHT, f"share-{n % _FILLS + 1}"))
        end += percent
    if end < _WHOLE:
        x = float(end / _WHOLE) * length
        blocks.append(Block(start + x, 0, length - x, _HEIGHT, "share-rest"))
    return blocks


def _line(n: int, text: str, role: str) -> tuple[Mark, Mark]:
    y = _HEIGHT + _LINE * (n + 1)
    return (
        Block(_MARGIN, y - _SQUARE + 1, _SQUARE, _SQUARE, role),
        Words(_MARGIN + 1.75 * _SQUARE, y, text, "title", _TEXT),
    )
