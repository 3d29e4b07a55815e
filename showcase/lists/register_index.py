"""The register in memory: every span's codes as sets of bits, so that any day and any filters cost microseconds.

Made from the stored projection; `current_index` keeps one in the process until the register changes.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

from portal import content_version
from showcase.enterprises.merging.models import recorded_merges
from showcase.enterprises.merging.rules import SEPARATE, Merged
from showcase.lists.bits import bits_of, members
from showcase.lists.register import Chain
from showcase.lists.register_query import FACETS, WITHOUT, XIAMEN, RegisterQuery
from showcase.lists.register_rows import SpanRow, Unit, names_of_duplicates, span_rows

T = TypeVar("T", dt.date, dt.datetime)


class RegisterIndex:
    """Spans in the order the register shows them: highest level first, then programme and portal number."""

    def __init__(
        self, rows: Sequence[SpanRow], merged: Merged = SEPARATE, duplicates: Mapping[int, str] | None = None
    ) -> None:
        """`duplicates`: enterprise → all its names, of those that were ever merged into another."""
        self.merged = merged
        self.size = len(rows)
        self.pks = tuple(row.pk for row in rows)
        self.units = {row.unit.pk: row.unit for row in rows}
        self.chains = tuple(row.chain for row in rows)
        self._starts = _by_time(((row.valid_from, at) for at, row in enumerate(rows)), self.size)
        self._ends = _by_time(((row.valid_until, at) for at, row in enumerate(rows) if row.valid_until), self.size)
        self._learnt = _by_time(((row.known_from, at) for at, row in enumerate(rows)), self.size)
        self._revised = _by_time(((row.known_until, at) for at, row in enumerate(rows) if row.known_until), self.size)
        self._codes = {name: self._coded(name, rows) for name in FACETS}
        self.newest = max([*self._learnt, *self._revised], default=None)
        """When the register last learnt something."""
        self._spans_of: dict[Unit, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            self._spans_of[row.unit].append(at)
        self._names = [(unit.names, spans) for unit, spans in self._spans_of.items()]
        self._duplicates = tuple((duplicates or {}).items())

    def on(self, as_of: dt.date, known_at: dt.datetime | None = None) -> int:
        """The set of spans that hold on a day, as known at a moment (None = now)."""
        valid = _until(self._starts, as_of) & ~_until(self._ends, as_of)
        return valid & _until(self._learnt, known_at) & ~_until(self._revised, known_at)

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
        found = held & self._named(query.text, query.known_at) if query.text else held
        return found & ~self._codes["region"].get(XIAMEN, 0) if query.xiamen == WITHOUT else found

    def _narrowed(self, searched: int, query: RegisterQuery, without: str) -> int:
        for name, codes in query.choices.items():
            if codes and name != without:
                searched &= self._any(name, codes)
        return searched

    def of_unit(self, enterprise: int) -> int:
        """All spans of one enterprise."""
        unit = self.units.get(enterprise)
        return bits_of(self._spans_of[unit], self.size) if unit else 0

    def chains_known(self, enterprise: int, before: dt.datetime) -> set[Chain]:
        """The chains of an enterprise on any day, as known just before a moment."""
        last = before - dt.timedelta(microseconds=1)
        known = self.of_unit(enterprise) & _until(self._learnt, last) & ~_until(self._revised, last)
        return {self.chains[at] for at in members(known)}

    def count(self, held: int, name: str, only: Iterable[str] | None = None) -> Counter[str]:
        """Of a set, how many stand under each code of one facet."""
        known = self._codes[name]
        wanted = known if only is None else [code for code in only if code in known]
        found = ((code, (held & known[code]).bit_count()) for code in wanted)
        return Counter({code: total for code, total in found if total})

    def page(self, held: int, first: int = 0, count: int | None = None) -> list[int]:
        """Keys of the spans of a set, in the order of the register."""
        return [self.pks[at] for at in members(held, first, count)]

    def _any(self, name: str, codes: Iterable[str]) -> int:
        found = 0
        for code in codes:
            found |= self._codes[name].get(code, 0)
        return found

    def _named(self, text: str, known_at: dt.datetime | None) -> int:
        """By any name, those included of a record that counted as the unit at that moment."""
        wanted = text.casefold()
        found = bits_of((at for names, spans in self._names if wanted in names for at in spans), self.size)
        for duplicate, names in self._duplicates:
            if wanted in names:
                found |= self.of_unit(self.merged.head(duplicate, known_at))
        return found

    def _coded(self, name: str, rows: Sequence[SpanRow]) -> dict[str, int]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            for code in row.codes[name]:
                numbers[code].append(at)
        return {code: bits_of(found, self.size) for code, found in numbers.items()}


@dataclass(frozen=True)
class Kept:
    """An index and the mark under which the cache knows it: clearing the cache makes it out of date."""

    mark: str
    index: RegisterIndex


_lock = threading.Lock()
_kept: list[Kept] = []
_process = secrets.token_hex(8)


def current_index() -> RegisterIndex:
    """The index of the register as it is now; made by the first who asks after a change, one at a time."""
    key = f"register-index:{content_version.current_register()}:{_process}"
    with _lock:
        mark = cache.get(key)
        if mark is None or not _kept or _kept[0].mark != mark:
            mark = secrets.token_hex(8)
            _kept[:] = [Kept(mark, RegisterIndex(span_rows(), recorded_merges(), names_of_duplicates()))]
            cache.set(key, mark, None)
        return _kept[0].index


def _by_time(pairs: Iterable[tuple[T, int]], size: int) -> dict[T, int]:
    """Time → the spans of which it is one bound."""
    numbers: dict[T, list[int]] = defaultdict(list)
    for time, at in pairs:
        numbers[time].append(at)
    return {time: bits_of(found, size) for time, found in numbers.items()}


def _until(times: Mapping[T, int], bound: T | None) -> int:
    """The spans whose time is not after the bound (None = all)."""
    found = 0
    for time, bits in times.items():
        if bound is None or time <= bound:
            found |= bits
    return found
