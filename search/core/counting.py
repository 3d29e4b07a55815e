"""The counts of a page of results: which requests give them, and how responses become facets."""

from collections.abc import Mapping, Sequence

from search.core.engine import EngineResponse
from search.core.facets import FACETS, Facet
from search.core.query import SearchQuery
from search.core.ranges import GIVEN, NARROWINGS, RANGES, Range, RangeFacet
from search.core.results import FacetCounts, FacetValue, RangeCounts

WORTH_RANGES = 6
"""Ranges are offered where at least this many records of the match set have the amount."""

OwnRange = tuple[str, str]
"""A facet's name and a range that the reader made up: no index holds its count, so it costs a search."""


def field_of(name: str, query: SearchQuery) -> str:
    """Return the index field that is counted for a facet or an amount."""
    return NARROWINGS[name].counted(widened=query.widened)


def range_fields(query: SearchQuery) -> tuple[str, ...]:
    """Return the index fields that count the records with each amount."""
    return tuple(field_of(facet.name, query) for facet in RANGES)


def own_ranges(query: SearchQuery) -> tuple[OwnRange, ...]:
    """Return the chosen ranges that are not predefined."""
    return tuple((facet.name, code) for facet in RANGES for code in facet.free(query.chosen(facet.name)))


def facet_counts(query: SearchQuery, responses: Sequence[EngineResponse]) -> tuple[FacetCounts, ...]:
    """Return the counts of every facet, in the order of `FACETS`."""
    counts = _united(responses)
    return tuple(_facet(facet, counts.get(facet.index_field, {}), query) for facet in FACETS)


def range_counts(
    query: SearchQuery, responses: Sequence[EngineResponse], own: Sequence[EngineResponse], match_set: EngineResponse
) -> tuple[RangeCounts, ...]:
    """Return the counts of every amount, in the order of `RANGES`.

    `own`: the responses for `own_ranges`, in that order. `match_set`: the response for text and presets alone.
    """
    counts = _united(responses)
    totals = {key: response.total for key, response in zip(own_ranges(query), own, strict=True)}
    return tuple(
        _ranges(facet, counts.get(field_of(facet.name, query), {}), totals, query, match_set) for facet in RANGES
    )


def _united(responses: Sequence[EngineResponse]) -> Mapping[str, Mapping[str, int]]:
    return {field: counts for response in responses for field, counts in response.counts.items()}


def _facet(facet: Facet, counts: Mapping[str, int], query: SearchQuery) -> FacetCounts:
    chosen = query.chosen(facet.name)
    values = (FacetValue(code, count, code in chosen) for code, count in {**dict.fromkeys(chosen, 0), **counts}.items())
    ordered = sorted(values, key=lambda value: (-value.count, value.code))
    if facet.newest_first:
        ordered.sort(key=lambda value: value.code, reverse=True)
    return FacetCounts(facet, tuple(ordered))


def _ranges(
    facet: RangeFacet,
    counts: Mapping[str, int],
    totals: Mapping[OwnRange, int],
    query: SearchQuery,
    match_set: EngineResponse,
) -> RangeCounts:
    chosen = query.chosen(facet.name)
    own = {code: totals.get((facet.name, code), 0) for code in chosen}
    known = {code: count for code, count in counts.items() if code != GIVEN}
    values = (FacetValue(code, count, code in chosen) for code, count in {**own, **known}.items())
    having = match_set.counts.get(field_of(facet.name, query), {}).get(GIVEN, 0)
    return RangeCounts(
        facet=facet,
        values=tuple(sorted(values, key=lambda value: Range.of(value.code).start)),
        given=counts.get(GIVEN, 0),
        shown=bool(chosen) or having >= WORTH_RANGES,
    )
