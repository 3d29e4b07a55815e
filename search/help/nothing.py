"""Help for a page without results: what each filter costs, what else was tried, what is similar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from search.core import plan
from search.core.query import Presets, SearchQuery
from search.core.ranges import NARROWINGS
from search.core.results import SearchResults
from search.index.current import engine
from search.index.expired import without_expired
from search.page.filter_column import chosen_filters, labels_of
from search.text.expansion import ConceptKind
from search.text.vocabulary import vocabulary
from showcase.cards import Chip, StoryCard
from showcase.filters import ChosenFilter
from showcase.models import Industry, StoryPage, Technique
from showcase.search_address import search_address
from showcase.stories.card_builder import story_cards
from showcase.stories.coded import coded_stories, count_techniques
from showcase.vocabulary.chips import industry_chip, technique_chip

NEWEST = 3
MAX_REMOVALS = 12
NEAR = 0.34
"""Share of character pairs that a technique's name must have in common with the text to be similar."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A chosen filter and the number of results without it."""

    label: str
    language: str
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """What helps on a page without results.

    `tried`: other names that were searched without success. `techniques`: the most similar one, or none.
    """

    removals: tuple[Removal, ...]
    tried: tuple[str, ...]
    techniques: tuple[Chip, ...]
    industry: Chip | None
    cards: tuple[StoryCard, ...]


def nothing_found(results: SearchResults, presets: Presets) -> Nothing | None:
    """Return the help, None where there are results. Raises SearchUnavailable."""
    if results.total:
        return None
    industry = _industry(results)
    return Nothing(
        removals=_removals(results, presets),
        tried=() if results.query.typed else results.expansion.also_searched,
        techniques=_nearest_technique(results),
        industry=industry_chip(industry) if industry else None,
        cards=_newest(industry),
    )


def _removals(results: SearchResults, presets: Presets) -> tuple[Removal, ...]:
    query = results.query
    chosen = chosen_filters(query, labels_of(results))[:MAX_REMOVALS]
    without = [_without(query, choice) for choice in chosen]
    found = plan.totals(without_expired(engine()), results, without, presets, None if query.typed else vocabulary())
    removals = (
        Removal(choice.label, choice.language, choice.remove_url, total)
        for choice, total in zip(chosen, found, strict=True)
    )
    return tuple(sorted(removals, key=lambda removal: -removal.total))


def _without(query: SearchQuery, choice: ChosenFilter) -> SearchQuery:
    if choice.name in NARROWINGS:
        return query.without_choice(choice.name, choice.code)
    return query.with_compared_figures()  # the widened figures are chosen like a filter but are none


def _nearest_technique(results: SearchResults) -> tuple[Chip, ...]:
    """Return the technique that the text names or is most similar to, else the chosen one, if it has stories."""
    counts = count_techniques(coded_stories())
    named = [c.code for c in results.expansion.concepts if c.kind is ConceptKind.TECHNIQUE]
    chosen = [up for code in results.query.chosen("technique") for up in (code, code.partition(".")[0])]
    codes = [code for code in (*named, *_alike(results.query.text), *chosen) if counts[code]]
    return tuple(
        replace(technique_chip(term, counts[term.code]), url=search_address(("technique", term.code)))
        for term in Technique.objects.filter(code__in=codes[:1])
    )


def _alike(text: str) -> list[str]:
    """Return the code of the most similar technique, if its names share enough pairs of characters with the text."""
    wanted = _pairs(text)
    if not wanted:
        return []
    likeness = {}
    for concept in vocabulary().concepts:
        if concept.kind is ConceptKind.TECHNIQUE:
            likeness[concept.code] = max(_shared(wanted, _pairs(name.text)) for name in concept.names)
    return sorted((code for code, share in likeness.items() if share >= NEAR), key=lambda code: -likeness[code])[:1]


@lru_cache(maxsize=4096)  # the names of all techniques, read with every page without results
def _pairs(text: str) -> frozenset[str]:
    plain = "".join(text.casefold().split())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient, 0 … 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _industry(results: SearchResults) -> Industry | None:
    named = [c.code for c in results.expansion.concepts if c.kind is ConceptKind.INDUSTRY]
    codes = [*results.query.chosen("industry"), *named]
    return Industry.objects.filter(code=codes[0]).first() if codes else None


def _newest(industry: Industry | None) -> tuple[StoryCard, ...]:
    """Return the newest stories of the industry, or of the nearest one above it that has stories, else of all."""
    stories = coded_stories()  # newest first
    code = industry.code if industry else ""
    while code and not any(code in story.industries for story in stories):
        code = code[:-1]
    pages = [story.page_id for story in stories if not code or code in story.industries][:NEWEST]
    found: Any = StoryPage.objects.sources().published().filter(pk__in=pages).newest_first().specific()
    return story_cards(found)
