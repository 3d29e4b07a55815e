"""Points out pairs among chosen terms: one above the other, or two that mean nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz.fuzz import ratio

from showcase.vocabulary.names import fold_name
from showcase.vocabulary.tagging.terms import Tag, Tags

ALIKE = 80  # of 100: 余热回收 and 余热余压回收 are, 余热回收 and 溶剂回收 are not


class Relation(StrEnum):
    """What two chosen terms are to each other."""

    BROADER = "broader"
    SAME_WORD = "same_word"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two chosen terms; `first` is the broader one. `word`: what both are called, if they share a name."""

    first: Tag
    second: Tag
    relation: Relation
    word: str = ""


def pairs(chosen: Sequence[Tag], tags: Tags) -> Iterator[Pair]:
    """Yield the pairs among the chosen terms, in their order; two of one line of descent are only that."""
    for one, other in combinations(chosen, 2):
        if one in tags.above(other):
            yield Pair(one, other, Relation.BROADER)
        elif other in tags.above(one):
            yield Pair(other, one, Relation.BROADER)
        elif word := _shared(one, other):
            yield Pair(one, other, Relation.SAME_WORD, word)
        elif one.vocabulary == other.vocabulary and _are_alike(one, other):
            yield Pair(one, other, Relation.ALIKE)


def _shared(one: Tag, other: Tag) -> str:
    folded = {fold_name(name) for name in other.names}
    return next((name for name in one.names if fold_name(name) in folded), "")


def _are_alike(one: Tag, other: Tag) -> bool:
    names = ((one.zh, other.zh), (one.en, other.en))
    return any(a and b and ratio(fold_name(a), fold_name(b)) >= ALIKE for a, b in names)
