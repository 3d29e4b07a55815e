"""The register in memory: every span's codes as sets of bits, so that any day and any filters cost microseconds.

Made from the stored projection. An index never changes: after a change the next one is made from it, by reading the
enterprises that the change touched, and is equal to one made from nothing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from showcase.enterprises.merging.rules import SEPARATE, Merged
from showcase.enterprises.names import NameQuery
from showcase.lists.bits import Renumbering, bits_of, members
from showcase.lists.register import Chain
from showcase.lists.register_query import FACETS, WITHOUT, XIAMEN, RegisterQuery
from showcase.lists.register_rows import Lists, Place, SpanRow, Unit, place_in_order, place_of

T = TypeVar("T", dt.date, dt.datetime)
_FEW = 200
_TIMES = ("starts", "ends", "learnt", "revised")
Sets = dict[str, dict[Any, int]]
"""Under “starts”, “ends” (days), “learnt”, “revised” (moments) and each facet (codes): the set of spans of each."""


@dataclass(frozen=True)
class Around:
    """What the register rests on besides spans.

    `duplicates`: enterprise → all its names, of those that were ever merged into another.
    """

    lists: Lists = field(default_factory=dict)
    merged: Merged = SEPARATE
    duplicates: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class RegisterIndex:
    """Spans in the order the register shows them: highest level first, then programme and portal number.

    A span is the number of its place; `pks`, `chains` and `names` hold one value a place.
    """

    around: Around
    units: Mapping[int, Unit]
    pks: tuple[int, ...]
    chains: tuple[Chain, ...]
    names: tuple[str, ...]
    sets: Sets

    @classmethod
    def of(cls, rows: Sequence[SpanRow], around: Around | None = None) -> RegisterIndex:
        """`rows` in the register's order."""
        return cls(
            around=around or Around(),
            units={row.unit.pk: row.unit for row in rows},
            pks=tuple(row.pk for row in rows),
            chains=tuple(row.chain for row in rows),
            names=tuple(row.unit.names for row in rows),
            sets=_sets(enumerate(rows), len(rows)),
        )

    def renewed(self, touched: Collection[int], rows: Sequence[SpanRow], around: Around) -> RegisterIndex:
        """The index after a change: `rows` are all spans now of the enterprises touched, in the register's order."""
        old = self._places_of(touched)
        before = [bisect_left(range(self.size), place_of(row), key=self._place) for row in rows]
        numbers = Renumbering.of(self.size, old, before)
        units = dict(self.units)
        for pk in touched:
            units.pop(pk, None)
        coming = _sets(zip(numbers.places, rows, strict=True), numbers.new_size)
        return RegisterIndex(
            around=around,
            units=units | {row.unit.pk: row.unit for row in rows},
            pks=numbers.of_all(self.pks, (row.pk for row in rows)),
            chains=numbers.of_all(self.chains, (row.chain for row in rows)),
            names=numbers.of_all(self.names, (row.unit.names for row in rows)),
            sets={name: _renumbered(sets, coming[name], numbers) for name, sets in self.sets.items()},
        )

    @property
    def size(self) -> int:
        return len(self.pks)

    @property
    def merged(self) -> Merged:
        return self.around.merged

    @property
    def newest(self) -> dt.datetime | None:
        """When the register last learnt something."""
        return max([*self.sets["learnt"], *self.sets["revised"]], default=None)

    def on(self, as_of: dt.date, known_at: dt.datetime | None = None) -> int:
        """The set of spans that hold on a day, as known at a moment (None = now)."""
        valid = _until(self.sets["starts"], as_of) & ~_until(self.sets["ends"], as_of)
        return valid & self._known(known_at)

    def chosen(self, held: int, query: RegisterQuery, without: str = "") -> int:
        """What the query's text and filters leave of a set; `without` names a facet that is not applied."""
        return self._narrowed(self._searched(held, query), query, without)

    def counts(self, held: int, query: RegisterQuery, shown: Mapping[str, Iterable[str]]) -> dict[str, Counter[str]]:
        """Facet → code → the total one gets when it is the facet's only choice; only of the codes to be shown.

        A facet that `shown` doesn't name is counted whole.
        """
        searched = self._searched(held, query)
        return {name: self.count(self._narrowed(searched, query, name), name, shown.get(name)) for name in FACETS}

    def _searched(self, held: int, query: RegisterQuery) -> int:
        found = held & self._with_name(query.text, query.known_at) if query.text else held
        return found & ~self.sets["region"].get(XIAMEN, 0) if query.xiamen == WITHOUT else found

    def _narrowed(self, searched: int, query: RegisterQuery, without: str) -> int:
        for name, codes in query.choices.items():
            if codes and name != without:
                searched &= self._any(name, codes)
        return searched

    def of_unit(self, enterprise: int) -> int:
        """All spans of one enterprise."""
        unit = self.units.get(enterprise)
        return bits_of(self._places(unit), self.size) if unit else 0

    def chains_known(self, enterprise: int, before: dt.datetime) -> set[Chain]:
        """The chains of an enterprise on any day, as known just before a moment."""
        known = self.of_unit(enterprise) & self._known(before - dt.timedelta(microseconds=1))
        return {self.chains[at] for at in members(known)}

    def count(self, held: int, name: str, only: Iterable[str] | None = None) -> Counter[str]:
        """Of a set, how many stand under each code of one facet."""
        known = self.sets[name]
        wanted = known if only is None else [code for code in only if code in known]
        found = ((code, (held & known[code]).bit_count()) for code in wanted)
        return Counter({code: total for code, total in found if total})

    def page(self, held: int, first: int = 0, count: int | None = None) -> list[int]:
        """Keys of the spans of a set, in the order of the register."""
        return [self.pks[at] for at in members(held, first, count)]

    def _any(self, name: str, codes: Iterable[str]) -> int:
        found = 0
        for code in codes:
            found |= self.sets[name].get(code, 0)
        return found

    def _with_name(self, text: str, known_at: dt.datetime | None) -> int:
        """By any name, those included of a record that counted as the unit at that moment."""
        query = NameQuery.of(text)
        found = bits_of(query.among(self.names), self.size)
        for duplicate, names in self.around.duplicates.items():
            if query.finds(names):
                found |= self.of_unit(self.merged.head(duplicate, known_at))
        return found

    def _known(self, known_at: dt.datetime | None) -> int:
        return _until(self.sets["learnt"], known_at) & ~_until(self.sets["revised"], known_at)

    def _places(self, unit: Unit) -> Iterator[int]:
        """Where a unit's spans stand: beside each other in every programme of every level."""
        for level in self.sets["level"]:
            for programme in self.sets["programme"]:
                chain = Chain(unit.pk, programme, level)
                at = bisect_left(range(self.size), place_in_order(chain, unit.number, 0), key=self._place)
                while at < self.size and self.chains[at] == chain:
                    yield at
                    at += 1

    def _places_of(self, enterprises: Collection[int]) -> list[int]:
        """Where the spans of these stand: few are looked up, for many all places are looked through."""
        if len(enterprises) > _FEW:
            return [at for at, chain in enumerate(self.chains) if chain.enterprise in enterprises]
        found = (self.units[pk] for pk in enterprises if pk in self.units)
        return [at for unit in found for at in self._places(unit)]

    def _place(self, at: int) -> Place:
        chain = self.chains[at]
        return place_in_order(chain, self.units[chain.enterprise].number, self.pks[at])


def _renumbered(sets: Mapping[Any, int], coming: Mapping[Any, int], numbers: Renumbering) -> dict[Any, int]:
    """The sets with what is coming, without those that are empty then."""
    found = dict(coming)
    for key, bits in sets.items():
        if now := numbers.of_set(bits) | found.get(key, 0):
            found[key] = now
    return found


def _sets(places: Iterable[tuple[int, SpanRow]], size: int) -> Sets:
    """Of the spans at these places."""
    numbers: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in (*_TIMES, *FACETS)}
    for at, row in places:
        for name, time in zip(_TIMES, (row.valid_from, row.valid_until, row.known_from, row.known_until), strict=True):
            if time is not None:
                numbers[name][time].append(at)
        for name in FACETS:
            for code in row.codes[name]:
                numbers[name][code].append(at)
    return {name: {key: bits_of(found, size) for key, found in keyed.items()} for name, keyed in numbers.items()}


def _until(times: Mapping[T, int], bound: T | None) -> int:
    """The spans whose time is not after the bound (None = all)."""
    found = 0
    for time, bits in times.items():
        if bound is None or time <= bound:
            found |= bits
    return found
