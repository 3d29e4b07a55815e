"""Bars: a share of the whole length, before and after, what is held of a whole, and amounts beside each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from portal.charts.marks import Block, Drawing

_HEIGHT = 8.0
_PAIR_HEIGHT, _GAP = 15.0, 6.0
_HELD_HEIGHT, _ROW_HEIGHT = 14.0, 24.0


@lru_cache(maxsize=128)
def bar(share: float) -> Drawing:
    """Draw a bar; `share`: 0–100 of the length of the longest one."""
    return Drawing((Block(0, 0, share, _HEIGHT, "after"),), _HEIGHT)


@lru_cache(maxsize=128)
def bar_pair(before: float, after: float) -> Drawing:
    """Draw two bars, before above after; shares are 0–100 of the larger one."""
    marks = (Block(0, 0, before, _PAIR_HEIGHT, "before"), Block(0, _PAIR_HEIGHT + _GAP, after, _PAIR_HEIGHT, "after"))
    return Drawing(marks, 2 * _PAIR_HEIGHT + _GAP)


@lru_cache(maxsize=128)
def held_bar(share: float | None) -> Drawing:
    """Draw what is held of a whole, 0–100; None: the whole is not known, which its dashed outline says."""
    whole = Block(0, 0, 100, _HELD_HEIGHT, "whole-unknown" if share is None else "whole")
    held = () if share is None else (Block(0, 0, share, _HELD_HEIGHT, "after"),)
    return Drawing((whole, *held), _HELD_HEIGHT)


def amounts_bar(amounts: Sequence[tuple[float, str]]) -> Drawing:
    """Draw amounts beside each other, each in its role; together, more than nought, they take the whole length."""
    total, start, marks = sum(amount for amount, _role in amounts), 0.0, []
    for amount, role in amounts:
        width = 100 * amount / total
        marks.append(Block(start, 0, width, _ROW_HEIGHT, role))
        start += width
    return Drawing(tuple(marks), _ROW_HEIGHT)
