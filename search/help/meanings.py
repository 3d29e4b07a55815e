"""Words with several meanings: each meaning is offered, none is chosen for the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.core.query import SearchQuery
from search.core.results import SearchResults
from search.text.analysis import normalise
from search.text.expansion import Concept, ConceptKind
from showcase.cards import Chip
from showcase.models import Industry, Process, Technique
from showcase.vocabulary.chips import industry_chip, process_chip, technique_chip


@dataclass(frozen=True, slots=True)
class Meanings:
    """An ambiguous word of the text and what it may mean, as filters or other texts."""

    word: str
    chips: tuple[Chip, ...]


def meanings(results: SearchResults) -> tuple[Meanings, ...]:
    """Return one entry for each ambiguous word; one query for each kind of term."""
    concepts = [concept for choice in results.expansion.choices for concept in choice.concepts]
    chips = _chips(results.query, concepts, _other_words(results))
    return tuple(
        Meanings(choice.word, tuple(chips[c.code] for c in choice.concepts if c.code in chips))
        for choice in results.expansion.choices
    )


def _other_words(results: SearchResults) -> str:
    """Return the text without its ambiguous words: a meaning replaces them."""
    text = normalise(results.query.text)
    for choice in results.expansion.choices:
        text = text.replace(choice.word, " ")
    return " ".join(text.split())


def _chips(query: SearchQuery, concepts: list[Concept], others: str) -> dict[str, Chip]:
    codes = {kind: [concept.code for concept in concepts if concept.kind is kind] for kind in ConceptKind}
    chips: list[Chip] = []
    if wanted := codes[ConceptKind.TECHNIQUE]:
        chips += [_narrowing(query, technique_chip(term), others) for term in Technique.objects.filter(code__in=wanted)]
    if wanted := codes[ConceptKind.INDUSTRY]:
        chips += [_narrowing(query, industry_chip(term), others) for term in Industry.objects.filter(code__in=wanted)]
    if wanted := codes[ConceptKind.PROCESS]:
        for term in Process.objects.filter(code__in=wanted):
            named = replace(query, text=f"{term.label} {others}".strip(), page=1)
            chips.append(replace(process_chip(term), url=f"?{named.to_query_string()}"))
    return {chip.code: chip for chip in chips}


def _narrowing(query: SearchQuery, chip: Chip, others: str) -> Chip:
    """Return the meaning as a filter instead of the word, which stories of that meaning need not contain."""
    meant = replace(query, text=others, typed=False).with_choice(str(chip.kind), chip.code)
    return replace(chip, url=f"?{meant.to_query_string()}")
