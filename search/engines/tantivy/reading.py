"""Answering asks over one snapshot of an index."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import DocAddress, Index, Query, Schema, Searcher, SearchResult
from tantivy import Order as Direction

from search.clauses import Codes
from search.engines.base import Answer, Ask, Found, Order
from search.engines.tantivy.schema import TIE, record_of
from search.engines.tantivy.translate import filtered, query_of
from search.record import Record

EVERY_VALUE = 10_000
"""More codes than any vocabulary has: facets are never cut."""

TOTAL = "total"
"""Of an aggregation: every record has one version, so their number is that of the records."""

SPARE = 16
"""Hits read beyond a page, so that its edge seldom needs a second look."""

Scored = tuple[float, DocAddress]


@dataclass(frozen=True)
class Snapshot:
    """One state of an index; answers over it agree with each other."""

    searcher: Searcher
    schema: Schema

    @classmethod
    def of(cls, index: Index) -> "Snapshot":
        """What the index's reader holds now."""
        return cls(index.searcher(), index.schema)

    def answer(self, ask: Ask) -> Answer:
        """Total, hits of the page and counts of one ask."""
        match = query_of(self.schema, ask.match)
        if ask.limit == 0:
            total, counts = self._totalled(match, ask.facets) if ask.facets else (self.total(match), {})
            return Answer(total, (), counts)
        if ask.order is Order.SCORE and ask.rank is not None:
            total, hits = self._best(filtered(match, query_of(self.schema, ask.rank)), ask.offset, ask.limit)
        else:
            total, hits = self._sorted(match, ask.sorted_by, ask.offset, ask.limit)
        return Answer(total, hits, self._counts(match, ask.facets))

    def walk(self, ask: Ask) -> Iterator[Found]:
        """Every hit in the order of the ask: addresses at once, records one by one."""
        match = query_of(self.schema, ask.match)
        if ask.order is Order.SCORE and ask.rank is not None:
            match = filtered(match, query_of(self.schema, ask.rank))
        total = self.total(match)
        if not total:
            return
        if ask.order is Order.SCORE and ask.rank is not None:
            for score, address in self._by_score_then_id(self.searcher.search(match, limit=total).hits):
                yield Found(record_of(self.searcher.doc(address)), score)
        else:
            found = self.searcher.search(match, limit=total, order_by_field=ask.sorted_by, order=Direction.Asc)
            yield from (Found(record_of(self.searcher.doc(address))) for _, address in found.hits)

    def total(self, query: Query) -> int:
        """How many records match."""
        return _count(self.searcher.search(query, limit=1))

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Stored records by id."""
        if not ids:
            return {}
        found = self.searcher.search(query_of(self.schema, Codes("id", tuple(ids))), limit=len(ids), count=False)
        records = (record_of(self.searcher.doc(address)) for _, address in found.hits)
        return {record.id: record for record in records}

    def versions(self) -> Iterator[tuple[str, int]]:
        """Id and version of every record."""
        if not self.searcher.num_docs:
            return
        found = self.searcher.search(Query.all_query(), limit=self.searcher.num_docs, count=False)
        addresses = [address for _, address in found.hits]
        for address, version in zip(addresses, self.searcher.fast_field_values("version", addresses), strict=True):
            yield str(self.searcher.doc(address).get_first("id")), int(version or 0)

    def versions_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Versions of the records among these ids."""
        if not ids:
            return {}
        found = self.searcher.search(query_of(self.schema, Codes("id", tuple(ids))), limit=len(ids), count=False)
        addresses = [address for _, address in found.hits]
        versions = self.searcher.fast_field_values("version", addresses)
        names = (str(self.searcher.doc(address).get_first("id")) for address in addresses)
        return {name: int(version or 0) for name, version in zip(names, versions, strict=True)}

    def _counts(self, match: Query, facets: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return self._totalled(match, facets)[1] if facets else {}

    def _totalled(self, match: Query, facets: Sequence[str]) -> tuple[int, Mapping[str, Mapping[str, int]]]:
        """Total and counts in one pass over the matches, where each pass reads all their positions again."""
        wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": EVERY_VALUE}} for name in facets}
        found = self.searcher.aggregate(match, wanted | {TOTAL: {"value_count": {"field": "version"}}})
        counts = {name: {b["key"]: int(b["doc_count"]) for b in found[name]["buckets"]} for name in facets}
        return int(found[TOTAL]["value"]), counts

    def _sorted(self, match: Query, by: str, offset: int, limit: int) -> tuple[int, tuple[Found, ...]]:
        found = self.searcher.search(match, limit=limit, offset=offset, order_by_field=by, order=Direction.Asc)
        return _count(found), tuple(Found(record_of(self.searcher.doc(address))) for _, address in found.hits)

    def _best(self, query: Query, offset: int, limit: int) -> tuple[int, tuple[Found, ...]]:
        """By score, then by id. tantivy breaks ties by where a record lies, so whole ties are read and sorted here."""
        wanted, reach = offset + limit, offset + limit + SPARE
        found = self.searcher.search(query, limit=reach)
        while len(found.hits) == reach and found.hits[-1][0] == found.hits[wanted - 1][0]:
            reach *= 4
            found = self.searcher.search(query, limit=reach)
        page = self._page(found.hits, offset, wanted)
        return _count(found), tuple(Found(record_of(self.searcher.doc(at)), score) for score, at in page)

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
        """The number of `TIE` decides nearly always; the id itself is read only where it doesn't."""
        ties = self.searcher.fast_field_values(TIE, [address for _, address in hits])
        keys = [(-score, int(tie or 0)) for (score, _), tie in zip(hits, ties, strict=True)]
        repeated = {key for key, times in Counter(keys).items() if times > 1}
        names = [
            str(self.searcher.doc(hit[1]).get_first("id")) if key in repeated else ""
            for key, hit in zip(keys, hits, strict=True)
        ]
        order = sorted(range(len(hits)), key=lambda i: (keys[i], names[i]))
        return [hits[i] for i in order]


def _count(found: SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # the library's stub lacks it
