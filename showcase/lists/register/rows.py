"""Listings from the stored spans, with everything that the register filters, counts and shows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from portal.pages.visibility import in_force, public_pages
from portal.text.dates import Precision
from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import lines_of
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.fold import LEVELS, Chain, Listing
from showcase.lists.register.spans import ListingSpan
from showcase.vocabulary.trees import industry_codes, industry_group_overrides, region_codes, region_parents

Codes = Mapping[str, frozenset[str]]

_SPAN = (
    *("pk", "enterprise_id", "programme__code", "level__code", "announcement_id"),
    *("valid_from", "valid_until", "known_from", "known_until", "since"),
)
_ROW = (
    *("pk", "enterprise_id", "programme__code", "level__code", "announcement_id", "event_id"),
    *("since", "since_precision", "name", "reverified_on"),
    *("event__entry__position", "event__entry__serial", "event__entry__file_name"),
    *("event__entry__file_sheet", "event__entry__file_row", "event__entry__file_sha256"),
)
_FEW = 500  # primary keys per query
_RANKS = {level: -rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A published enterprise as the register needs it; `names`: its names as `NameQuery.finds` reads them."""

    pk: int
    number: int
    name_zh: str = field(compare=False)
    name_en: str = field(compare=False)
    region: str = field(compare=False)
    industries: tuple[str, ...] = field(compare=False)
    names: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A stored span. `codes`: facet → codes under which it is found, those above included.

    `since`: first day of the listing, which is before that of the span where it was changed; None: that of the span.
    """

    pk: int
    unit: Unit
    chain: Chain
    codes: Codes
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None
    since: dt.date | None = None


Lists = Mapping[int, tuple[str, str]]
"""Public announcement → (year, basis)."""
SortKey = tuple[int, str, int, int]
_Coder = Callable[[Unit, str, str, int], Codes]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The row of a notice that a listing rests on: position in our copy, printed number, place in the file."""

    position: int | None = None
    serial: str = ""
    file_name: str = ""
    file_sheet: str = ""
    file_row: int | None = None
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A listing in force; `pk` is that of its span."""

    pk: int
    listing: Listing
    unit: Unit
    printed: PrintedRow = PrintedRow()


def public_lists() -> Lists:
    """Return the public announcements without invented ones; one query."""
    pages = public_pages(AnnouncementPage.objects.all()).filter(is_example=False)
    return {pk: (str(year), basis) for pk, year, basis in pages.values_list("pk", "year", "basis")}


def span_rows(lists: Lists, enterprises: Collection[int] | None = None) -> list[SpanRow]:
    """Return the spans of published enterprises on these announcements, in the order of the register.

    Invented enterprises are left out. All enterprises take six queries; some take as many per 500 of them.
    """
    codes = _coder(lists)
    rows = [row for some in _portions(enterprises) for row in _some_rows(lists, codes, some)]
    return sorted(rows, key=sort_key_of)


def sort_key_of(row: SpanRow) -> SortKey:
    """Return the sort key of a row."""
    return sort_key(row.chain, row.unit.number, row.pk)


def sort_key(chain: Chain, number: int, pk: int) -> SortKey:
    """Return the key that sorts the register: highest level first, then programme, portal number and span."""
    return _RANKS.get(chain.level, 1), chain.programme, number, pk


def _portions(enterprises: Collection[int] | None) -> Iterator[Collection[int] | None]:
    if enterprises is None:
        yield None
        return
    left = iter(sorted(enterprises))
    while some := list(islice(left, _FEW)):
        yield some


def _some_rows(lists: Lists, codes: _Coder, enterprises: Collection[int] | None) -> Iterator[SpanRow]:
    units = _units(enterprises)
    spans = _of(ListingSpan.objects.all(), "enterprise", enterprises)
    for pk, enterprise, programme, level, announcement, *times in spans.values_list(*_SPAN).iterator():
        if (unit := units.get(enterprise)) and announcement in lists:
            chain = Chain(enterprise, programme, level)
            yield SpanRow(pk, unit, chain, codes(unit, programme, level, announcement), *times)


def resting_on(lists: Collection[int]) -> set[int]:
    """Return the enterprises with a span that rests on one of these announcements; one query."""
    found = ListingSpan.objects.filter(announcement__in=lists).values_list("enterprise_id", flat=True)
    return set(found.distinct()) if lists else set()


def names_of_duplicates() -> dict[int, str]:
    """Return published enterprise ever merged into another → its names as in `Unit`; two queries."""
    duplicates = Enterprise.objects.filter(merges__isnull=False, live=True, is_example=False).distinct()
    lines = lines_of(duplicates.values_list("pk", flat=True))
    return {pk: "\n".join(found) for pk, found in lines.items()}


def rows_of(keys: list[int], units: Mapping[int, Unit]) -> Iterator[Row]:
    """Yield the listings of these spans in the given order; one query."""
    spans = ListingSpan.objects.all()
    if len(keys) <= _FEW:
        spans = spans.filter(pk__in=keys)
    wanted = set(keys)
    found = {values[0]: values for values in spans.values_list(*_ROW).iterator() if values[0] in wanted}
    return (_row(found[key], units) for key in keys if key in found)


def _row(values: tuple, units: Mapping[int, Unit]) -> Row:
    pk, enterprise, programme, level, announcement, event, since, precision, name, reverified, *printed = values
    listing = Listing(
        Chain(enterprise, programme, level), since, Precision(precision), announcement, event, name, reverified
    )
    position, serial, file_name, sheet, row, sha256 = printed
    return Row(
        pk,
        listing,
        units[enterprise],
        PrintedRow(position, serial or "", file_name or "", sheet or "", row, sha256 or ""),
    )


def _coder(lists: Lists) -> _Coder:
    """Return a function from unit, programme, level and announcement to codes; each set is made once."""
    parents, groups = region_parents(), industry_group_overrides()
    one = cache(lambda code: frozenset({code}))
    regions = cache(lambda code: region_codes([code], parents))
    industries = cache(lambda codes: industry_codes(codes, groups))

    def codes(unit: Unit, programme: str, level: str, announcement: int) -> Codes:
        year, basis = lists[announcement]
        return {
            "programme": one(programme),
            "level": one(level),
            "region": regions(unit.region),
            "industry": industries(unit.industries),
            "year": one(year),
            "basis": one(basis),
            "list": one(str(announcement)),
        }

    return codes


def _units(enterprises: Collection[int] | None) -> dict[int, Unit]:
    """Return primary key → published enterprise with codes and names; three queries."""
    industries: dict[int, list[str]] = defaultdict(list)
    through = _of(Enterprise.industries.through.objects.all(), "enterprise", enterprises)
    for pk, code in through.values_list("enterprise_id", "industry__code"):
        industries[pk].append(code)
    lines = lines_of(enterprises)
    fields = ("pk", "number", "name_zh", "name_en", "region__code")
    shown = _of(Enterprise.objects.filter(in_force(), is_example=False), "pk", enterprises)
    return {
        pk: Unit(pk, number, zh, en, region, tuple(sorted(industries[pk])), "\n".join(lines.get(pk, ())))
        for pk, number, zh, en, region in shown.values_list(*fields)
    }


def _of(rows: QuerySet[Any], field_name: str, enterprises: Collection[int] | None) -> QuerySet[Any]:
    return rows if enterprises is None else rows.filter(**{f"{field_name}__in": enterprises})
