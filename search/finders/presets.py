"""What an editor may preset on a finder: terms by choosers, values of the other facets from one list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from search.core.facets import FACETS, Facet
from search.page.labels import TERM_MODELS, VALUES, facet_label

BY_CHOOSER = ("industry", "technique", "region")
FIRST_YEAR, LAST_YEAR = 2010, 2040

Options = list[tuple[str, list[tuple[str, str]]]]


def other_values() -> Options:
    """Return all values of the facets without a chooser, grouped, as (`facet:code`, label).

    Costs one query for each vocabulary.
    """
    facets = [facet for facet in FACETS if facet.name not in BY_CHOOSER]
    return [("", [("", "---------")]), *((facet_label(facet), list(_values(facet))) for facet in facets)]


def known_values() -> set[str]:
    """Return every `facet:code` that may be chosen."""
    return {value for _group, values in other_values() for value, _label in values if value}


def _values(facet: Facet) -> Iterable[tuple[str, str]]:
    return ((f"{facet.name}:{code}", label) for code, label in _codes(facet.name))


def _codes(facet: str) -> Iterable[tuple[str, str]]:
    if facet in TERM_MODELS:
        terms: Iterable[Any] = TERM_MODELS[facet].objects.all()
        return [(term.code, str(term)) for term in terms]
    if facet == "year":
        return [(str(year), str(year)) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)]
    return [(str(code), str(label)) for code, label in VALUES[facet].choices]
