"""Which figures of its hits a search is about."""

from __future__ import annotations

from collections.abc import Callable

from search.order_words import AMOUNT_OF_SORT
from search.query import SearchQuery
from search.ranges import RANGES, Range
from showcase.effects.rows import WantedFigures


def wanted_figures(query: SearchQuery) -> WantedFigures:
    """Those in a chosen range, and those of the amount that orders."""
    ordered = AMOUNT_OF_SORT.get(query.sort)
    wanted = {
        facet.name: _in_any(query.chosen(facet.name))
        for facet in RANGES
        if query.chosen(facet.name) or facet.name == ordered
    }
    return WantedFigures(wanted, every=query.widened)


def _in_any(codes: tuple[str, ...]) -> Callable[[float], bool]:
    """No range chosen means any number."""
    ranges = [Range.of(code) for code in codes]
    return lambda number: not ranges or any(known.holds(number) for known in ranges)
