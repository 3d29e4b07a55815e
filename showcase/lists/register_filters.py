"""The filters of the register: values with counts, and those in force as removable chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from showcase.filters import ChosenFilter, FilterGroup, FilterValue
from showcase.lists.choices import Basis
from showcase.lists.references import AnnouncementRef
from showcase.lists.register_index import RegisterIndex
from showcase.lists.register_query import FACETS, WITH, WITHOUT, RegisterQuery
from showcase.vocabulary.models import CodedTerm, Industry, IndustryLevel, Level, Programme, Region

_PROVINCE = "350000"


def filter_groups(index: RegisterIndex, held: int, query: RegisterQuery) -> tuple[FilterGroup, ...]:
    """One group a facet, counted within a set of spans; values without a listing stay away unless chosen.

    Four queries.
    """
    cities = Region.objects.filter(parent__code=_PROVINCE)
    terms: dict[str, Iterable[CodedTerm]] = {
        "programme": Programme.objects.all(),
        "level": Level.objects.order_by("-position"),
        "region": cities,
        "industry": Industry.objects.filter(level=IndustryLevel.GROUP),
    }
    listed = {name: list(found) for name, found in terms.items()}
    shown_codes = {name: [term.code for term in found] for name, found in listed.items()}
    found = index.counts(held, query, {**shown_codes, "list": ()})
    groups = [_group(name, listed[name], found[name], query) for name in FACETS if name in listed]
    years = sorted({*found["year"], *query.choices.get("year", ())}, reverse=True)
    values = tuple(FilterValue(y, y, found["year"][y], _is_chosen(query, "year", y)) for y in years)
    bases = (FilterValue(b, str(b.label), found["basis"][b], _is_chosen(query, "basis", b)) for b in Basis)
    shown = tuple(value for value in bases if value.count or value.selected)
    return (*groups, FilterGroup("year", _label("year"), values), FilterGroup("basis", _label("basis"), shown))


def xiamen_choices(query: RegisterQuery) -> tuple[FilterValue, ...]:
    """National lists name Xiamen apart from Fujian: the reader says whether it counts."""
    labels = ((WITH, _("with Xiamen")), (WITHOUT, _("without Xiamen")))
    return tuple(FilterValue(code, label, 0, query.xiamen == code) for code, label in labels)


def chosen_filters(query: RegisterQuery, path: str, lists: Mapping[int, AnnouncementRef]) -> tuple[ChosenFilter, ...]:
    """The filters in force, each with the address of the query without it; a code nobody knows is shown as it is."""
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
    found = tuple(
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
        found += (ChosenFilter("xiamen", WITHOUT, _("without Xiamen"), replace(query, xiamen=WITH).address(path)),)
    return found


def _named(terms: QuerySet[Any], query: RegisterQuery, name: str) -> dict[str, CodedTerm]:
    codes = query.choices.get(name, ())
    return {term.code: term for term in terms.filter(code__in=codes)} if codes else {}


def _group(name: str, terms: list[CodedTerm], found: Counter[str], query: RegisterQuery) -> FilterGroup:
    shown = [term for term in terms if found[term.code] or _is_chosen(query, name, term.code)]
    values = tuple(
        FilterValue(
            code=term.code,
            label=term.label,
            count=found[term.code],
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
