"""Builds searches of elasticsearch.dsl from requests and reads their responses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import MultiSearch, Search

from search.core.engine import EngineHit, EngineRequest, EngineResponse, Order
from search.core.record import Record
from search.engines.elastic.layout import RECORD
from search.engines.elastic.translate import Ready, filtered

EVERY_VALUE = 10_000
"""More codes than any vocabulary has: facets are never cut."""

PAGE = 5_000
WALKED = 1_000
"""Whole records read per page when all hits are read."""

Raw = Mapping[str, Any]


def responses(
    client: Elasticsearch, alias: str, shards: int, requests: Sequence[EngineRequest]
) -> list[EngineResponse]:
    """Return the response to each request: by one `_search` for a single one, one `msearch` for several."""
    matches = {id(request.match): request.match for request in requests}
    ready = {known: Ready(match) for known, match in matches.items()}
    searches = [search_of(client, alias, shards, request, ready[id(request.match)]) for request in requests]
    if len(searches) == 1:
        raws: list[Raw] = [searches[0].execute().to_dict()]
    else:
        together: MultiSearch[Any] = MultiSearch(using=client)
        for search in searches:
            together = together.add(search)
        raws = [response.to_dict() for response in together.execute()]
    return [_response(request, raw) for request, raw in zip(requests, raws, strict=True)]


def stored(client: Elasticsearch, alias: str, ids: Sequence[str]) -> dict[str, Record]:
    """Return stored records by id."""
    search = Search(using=client, index=alias).query("terms", id=list(ids)).params(allow_partial_search_results=False)
    raw = search[: len(ids)].execute().to_dict()
    records = [_record(hit) for hit in raw["hits"]["hits"]]
    return {record.id: record for record in records}


def stored_versions(client: Elasticsearch, alias: str) -> Iterator[tuple[str, int]]:
    """Yield id and version of every record of one state of the index."""
    search = Search(using=client, index=alias).source(False).extra(version=True, size=PAGE)
    for hit in search.iterate():
        yield hit.meta.id, hit.meta.version


def stored_digests(client: Elasticsearch, alias: str, ids: Sequence[str]) -> dict[str, int]:
    """Return id → digest."""
    search = Search(using=client, index=alias).query("terms", id=list(ids)).source(False)
    search = search.extra(docvalue_fields=["digest"]).params(allow_partial_search_results=False)
    hits = search[: len(ids)].execute().to_dict()["hits"]["hits"]
    return {hit["_id"]: int(hit["fields"]["digest"][0]) for hit in hits}


def highest_version(client: Elasticsearch, alias: str) -> int:
    """Return the highest version of all records, 0 without any."""
    search = Search(using=client, index=alias).params(allow_partial_search_results=False)
    search = search[:0].extra(track_total_hits=False)
    search.aggs.metric("highest", "max", field="version")
    return int(search.execute().to_dict()["aggregations"]["highest"]["value"] or 0)


def every_hit(client: Elasticsearch, alias: str, shards: int, request: EngineRequest) -> Iterator[EngineHit]:
    """Yield all hits of one state of the index, in the order of the request."""
    whole = search_of(client, alias, shards, replace(request, offset=0, limit=WALKED, facets=()))
    for hit in whole.extra(track_total_hits=False).iterate():
        yield EngineHit(Record.from_dict(hit.to_dict()[RECORD]), hit.meta.score)


def search_of(
    client: Elasticsearch, alias: str, shards: int, request: EngineRequest, match: Ready | None = None
) -> Search[Any]:
    """Build the search of one request, not sent yet. `match`: its translated clause, where there is one already."""
    rank = request.rank if request.order is Order.SCORE and request.limit else None
    search: Search[Any] = Search(using=client, index=alias).query(
        filtered(match or Ready(request.match), request.filters, rank)
    )
    search = search.extra(track_total_hits=request.with_total)[request.offset : request.offset + request.limit]
    if request.limit:
        search = search.sort("_score", "id") if rank is not None else search.sort(request.sorted_by)
    for name in request.facets:
        search.aggs.bucket(name, "terms", field=name, size=EVERY_VALUE)
    # Each shard knows only its own term frequencies: scores, and so orders, would depend on where a record lies.
    apart = {"search_type": "dfs_query_then_fetch"} if shards > 1 else {}
    return search.params(allow_partial_search_results=False, **apart)


def _response(request: EngineRequest, raw: Raw) -> EngineResponse:
    scored = request.rank is not None and request.order is Order.SCORE
    hits = tuple(EngineHit(_record(hit), hit["_score"] if scored else None) for hit in raw["hits"]["hits"])
    total = raw["hits"]["total"]["value"] if request.with_total else len(hits)
    return EngineResponse(total, hits, {name: _counts(raw["aggregations"][name]) for name in request.facets})


def _counts(terms: Raw) -> dict[str, int]:
    if terms["sum_other_doc_count"]:
        raise ValueError(f"a facet of more than {EVERY_VALUE} values")
    return {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}


def _record(hit: Raw) -> Record:
    return Record.from_dict(hit["_source"][RECORD])
