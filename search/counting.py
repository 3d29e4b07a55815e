"""The counts of a page of results: which asks give them, and how answers become facets."""

from collections.abc import Mapping, Sequence

from search.engines.base import Answer
from search.facets import FACETS, Facet
from search.query import SearchQuery
from search.ranges import GIVEN, NARROWINGS, RANGES, Range, RangeFacet
from search.results import FacetCounts, FacetValue, RangeCounts

WORTH_RANGES = 8
"""Ranges are offered where at least this many records of the match set have the amount."""

OwnRange = tuple[str, str]
"""Name of a facet and a range of the reader's own: no index holds its count, so it takes a search."""


def field_of(name: str, query: SearchQuery) -> str:
    """The field that is counted for a facet or an amount."""
    return NARROWINGS[name].counted(widened=query.widened)


def range_fields(query: SearchQuery) -> tuple[str, ...]:
    """The fields that tell how many records have each amount."""
    return tuple(field_of(facet.name, query) for facet in RANGES)


def own_ranges(query: SearchQuery) -> tuple[OwnRange, ...]:
    """The chosen ranges that are not predefined."""
    return tuple((facet.name, code) for facet in RANGES for code in facet.free(query.chosen(facet.name)))


def facet_counts(query: SearchQuery, answers: Sequence[Answer]) -> tuple[FacetCounts, ...]:
    """Every facet in its order."""
    counts = _united(answers)
    return tuple(_facet(facet, counts.get(facet.index_field, {}), query) for facet in FACETS)


def range_counts(
    query: SearchQuery, answers: Sequence[Answer], own: Sequence[Answer], match_set: Answer
) -> tuple[RangeCounts, ...]:
    """Every amount in its order. `own` answers `own_ranges`; `match_set` is of the text and the presets alone."""
    counts = _united(answers)
    totals = {key: answer.total for key, answer in zip(own_ranges(query), own, strict=True)}
    return tuple(
        _ranges(facet, counts.get(field_of(facet.name, query), {}), totals, query, match_set) for facet in RANGES
    )


def _united(answers: Sequence[Answer]) -> Mapping[str, Mapping[str, int]]:
    return {field: found for answer in answers for field, found in answer.counts.items()}


def _facet(facet: Facet, counts: Mapping[str, int], query: SearchQuery) -> FacetCounts:
    chosen = query.chosen(facet.name)
    values = (FacetValue(code, count, code in chosen) for code, count in {**dict.fromkeys(chosen, 0), **counts}.items())
    return FacetCounts(facet, tuple(sorted(values, key=lambda value: (-value.count, value.code))))


def _ranges(
    facet: RangeFacet,
    counts: Mapping[str, int],
    totals: Mapping[OwnRange, int],
    query: SearchQuery,
    match_set: Answer,
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
