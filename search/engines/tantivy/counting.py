"""Totals and counts of asks over one snapshot: those that share their match are counted in one pass over its records.

Reading which records match is most of the work of a page, and a page asks up to a dozen times for the same ones.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tantivy import Query, Schema, Searcher

from search.engines.base import Ask
from search.engines.tantivy.spelled import spelled
from search.engines.tantivy.translate import narrowed

EVERY_VALUE = 10_000
"""More codes than any vocabulary has: facets are never cut."""

TOTAL = "total"
"""Of an aggregation: every record has one version, so their number is that of the records."""

Counted = tuple[int | None, Mapping[str, Mapping[str, int]]]
"""Total (None where nobody asks for it), and of each field its codes with their numbers of records."""

Found = Mapping[str, Any]


def counted(searcher: Searcher, schema: Schema, match: Query, asks: Sequence[Ask]) -> list[Counted]:
    """Of each ask; `match` is what all of them match."""
    texts = [spelled(ask.filters) for ask in asks] if len(asks) > 1 else [None]
    wanted = {
        str(place): {"filter": text, "aggs": _terms(ask.facets)}
        for place, (ask, text) in enumerate(zip(asks, texts, strict=True))
        if text is not None and ask.with_total
    }
    found = searcher.aggregate(match, wanted) if wanted else {}
    return [
        _alone(searcher, narrowed(schema, match, ask.filters), ask)
        if text is None or not ask.with_total
        else _read(found[str(place)], ask.facets, int(found[str(place)]["doc_count"]))
        for place, (ask, text) in enumerate(zip(asks, texts, strict=True))
    ]


def _alone(searcher: Searcher, match: Query, ask: Ask) -> Counted:
    if ask.facets:
        found = searcher.aggregate(match, _terms(ask.facets) | {TOTAL: {"value_count": {"field": "version"}}})
        return _read(found, ask.facets, int(found[TOTAL]["value"]) if ask.with_total else None)
    if not ask.with_total:
        return None, {}
    return int(searcher.search(match, limit=1).count), {}  # type: ignore[attr-defined]  # the library's stub lacks it


def _terms(facets: Sequence[str]) -> dict[str, Any]:
    return {name: {"terms": {"field": name, "size": EVERY_VALUE}} for name in facets}


def _read(found: Found, facets: Sequence[str], total: int | None) -> Counted:
    return total, {name: {b["key"]: int(b["doc_count"]) for b in found[name]["buckets"]} for name in facets}
