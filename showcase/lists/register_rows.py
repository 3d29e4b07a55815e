"""Listings in force with everything the register filters, counts and shows them by."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.content_version import cached_by_version
from showcase.enterprises.models import Enterprise, FormerName
from showcase.lists.models import AnnouncementPage
from showcase.lists.projection import register_on
from showcase.lists.register import Listing
from showcase.lists.register_query import FACETS, RegisterQuery
from showcase.vocabulary.trees import industry_codes, region_codes


@dataclass(frozen=True, slots=True)
class Unit:
    """A published enterprise, as far as the register needs it; `names` are all its names, lower case."""

    pk: int
    number: int
    name_zh: str
    name_en: str
    region: str
    industries: tuple[str, ...]
    names: str


@dataclass(frozen=True, slots=True)
class Row:
    """A listing in force. `codes`: facet → codes under which it is found, those above included."""

    listing: Listing
    unit: Unit
    codes: Mapping[str, frozenset[str]]


def rows_on(as_of: dt.date) -> tuple[Row, ...]:
    """All rows of a day, by level (highest first), programme and portal number; drafts and invented units left out."""
    return cached_by_version(f"register-rows:{as_of.isoformat()}", lambda: _rows(as_of))


def chosen_rows(rows: Iterable[Row], query: RegisterQuery, without: str = "") -> list[Row]:
    """The rows that a query asks for, leaving out the choices of one facet where `without` names it."""
    text = query.text.casefold()
    wanted = {name: set(codes) for name, codes in query.choices.items() if codes and name != without}
    return [
        row for row in rows if text in row.unit.names and all(row.codes[name] & codes for name, codes in wanted.items())
    ]


def counts(rows: Iterable[Row], query: RegisterQuery) -> dict[str, Counter[str]]:
    """Facet → code → the total one gets when it is the facet's only choice."""
    all_rows = tuple(rows)
    return {
        name: Counter(code for row in chosen_rows(all_rows, query, without=name) for code in row.codes[name])
        for name in FACETS
    }


def _rows(as_of: dt.date) -> tuple[Row, ...]:
    listings = register_on(as_of)
    units = _units({listing.chain.enterprise for listing in listings})
    years = dict(AnnouncementPage.objects.values_list("pk", "year"))
    known = [listing for listing in listings if listing.chain.enterprise in units]
    rows = [_row(listing, units[listing.chain.enterprise], years) for listing in known]
    return tuple(sorted(rows, key=_order))


def _row(listing: Listing, unit: Unit, years: Mapping[int, int]) -> Row:
    codes = {
        "programme": frozenset({listing.chain.programme}),
        "level": frozenset({listing.chain.level}),
        "region": frozenset(region_codes([unit.region])),
        "industry": frozenset(industry_codes(unit.industries)),
        "year": frozenset({str(years[listing.announcement])}),
    }
    return Row(listing, unit, codes)


def _order(row: Row) -> tuple[int, str, int]:
    ranks = {"national": 0, "provincial": 1, "municipal": 2}
    chain = row.listing.chain
    return ranks.get(chain.level, len(ranks)), chain.programme, row.unit.number


def _units(ids: set[int]) -> dict[int, Unit]:
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
        pk: Unit(
            pk, number, zh, en, region, tuple(industries[pk]), "\n".join([zh, en, code or "", *former[pk]]).casefold()
        )
        for pk, number, zh, en, region, code in shown.values_list(*fields)
        if pk in ids
    }
