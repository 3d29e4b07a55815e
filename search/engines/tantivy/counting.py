"""Totals and counts over one snapshot: requests that share their match are counted in one pass over its records.

Reading which records match is most of the work of a page, and a page needs the same ones up to a dozen times.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tantivy import Query, Schema, Searcher

from search.core.engine import EngineRequest
from search.engines.tantivy.filter_text import filter_text
from search.engines.tantivy.translate import narrowed

EVERY_VALUE = 10_000
"""More codes than any vocabulary has: facets are never cut."""

TOTAL = "total"
"""Name of an aggregation: every record has one version, so counting versions counts records."""

Counted = tuple[int | None, Mapping[str, Mapping[str, int]]]
"""Total (None where none is needed), and field → code → number of records."""

Aggregated = Mapping[str, Any]


def counts_of(searcher: Searcher, schema: Schema, match: Query, requests: Sequence[EngineRequest]) -> list[Counted]:
    """Return total and counts of each request; `match` is the query that all of them share."""
    texts = [filter_text(request.filters) for request in requests] if len(requests) > 1 else [None]
    aggregations = {
        str(position): {"filter": text, "aggs": _terms(request.facets)}
        for position, (request, text) in enumerate(zip(requests, texts, strict=True))
        if text is not None and request.with_total
    }
    aggregated = searcher.aggregate(match, aggregations) if aggregations else {}
    return [
        _alone(searcher, narrowed(schema, match, request.filters), request)
        if text is None or not request.with_total
        else _read(aggregated[str(position)], request.facets, int(aggregated[str(position)]["doc_count"]))
        for position, (request, text) in enumerate(zip(requests, texts, strict=True))
    ]


def _alone(searcher: Searcher, match: Query, request: EngineRequest) -> Counted:
    if request.facets:
        aggregated = searcher.aggregate(match, _terms(request.facets) | {TOTAL: {"value_count": {"field": "version"}}})
        return _read(aggregated, request.facets, int(aggregated[TOTAL]["value"]) if request.with_total else None)
    if not request.with_total:
        return None, {}
    return int(searcher.search(match, limit=1).count), {}  # type: ignore[attr-defined]  # the library's stub lacks it


def _terms(facets: Sequence[str]) -> dict[str, Any]:
    return {name: {"terms": {"field": name, "size": EVERY_VALUE}} for name in facets}


def _read(aggregated: Aggregated, facets: Sequence[str], total: int | None) -> Counted:
    return total, {name: {b["key"]: int(b["doc_count"]) for b in aggregated[name]["buckets"]} for name in facets}
