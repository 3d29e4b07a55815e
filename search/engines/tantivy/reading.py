"""Answering asks over one snapshot of an index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Index, Query, Schema, Searcher
from tantivy import Order as Direction

from search.clauses import Codes
from search.engines.base import Answer, Ask, Found, Order
from search.engines.tantivy.counting import counted
from search.engines.tantivy.schema import TIE, record_of
from search.engines.tantivy.translate import filtered, narrowed, query_of
from search.record import Record

SPARE = 80
"""Hits read beyond a page, so that its edge seldom needs a second look."""

FURTHER = 32
"""Times as many hits are read by the next look: each scores all records again, while reading more hits costs little."""

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

    def answers(self, asks: Sequence[Ask]) -> list[Answer]:
        """Total, hits of the page and counts of each ask."""
        answered: dict[int, Answer] = {}
        for places in _sharing(asks):
            match = query_of(self.schema, asks[places[0]].match)
            counts = counted(self.searcher, self.schema, match, [asks[place] for place in places])
            for place, (total, found) in zip(places, counts, strict=True):
                hits = self._hits(match, asks[place], total)
                answered[place] = Answer(len(hits) if total is None else total, hits, found)
        return [answered[place] for place in range(len(asks))]

    def _hits(self, match: Query, ask: Ask, total: int | None) -> tuple[Found, ...]:
        """Looked for only where there are any."""
        if not ask.limit or (total is not None and total <= ask.offset):
            return ()
        match = narrowed(self.schema, match, ask.filters)
        if ask.order is Order.SCORE and ask.rank is not None:
            return self._best(filtered(match, query_of(self.schema, ask.rank)), ask.offset, ask.limit)
        found = self.searcher.search(
            match, ask.limit, count=False, offset=ask.offset, order_by_field=ask.sorted_by, order=Direction.Asc
        )
        return tuple(Found(record_of(self.searcher.doc(address))) for _, address in found.hits)

    def walk(self, ask: Ask) -> Iterator[Found]:
        """Every hit in the order of the ask: addresses at once, records one by one."""
        match = query_of(self.schema, ask.whole)
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
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]  # the library's stub lacks it

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

    def highest_version(self) -> int:
        """Of all records, 0 without any."""
        found = self.searcher.search(Query.all_query(), 1, count=False, order_by_field="version", order=Direction.Desc)
        return max((int(version) for version, _ in found.hits), default=0)

    def numbers_of(self, field: str, ids: Sequence[str]) -> dict[str, int]:
        """Versions or digests of the records among these ids."""
        if not ids:
            return {}
        found = self.searcher.search(query_of(self.schema, Codes("id", tuple(ids))), limit=len(ids), count=False)
        addresses = [address for _, address in found.hits]
        numbers = self.searcher.fast_field_values(field, addresses)
        names = (str(self.searcher.doc(address).get_first("id")) for address in addresses)
        return {name: int(number or 0) for name, number in zip(names, numbers, strict=True)}

    def _best(self, query: Query, offset: int, limit: int) -> tuple[Found, ...]:
        """By score, then by id. tantivy breaks ties by where a record lies, so whole ties are read and sorted here."""
        wanted, reach = offset + limit, offset + limit + SPARE
        hits = self.searcher.search(query, limit=reach, count=False).hits
        while len(hits) == reach and hits[-1][0] == hits[wanted - 1][0]:
            reach *= FURTHER
            hits = self.searcher.search(query, limit=reach, count=False).hits
        page = self._page(hits, offset, wanted)
        return tuple(Found(record_of(self.searcher.doc(at)), score) for score, at in page)

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


def _sharing(asks: Sequence[Ask]) -> Iterable[list[int]]:
    """Places of the asks that have one and the same match."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, ask in enumerate(asks):
        places[id(ask.match)].append(place)
    return places.values()
