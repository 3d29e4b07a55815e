"""Bars: a share of the whole length, and two amounts below each other, before and after. Pure."""

from __future__ import annotations

from functools import lru_cache

from portal.charts.marks import Block, Drawing

_HEIGHT = 8.0
_PAIR_HEIGHT, _GAP = 15.0, 6.0


@lru_cache(maxsize=128)
def bar(share: float) -> Drawing:
    """Draw a bar; `share`: 0–100 of the length of the longest one."""
    return Drawing((Block(0, 0, share, _HEIGHT, "after"),), _HEIGHT)


@lru_cache(maxsize=128)
def bar_pair(before: float, after: float) -> Drawing:
    """Draw two bars, before above after; shares are 0–100 of the larger one."""
    marks = (Block(0, 0, before, _PAIR_HEIGHT, "before"), Block(0, _PAIR_HEIGHT + _GAP, after, _PAIR_HEIGHT, "after"))
    return Drawing(marks, 2 * _PAIR_HEIGHT + _GAP)
