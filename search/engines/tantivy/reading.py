"""Answers requests over one snapshot of an index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Index, Query, Schema, Searcher
from tantivy import Order as Direction

from search.core.clauses import Codes
from search.core.engine import EngineHit, EngineRequest, EngineResponse, Order
from search.core.record import Record
from search.engines.tantivy.counting import counts_of
from search.engines.tantivy.schema import TIE, record_of
from search.engines.tantivy.translate import filtered, narrowed, query_of

SPARE = 80
"""Hits read beyond a page, so that its edge seldom needs a second search."""

FURTHER = 32
"""Factor for the hits of a second search: each scores all records again, while reading more hits costs little."""

Scored = tuple[float, DocAddress]


@dataclass(frozen=True)
class Snapshot:
    """One state of an index; all responses over it agree with each other."""

    searcher: Searcher
    schema: Schema

    @classmethod
    def of(cls, index: Index) -> "Snapshot":
        """Return the state that the index's reader holds now."""
        return cls(index.searcher(), index.schema)

    def responses(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        """Return total, hits of the page and counts of each request."""
        responses: dict[int, EngineResponse] = {}
        for positions in _sharing(requests):
            match = query_of(self.schema, requests[positions[0]].match)
            counted = counts_of(self.searcher, self.schema, match, [requests[position] for position in positions])
            for position, (total, counts) in zip(positions, counted, strict=True):
                hits = self._hits(match, requests[position], total)
                responses[position] = EngineResponse(len(hits) if total is None else total, hits, counts)
        return [responses[position] for position in range(len(requests))]

    def _hits(self, match: Query, request: EngineRequest, total: int | None) -> tuple[EngineHit, ...]:
        """Return the hits of the page; searches only where there are any."""
        if not request.limit or (total is not None and total <= request.offset):
            return ()
        match = narrowed(self.schema, match, request.filters)
        if request.order is Order.SCORE and request.rank is not None:
            return self._best(filtered(match, query_of(self.schema, request.rank)), request.offset, request.limit)
        results = self.searcher.search(
            match,
            request.limit,
            count=False,
            offset=request.offset,
            order_by_field=request.sorted_by,
            order=Direction.Asc,
        )
        return tuple(EngineHit(record_of(self.searcher.doc(address))) for _, address in results.hits)

    def walk(self, request: EngineRequest) -> Iterator[EngineHit]:
        """Yield every hit in the order of the request: addresses are read at once, records one by one."""
        match = query_of(self.schema, request.whole)
        if request.order is Order.SCORE and request.rank is not None:
            match = filtered(match, query_of(self.schema, request.rank))
        total = self.total(match)
        if not total:
            return
        if request.order is Order.SCORE and request.rank is not None:
            for score, address in self._by_score_then_id(self.searcher.search(match, limit=total).hits):
                yield EngineHit(record_of(self.searcher.doc(address)), score)
        else:
            results = self.searcher.search(match, limit=total, order_by_field=request.sorted_by, order=Direction.Asc)
            yield from (EngineHit(record_of(self.searcher.doc(address))) for _, address in results.hits)

    def total(self, query: Query) -> int:
        """Return the number of records that match."""
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]  # the library's stub lacks it

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return stored records by id."""
        if not ids:
            return {}
        results = self.searcher.search(query_of(self.schema, Codes("id", tuple(ids))), limit=len(ids), count=False)
        records = (record_of(self.searcher.doc(address)) for _, address in results.hits)
        return {record.id: record for record in records}

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield id and version of every record."""
        if not self.searcher.num_docs:
            return
        results = self.searcher.search(Query.all_query(), limit=self.searcher.num_docs, count=False)
        addresses = [address for _, address in results.hits]
        for address, version in zip(addresses, self.searcher.fast_field_values("version", addresses), strict=True):
            yield str(self.searcher.doc(address).get_first("id")), int(version or 0)

    def highest_version(self) -> int:
        """Return the highest version of all records, 0 without any."""
        newest = self.searcher.search(Query.all_query(), 1, count=False, order_by_field="version", order=Direction.Desc)
        return max((int(version) for version, _ in newest.hits), default=0)

    def numbers_of(self, field: str, ids: Sequence[str]) -> dict[str, int]:
        """Return id → the number in `field` (`version` or `digest`) of the records among these ids."""
        if not ids:
            return {}
        results = self.searcher.search(query_of(self.schema, Codes("id", tuple(ids))), limit=len(ids), count=False)
        addresses = [address for _, address in results.hits]
        numbers = self.searcher.fast_field_values(field, addresses)
        names = (str(self.searcher.doc(address).get_first("id")) for address in addresses)
        return {name: int(number or 0) for name, number in zip(names, numbers, strict=True)}

    def _best(self, query: Query, offset: int, limit: int) -> tuple[EngineHit, ...]:
        """Return hits by score, then by id. tantivy breaks ties by position, so whole ties are read and sorted here."""
        wanted, reach = offset + limit, offset + limit + SPARE
        hits = self.searcher.search(query, limit=reach, count=False).hits
        while len(hits) == reach and hits[-1][0] == hits[wanted - 1][0]:
            reach *= FURTHER
            hits = self.searcher.search(query, limit=reach, count=False).hits
        page = self._page(hits, offset, wanted)
        return tuple(EngineHit(record_of(self.searcher.doc(at)), score) for score, at in page)

    def _page(self, hits: list[Scored], start: int, end: int) -> list[Scored]:
        if start >= len(hits):
            return []
        first, last = start, min(end, len(hits))
        while first > 0 and hits[first - 1][0] == hits[start][0]:
            first -= 1
        while last < len(hits) and hits[last][0] == hits[last - 1][0]:
            last += 1
        return self._by_score_then_id(hits[first:last])[start - first : end - first]

    def _by_score_then_id(self, hits: list[Scored]) -> list[Scored]:
        """Sort hits. The number in `TIE` nearly always decides; the id is read only where it doesn't."""
        ties = self.searcher.fast_field_values(TIE, [address for _, address in hits])
        keys = [(-score, int(tie or 0)) for (score, _), tie in zip(hits, ties, strict=True)]
        repeated = {key for key, times in Counter(keys).items() if times > 1}
        names = [
            str(self.searcher.doc(hit[1]).get_first("id")) if key in repeated else ""
            for key, hit in zip(keys, hits, strict=True)
        ]
        order = sorted(range(len(hits)), key=lambda i: (keys[i], names[i]))
        return [hits[i] for i in order]


def _sharing(requests: Sequence[EngineRequest]) -> Iterable[list[int]]:
    """Group the positions of the requests that have one and the same match."""
    positions: dict[int, list[int]] = defaultdict(list)
    for position, request in enumerate(requests):
        positions[id(request.match)].append(position)
    return positions.values()
