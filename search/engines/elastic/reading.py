"""Asks as searches of elasticsearch.dsl, and its responses as answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import MultiSearch, Search

from search.engines.base import Answer, Ask, Found, Order
from search.engines.elastic.layout import RECORD
from search.engines.elastic.translate import Ready, filtered
from search.record import Record

EVERY_VALUE = 10_000
"""More codes than any vocabulary has: facets are never cut."""

PAGE = 5_000
WALKED = 1_000
"""Whole records of a page when all are wanted."""

Raw = Mapping[str, Any]


def answers(client: Elasticsearch, alias: str, shards: int, asks: Sequence[Ask]) -> list[Answer]:
    """One `_search` for a single ask, one `msearch` for several."""
    matches = {id(ask.match): ask.match for ask in asks}
    ready = {known: Ready(match) for known, match in matches.items()}
    searches = [search_of(client, alias, shards, ask, ready[id(ask.match)]) for ask in asks]
    if len(searches) == 1:
        found: list[Raw] = [searches[0].execute().to_dict()]
    else:
        together: MultiSearch[Any] = MultiSearch(using=client)
        for search in searches:
            together = together.add(search)
        found = [response.to_dict() for response in together.execute()]
    return [_answer(ask, raw) for ask, raw in zip(asks, found, strict=True)]


def stored(client: Elasticsearch, alias: str, ids: Sequence[str]) -> dict[str, Record]:
    """Records by id."""
    search = Search(using=client, index=alias).query("terms", id=list(ids)).params(allow_partial_search_results=False)
    raw = search[: len(ids)].execute().to_dict()
    records = [_record(hit) for hit in raw["hits"]["hits"]]
    return {record.id: record for record in records}


def stored_versions(client: Elasticsearch, alias: str) -> Iterator[tuple[str, int]]:
    """Id and version of every record of one state of the index."""
    search = Search(using=client, index=alias).source(False).extra(version=True, size=PAGE)
    for hit in search.iterate():
        yield hit.meta.id, hit.meta.version


def stored_digests(client: Elasticsearch, alias: str, ids: Sequence[str]) -> dict[str, int]:
    """Digests by id."""
    search = Search(using=client, index=alias).query("terms", id=list(ids)).source(False)
    search = search.extra(docvalue_fields=["digest"]).params(allow_partial_search_results=False)
    hits = search[: len(ids)].execute().to_dict()["hits"]["hits"]
    return {hit["_id"]: int(hit["fields"]["digest"][0]) for hit in hits}


def highest_version(client: Elasticsearch, indexes: Sequence[str]) -> int:
    """Of all that these hold, 0 for nothing; one that is missing holds nothing."""
    search = Search(using=client, index=list(indexes)).params(
        ignore_unavailable=True, allow_partial_search_results=False
    )
    search = search[:0].extra(track_total_hits=False)
    search.aggs.metric("highest", "max", field="version")
    return int(search.execute().to_dict()["aggregations"]["highest"]["value"] or 0)


def every_hit(client: Elasticsearch, alias: str, shards: int, ask: Ask) -> Iterator[Found]:
    """All hits of one state of the index, in the order of the ask."""
    whole = search_of(client, alias, shards, replace(ask, offset=0, limit=WALKED, facets=()))
    for hit in whole.extra(track_total_hits=False).iterate():
        yield Found(Record.from_dict(hit.to_dict()[RECORD]), hit.meta.score)


def search_of(client: Elasticsearch, alias: str, shards: int, ask: Ask, match: Ready | None = None) -> Search[Any]:
    """One ask as a search that was not sent yet. `match`: that of the ask, where it was made before."""
    rank = ask.rank if ask.order is Order.SCORE and ask.limit else None
    search: Search[Any] = Search(using=client, index=alias).query(
        filtered(match or Ready(ask.match), ask.filters, rank)
    )
    search = search.extra(track_total_hits=ask.with_total)[ask.offset : ask.offset + ask.limit]
    if ask.limit:
        search = search.sort("_score", "id") if rank is not None else search.sort(ask.sorted_by)
    for name in ask.facets:
        search.aggs.bucket(name, "terms", field=name, size=EVERY_VALUE)
    # Several shards know only their own frequencies: scores, and so orders, would depend on where a record lies.
    apart = {"search_type": "dfs_query_then_fetch"} if shards > 1 else {}
    return search.params(allow_partial_search_results=False, **apart)


def _answer(ask: Ask, raw: Raw) -> Answer:
    scored = ask.rank is not None and ask.order is Order.SCORE
    hits = tuple(Found(_record(hit), hit["_score"] if scored else None) for hit in raw["hits"]["hits"])
    total = raw["hits"]["total"]["value"] if ask.with_total else len(hits)
    return Answer(total, hits, {name: _counts(raw["aggregations"][name]) for name in ask.facets})


def _counts(terms: Raw) -> dict[str, int]:
    if terms["sum_other_doc_count"]:
        raise ValueError(f"a facet of more than {EVERY_VALUE} values")
    return {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}


def _record(hit: Raw) -> Record:
    return Record.from_dict(hit["_source"][RECORD])
