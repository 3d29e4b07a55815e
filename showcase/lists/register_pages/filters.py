"""The filters of the register: values with counts, and the chosen ones as removable chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pyroaring import BitMap

from showcase.filters import ChosenFilter, FilterGroup, FilterValue
from showcase.lists.choices import Basis
from showcase.lists.panels import CountedTerm, SummaryLine
from showcase.lists.references import AnnouncementRef
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.query import FACETS, WITH, WITHOUT, RegisterQuery
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import CodedTerm, Industry, Level, Programme, Region

_PROVINCE = "350000"

SUMMARISED = ("level", "programme", "region")
"""Facets that are summed up above the rows."""


def filter_groups(index: RegisterIndex, held: BitMap, query: RegisterQuery) -> tuple[FilterGroup, ...]:
    """Return one group per facet, counted within a set of spans; hides unchosen values without a listing.

    Four queries.
    """
    cities = Region.objects.filter(parent__code=_PROVINCE)
    terms: dict[str, Iterable[CodedTerm]] = {
        "programme": Programme.objects.all(),
        "level": Level.objects.order_by("-position"),
        "region": cities,
        "industry": Industry.objects.filter(level=IndustryLevel.GROUP),
    }
    listed = {name: list(rows) for name, rows in terms.items()}
    shown_codes = {name: [term.code for term in rows] for name, rows in listed.items()}
    counts = index.counts(held, query, {**shown_codes, "list": ()})
    groups = [_group(name, listed[name], counts[name], query) for name in FACETS if name in listed]
    years = sorted({*counts["year"], *query.choices.get("year", ())}, reverse=True)
    values = tuple(FilterValue(y, y, counts["year"][y], _is_chosen(query, "year", y)) for y in years)
    bases = (FilterValue(b, str(b.label), counts["basis"][b], _is_chosen(query, "basis", b)) for b in Basis)
    shown = tuple(value for value in bases if value.count or value.selected)
    return (*groups, FilterGroup("year", _label("year"), values), FilterGroup("basis", _label("basis"), shown))


def summary_of(groups: Iterable[FilterGroup], query: RegisterQuery, path: str) -> tuple[SummaryLine, ...]:
    """Return the listings by level, programme and city, each count with the address of those listings alone."""
    found = {group.name: group for group in groups}
    return tuple(
        SummaryLine(found[name].label, tuple(_counted(name, value, query, path) for value in found[name].values))
        for name in SUMMARISED
        if name in found and found[name].values
    )


def _counted(name: str, value: FilterValue, query: RegisterQuery, path: str) -> CountedTerm:
    chosen = query.without(name, value.code) if value.selected else query.only(name, value.code)
    return CountedTerm(value.label, value.count, chosen.address(path), value.selected, value.language)


def xiamen_choices(query: RegisterQuery) -> tuple[FilterValue, ...]:
    """Return the choices "with Xiamen" and "without": national lists name Xiamen apart from Fujian."""
    labels = ((WITH, _("with Xiamen")), (WITHOUT, _("without Xiamen")))
    return tuple(FilterValue(code, label, 0, query.xiamen == code) for code, label in labels)


def chosen_filters(query: RegisterQuery, path: str, lists: Mapping[int, AnnouncementRef]) -> tuple[ChosenFilter, ...]:
    """Return the chosen filters, each with the address that removes it; an unknown code is shown as it is."""
    named = {
        "programme": _named(Programme.objects.all(), query, "programme"),
        "level": _named(Level.objects.all(), query, "level"),
        "region": _named(Region.objects.all(), query, "region"),
        "industry": _named(Industry.objects.all(), query, "industry"),
    }
    plain = {
        "basis": {str(basis.value): str(basis.label) for basis in Basis},
        "list": {str(pk): ref.title for pk, ref in lists.items()},
    }
    chosen = tuple(
        ChosenFilter(
            name=name,
            code=code,
            label=term.label if (term := named.get(name, {}).get(code)) else plain.get(name, {}).get(code, code),
            remove_url=query.without(name, code).address(path),
            language=term.label_language if term else "",
        )
        for name in FACETS
        for code in query.choices.get(name, ())
    )
    if query.xiamen == WITHOUT:
        chosen += (ChosenFilter("xiamen", WITHOUT, _("without Xiamen"), replace(query, xiamen=WITH).address(path)),)
    return chosen


def _named(terms: QuerySet[Any], query: RegisterQuery, name: str) -> dict[str, CodedTerm]:
    codes = query.choices.get(name, ())
    return {term.code: term for term in terms.filter(code__in=codes)} if codes else {}


def _group(name: str, terms: list[CodedTerm], counts: Counter[str], query: RegisterQuery) -> FilterGroup:
    shown = [term for term in terms if counts[term.code] or _is_chosen(query, name, term.code)]
    values = tuple(
        FilterValue(
            code=term.code,
            label=term.label,
            count=counts[term.code],
            selected=_is_chosen(query, name, term.code),
            language=term.label_language,
        )
        for term in shown
    )
    return FilterGroup(name, _label(name), values)


def _is_chosen(query: RegisterQuery, name: str, code: str) -> bool:
    return code in query.choices.get(name, ())


def _label(name: str) -> str:
    labels: dict[str, Callable[[], str]] = {
        "programme": lambda: _("Programme"),
        "level": lambda: _("Level"),
        "region": lambda: _("City"),
        "industry": lambda: _("Industry"),
        "year": lambda: _("Year of the list"),
        "basis": lambda: _("Basis"),
    }
    return labels[name]()
