"""The register in memory: the spans of every code as a set, so that any day and filters take milliseconds.

Made from the stored spans. An index never changes: after a change a new one is made from it by reading the touched
enterprises, and it equals one made from all spans.
"""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from django.utils.translation import get_language
from pyroaring import BitMap

from showcase.enterprises.merge_rules import SEPARATE, Merged
from showcase.enterprises.names import NameQuery
from showcase.enterprises.pinyin import alphabetical
from showcase.lists.register.fold import Chain
from showcase.lists.register.query import BY_LEVEL, FACETS, WITHOUT, XIAMEN, RegisterQuery, Sort
from showcase.lists.register.rows import Lists, SpanRow, Unit, sort_key

T = TypeVar("T", dt.date, dt.datetime)
V = TypeVar("V")
_TIMES = ("starts", "ends", "learnt", "revised")
_SINCE = "since"
_NONE = BitMap()
Sets = Mapping[str, Mapping[Any, BitMap]]
""""starts", "ends", "since" (days), "learnt", "revised" (moments) and each facet (codes) → value → its spans' keys."""


@dataclass(frozen=True)
class RegisterContext:
    """What the register depends on besides spans.

    `duplicates`: enterprise → all its names, for those that were ever merged into another.
    """

    lists: Lists = field(default_factory=dict)
    merged: Merged = SEPARATE
    duplicates: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class RegisterIndex:
    """Spans by their primary keys, which are below 2³².

    `order`: all of them in the order of the register: highest level first, then programme and portal number.
    `chains`: span → its chain; `spans`: enterprise → its spans in that order.
    """

    context: RegisterContext
    units: Mapping[int, Unit]
    order: Sequence[int]
    chains: Mapping[int, Chain]
    spans: Mapping[int, Sequence[int]]
    sets: Sets

    @classmethod
    def of(cls, rows: Sequence[SpanRow], context: RegisterContext | None = None) -> RegisterIndex:
        """Make an index; `rows` in the order of the register."""
        return cls(
            context=context or RegisterContext(),
            units={row.unit.pk: row.unit for row in rows},
            order=[row.pk for row in rows],
            chains={row.pk: row.chain for row in rows},
            spans=_spans(rows),
            sets=_sets(rows),
        )

    def renewed(self, touched: Collection[int], rows: Sequence[SpanRow], context: RegisterContext) -> RegisterIndex:
        """Return the index after a change.

        `rows`: all current spans of the touched enterprises, in the order of the register.
        """
        coming = RegisterIndex.of(rows, context)
        gone = BitMap(pk for enterprise in touched for pk in self.spans.get(enterprise, ()))
        units = _replaced(self.units, touched, coming.units)
        spans = _replaced(self.spans, touched, coming.spans)
        chains = _replaced(self.chains, gone, coming.chains)
        order = [pk for pk in self.order if pk not in gone]
        for pk in coming.order:
            insort(order, pk, key=lambda pk: sort_key(chains[pk], units[chains[pk].enterprise].number, pk))
        sets = {name: _changed(keyed, gone, coming.sets[name]) for name, keyed in self.sets.items()}
        return RegisterIndex(context, units, order, chains, spans, sets)

    @property
    def merged(self) -> Merged:
        return self.context.merged

    @property
    def newest(self) -> dt.datetime | None:
        """When the register was last extended."""
        return max([*self.sets["learnt"], *self.sets["revised"]], default=None)

    def on(self, as_of: dt.date, known_at: dt.datetime | None = None) -> BitMap:
        """Return the spans that hold on a day, as known at a moment (None: now)."""
        valid = _until(self.sets["starts"], as_of) - _until(self.sets["ends"], as_of)
        return valid & self._known(known_at)

    def chosen(self, held: BitMap, query: RegisterQuery, without: str = "") -> BitMap:
        """Return what the query's text and filters leave of a set; `without`: a facet that is not applied."""
        return self._narrowed(self._searched(held, query), query, without)

    def counts(self, held: BitMap, query: RegisterQuery, shown: Mapping[str, Iterable[str]]) -> dict[str, Counter[str]]:
        """Return facet → code → the total if it were the facet's only choice; only for codes in `shown`.

        A facet that `shown` does not name is counted in full.
        """
        searched = self._searched(held, query)
        return {name: self.count(self._narrowed(searched, query, name), name, shown.get(name)) for name in FACETS}

    def _searched(self, held: BitMap, query: RegisterQuery) -> BitMap:
        found = held & self._with_name(query.text, query.known_at) if query.text else held
        return found - self.sets["region"].get(XIAMEN, _NONE) if query.xiamen == WITHOUT else found

    def _narrowed(self, searched: BitMap, query: RegisterQuery, without: str) -> BitMap:
        for name, codes in query.choices.items():
            if codes and name != without:
                searched = searched & BitMap.union(*(self.sets[name].get(code, _NONE) for code in codes))
        return searched

    def of_unit(self, enterprise: int) -> BitMap:
        """Return all spans of one enterprise."""
        return BitMap(self.spans.get(enterprise, ()))

    def chains_known(self, enterprise: int, before: dt.datetime) -> set[Chain]:
        """Return the chains of an enterprise on any day, as known just before a moment."""
        known = self.of_unit(enterprise) & self._known(before - dt.timedelta(microseconds=1))
        return {self.chains[pk] for pk in known}

    def count(self, held: BitMap, name: str, only: Iterable[str] | None = None) -> Counter[str]:
        """Count the spans of a set under each code of one facet."""
        known = self.sets[name]
        wanted = known if only is None else [code for code in only if code in known]
        found = ((code, held.intersection_cardinality(known[code])) for code in wanted)
        return Counter({code: total for code, total in found if total})

    def page(self, held: BitMap, first: int = 0, count: int | None = None, by: Sort = BY_LEVEL) -> list[int]:
        """Return the spans of a set in an order: `count` of them (None: all) from `first` on.

        Within equal names, days and places they are in the order of the register.
        """
        ordered: Iterable[int] = (pk for pk in self.order if pk in held)
        if key := self._sort_key(by):
            ordered = sorted(ordered, key=key, reverse=by == "since")
        return list(islice(ordered, first, None if count is None else first + count))

    def _sort_key(self, by: Sort) -> Callable[[int], Any] | None:
        match by:
            case "since":
                return self._since.__getitem__
            case "city":
                return lambda pk: ((region := self._unit(pk).region) == "", region)
            case "name":
                language = get_language() or ""
                return lambda pk: alphabetical(self._unit(pk).name_zh, self._unit(pk).name_en, language)
        return None

    def _unit(self, span: int) -> Unit:
        return self.units[self.chains[span].enterprise]

    @cached_property
    def _since(self) -> dict[int, dt.date]:
        return {pk: day for day, spans in self.sets[_SINCE].items() for pk in spans}

    def _with_name(self, text: str, known_at: dt.datetime | None) -> BitMap:
        """Return spans of units with this name, or that a record of this name was merged into by then."""
        query = NameQuery.of(text)
        heads = {self.merged.head(duplicate, known_at) for duplicate in query.among(self.context.duplicates)}
        named = heads.union(query.among(self._names))
        return BitMap(pk for enterprise in named for pk in self.spans.get(enterprise, ()))

    @cached_property
    def _names(self) -> dict[int, str]:
        return {pk: unit.names for pk, unit in self.units.items()}

    def _known(self, known_at: dt.datetime | None) -> BitMap:
        return _until(self.sets["learnt"], known_at) - _until(self.sets["revised"], known_at)


def _replaced(old: Mapping[int, V], gone: Iterable[int], coming: Mapping[int, V]) -> dict[int, V]:
    """Return the old values without those of the keys that are gone, and with those that come."""
    values = dict(old)
    for key in gone:
        values.pop(key, None)
    values.update(coming)
    return values


def _spans(rows: Iterable[SpanRow]) -> dict[int, list[int]]:
    """Return enterprise → its spans, in the order of the rows."""
    spans: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        spans[row.unit.pk].append(row.pk)
    return dict(spans)


def _sets(rows: Iterable[SpanRow]) -> dict[str, dict[Any, BitMap]]:
    keys: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in (*_TIMES, _SINCE, *FACETS)}
    for row in rows:
        keys[_SINCE][row.since or row.valid_from].append(row.pk)
        for name, time in zip(_TIMES, (row.valid_from, row.valid_until, row.known_from, row.known_until), strict=True):
            if time is not None:
                keys[name][time].append(row.pk)
        for name in FACETS:
            for code in row.codes[name]:
                keys[name][code].append(row.pk)
    return {name: {value: BitMap(pks) for value, pks in keyed.items()} for name, keyed in keys.items()}


def _changed(old: Mapping[Any, BitMap], gone: BitMap, coming: Mapping[Any, BitMap]) -> dict[Any, BitMap]:
    """Return the sets without the spans that are gone and with those that come, without empty sets."""
    found = ((value, old.get(value, _NONE) - gone | coming.get(value, _NONE)) for value in old.keys() | coming.keys())
    return {value: spans for value, spans in found if spans}


def _until(times: Mapping[T, BitMap], bound: T | None) -> BitMap:
    """Return the spans whose time is not after the bound (None: all)."""
    return BitMap.union(_NONE, *(spans for time, spans in times.items() if bound is None or time <= bound))
