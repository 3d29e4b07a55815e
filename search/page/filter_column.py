"""The filter column of a search page: facets as trees of boxes to tick, and the chosen values as removable chips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from search.core.facets import FACETS, Facet
from search.core.query import EVERY_FIGURE, SearchQuery
from search.core.ranges import RANGES
from search.core.results import FacetCounts, FacetValue, RangeCounts, SearchResults
from search.core.typed_ranges import field_names
from search.page.labels import Label, facet_label, labels, parent_of
from search.page.range_words import giving, range_name, range_numbers, range_sentence, range_unit
from showcase.filters import ChosenFilter, FigureChoice, FilterGroup, FilterValue, FreeRange

# A longer list hides the rest behind "All n".
SHOWN = 8

Labels = Mapping[str, Mapping[str, Label]]


def labels_of(results: SearchResults) -> Labels:
    """Return facet → code → label of every value in the results."""
    return {counts.facet.name: labels(counts.facet.name, (v.code for v in counts.values)) for counts in results.facets}


def filter_groups(results: SearchResults, names: Labels) -> tuple[FilterGroup, ...]:
    """Return the facets in their order, then the amounts; leaves out a facet without values."""
    groups = (_group(counts, names[counts.facet.name]) for counts in results.facets if counts.values)
    ranges = (_ranges(counts) for counts in results.ranges if counts.shown)
    return (*(group for group in groups if group.values), *ranges)


def _ranges(counts: RangeCounts) -> FilterGroup:
    facet = counts.facet
    return FilterGroup(
        name=facet.parameter,
        label=range_name(facet),
        values=tuple(
            FilterValue(value.code, range_numbers(facet, value.code), value.count, value.selected)
            for value in counts.values
        ),
        unit=range_unit(facet),
        free=FreeRange(*field_names(facet)),
    )


def figure_choice(results: SearchResults) -> FigureChoice:
    """Return the box that widens the figures, and a line for each amount whose ranges are not offered."""
    notes = tuple(giving(c.facet, c.given) for c in results.ranges if c.given and not c.shown)
    return FigureChoice("figures", EVERY_FIGURE, results.query.widened, notes)


def _group(counts: FacetCounts, names: Mapping[str, Label]) -> FilterGroup:
    values = {value.code: value for value in counts.values if value.code in names}
    children = _children(counts.facet, values)
    roots = children.pop("", [])
    return FilterGroup(
        name=counts.facet.parameter,
        label=facet_label(counts.facet),
        values=tuple(_value(code, values, children, names, position >= SHOWN) for position, code in enumerate(roots)),
    )


def _children(facet: Facet, values: Mapping[str, FacetValue]) -> dict[str, list[str]]:
    """Return parent code → codes below it, in the order of the counts; "" holds those without a parent here."""
    above = parent_of(facet)
    found: dict[str, list[str]] = {}
    for code in values:
        parent = above(code)
        while parent is not None and parent not in values:
            parent = above(parent)
        found.setdefault(parent or "", []).append(code)
    return found


def _value(
    code: str,
    values: Mapping[str, FacetValue],
    children: Mapping[str, list[str]],
    names: Mapping[str, Label],
    folded: bool,
) -> FilterValue:
    value, label = values[code], names[code]
    return FilterValue(
        code=code,
        label=label.text,
        count=value.count,
        selected=value.selected,
        children=tuple(_value(child, values, children, names, False) for child in children.get(code, ())),
        language=label.language,
        is_folded=folded,
    )


def chosen_filters(query: SearchQuery, names: Labels) -> tuple[ChosenFilter, ...]:
    """Return every choice of the reader with the address that removes it."""
    return tuple(_chosen(query, names))


def _chosen(query: SearchQuery, names: Labels) -> Iterator[ChosenFilter]:
    for facet in FACETS:
        for code in query.chosen(facet.name):
            if label := names.get(facet.name, {}).get(code):
                yield _removable(query.without_choice(facet.name, code), facet.parameter, code, label)
    for amount in RANGES:
        for code in query.chosen(amount.name):
            label = Label(range_sentence(amount, code))
            yield _removable(query.without_choice(amount.name, code), amount.parameter, code, label)
    if query.widened:
        label = Label(_("Also figures of sites, groups and parks, and expected ones"))
        yield _removable(query.with_compared_figures(), "figures", EVERY_FIGURE, label)


def _removable(without: SearchQuery, name: str, code: str, label: Label) -> ChosenFilter:
    return ChosenFilter(name, code, label.text, f"?{without.to_query_string()}", label.language)


def unknown_code(query: SearchQuery) -> tuple[str, str] | None:
    """Return the first facet and code that the reader chose and the vocabulary does not have, or None."""
    for facet in FACETS:
        chosen = query.chosen(facet.name)
        known = labels(facet.name, chosen)
        for code in chosen:
            if code not in known:
                return facet.parameter, code
    return None
