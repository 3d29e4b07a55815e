"""Listings with everything the register filters, counts and shows them by, from the stored projection."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from portal.dates import Precision
from showcase.enterprises.models import Enterprise, FormerName
from showcase.lists.models import AnnouncementPage
from showcase.lists.register import LEVELS, Chain, Listing
from showcase.lists.spans import ListingSpan
from showcase.vocabulary.trees import industry_codes, industry_group_overrides, region_codes, region_parents

Codes = Mapping[str, frozenset[str]]

_SPAN = (
    *("pk", "enterprise_id", "programme__code", "level__code", "announcement_id"),
    *("valid_from", "valid_until", "known_from", "known_until"),
)
_ROW = (
    *("pk", "enterprise_id", "programme__code", "level__code", "announcement_id", "event_id"),
    *("since", "since_precision", "name", "reverified_on"),
    *("event__entry__position", "event__entry__serial", "event__entry__file_name"),
    *("event__entry__file_sheet", "event__entry__file_row", "event__entry__file_sha256"),
)
_BOTH_NAMES = ("name_zh", "name_en")
_FEW = 500  # keys that go into one query


@dataclass(frozen=True, slots=True)
class Unit:
    """A published enterprise, as far as the register needs it; `names` are all its names, lower case."""

    pk: int
    number: int
    name_zh: str = field(compare=False)
    name_en: str = field(compare=False)
    region: str = field(compare=False)
    industries: tuple[str, ...] = field(compare=False)
    names: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A span of the projection. `codes`: facet → codes under which it is found, those above included."""

    pk: int
    unit: Unit
    chain: Chain
    codes: Codes
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The row of the notice a listing rests on: its place in our copy, its number as printed, and where in the file."""

    position: int | None = None
    serial: str = ""
    file_name: str = ""
    file_sheet: str = ""
    file_row: int | None = None
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A listing in force; `pk` is its span's."""

    pk: int
    listing: Listing
    unit: Unit
    printed: PrintedRow = PrintedRow()


def span_rows() -> list[SpanRow]:
    """All spans of published enterprises on public announcements, invented ones left out, in the register's order.

    Six queries, whatever their number.
    """
    units, cited = _units(), _public_announcements()
    codes = _coder(cited)
    rows = [
        SpanRow(pk, unit, Chain(enterprise, programme, level), codes(unit, programme, level, announcement), *times)
        for pk, enterprise, programme, level, announcement, *times in ListingSpan.objects.values_list(*_SPAN).iterator()
        if (unit := units.get(enterprise)) and announcement in cited
    ]
    ranks = {level: -rank for rank, level in enumerate(LEVELS)}
    rows.sort(key=lambda row: (ranks.get(row.chain.level, 1), row.chain.programme, row.unit.number, row.pk))
    return rows


def names_of_duplicates() -> dict[int, str]:
    """Published enterprise that was ever merged into another → all its names, lower case; two queries."""
    duplicates = Enterprise.objects.filter(merges__isnull=False, live=True, is_example=False).distinct()
    former: dict[int, list[str]] = defaultdict(list)
    for pk, zh, en in FormerName.objects.filter(enterprise__in=duplicates).values_list("enterprise_id", *_BOTH_NAMES):
        former[pk] += [zh, en]
    rows = duplicates.values_list("pk", *_BOTH_NAMES, "credit_code")
    return {pk: _names(zh, en, code or "", *former[pk]) for pk, zh, en, code in rows}


def rows_of(keys: list[int], units: Mapping[int, Unit]) -> Iterator[Row]:
    """The listings of these spans in the order given; one query."""
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


def _public_announcements() -> dict[int, tuple[str, str]]:
    """Key → (year, basis)."""
    pages = AnnouncementPage.objects.live().public().filter(is_example=False)
    return {pk: (str(year), basis) for pk, year, basis in pages.values_list("pk", "year", "basis")}


def _coder(cited: Mapping[int, tuple[str, str]]) -> Callable[[Unit, str, str, int], Codes]:
    """A function from unit, programme, level and announcement to codes; each set is made once."""
    parents, groups = region_parents(), industry_group_overrides()
    one = cache(lambda code: frozenset({code}))
    regions = cache(lambda code: region_codes([code], parents))
    industries = cache(lambda codes: industry_codes(codes, groups))

    def codes(unit: Unit, programme: str, level: str, announcement: int) -> Codes:
        year, basis = cited[announcement]
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


def _units() -> dict[int, Unit]:
    """Published enterprises with their codes and names; three queries."""
    industries: dict[int, list[str]] = defaultdict(list)
    for pk, code in Enterprise.industries.through.objects.values_list("enterprise_id", "industry__code"):
        industries[pk].append(code)
    former: dict[int, list[str]] = defaultdict(list)
    for pk, zh, en in FormerName.objects.values_list("enterprise_id", "name_zh", "name_en"):
        former[pk] += [zh, en]
    fields = ("pk", "number", "name_zh", "name_en", "region__code", "credit_code")
    shown = Enterprise.objects.filter(live=True, is_example=False)
    return {
        pk: Unit(pk, number, zh, en, region, tuple(sorted(industries[pk])), _names(zh, en, code or "", *former[pk]))
        for pk, number, zh, en, region, code in shown.values_list(*fields)
    }


def _names(*names: str) -> str:
    return "\n".join(names).casefold()
