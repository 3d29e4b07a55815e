"""Which figures of a story are about the same thing: same scope, period and subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from showcase.effects.plausibility.figures import Figure

Choice = Callable[[Figure], bool]
Near = Callable[[Figure, Figure], bool]
_SHORTEST_RUN = 2  # 浓水, 光伏: the shortest Chinese word that names a thing


def same_setting(one: Figure, other: Figure) -> bool:
    """Say whether two figures have the same owner, scope and period; a period that is not stated fits any."""
    periods = one.period == other.period or not (one.period and other.period)
    return one.scope == other.scope and one.owner == other.owner and periods


def same_topic(one: Figure, other: Figure) -> bool:
    """Say whether the words of what they are of are the same, or those of one contain the other's."""
    first, second = one.topic.casefold(), other.topic.casefold()
    return bool(first and second) and (first in second or second in first)


def same_setting_and_dimension(one: Figure, other: Figure) -> bool:
    """Say whether two figures of one setting can be divided by each other."""
    return same_setting(one, other) and same_dimension(one, other)


def same_thing(one: Figure, other: Figure) -> bool:
    """Say the same where also the words agree."""
    return same_setting_and_dimension(one, other) and same_topic(one, other)


def same_dimension(one: Figure, other: Figure) -> bool:
    """Say whether both are totals of a year (a day counts), or both per the same unit of product."""
    yearly = {"a", "d"}
    return one.denominator == other.denominator or {one.denominator, other.denominator} <= yearly


def pairs(
    figures: Iterable[Figure], first: Choice, second: Choice, near: Near = same_setting_and_dimension
) -> Iterator[tuple[Figure, Figure]]:
    """Yield figures of two sorts that are about the same thing.

    By their words; where no words agree, only where the setting (`near`) has exactly one figure of each sort.
    """
    every = tuple(figures)
    ones, others = [f for f in every if first(f)], [f for f in every if second(f)]
    for one in ones:
        beside = [other for other in others if other is not one and near(one, other)]
        told = [other for other in beside if same_topic(one, other)]
        alone = sum(near(one, rival) for rival in ones) == 1
        if not told and alone and len(beside) == 1:
            told = beside
        yield from ((one, other) for other in told or _most_alike(one, beside))


def same_project(one: Figure, other: Figure) -> bool:
    """Say whether two figures have the same owner and scope: what was invested once saves in later years."""
    return one.scope == other.scope and one.owner == other.owner


def _most_alike(one: Figure, others: list[Figure]) -> list[Figure]:
    """Return the figure whose words share the longest run of letters with those of `one`, if no other does."""
    runs = {other.key: _shared_run(one.topic, other.topic) for other in others}
    longest = max(runs.values(), default=0)
    found = [other for other in others if runs[other.key] == longest]
    return found if longest >= _SHORTEST_RUN and len(found) == 1 else []


def _shared_run(one: str, other: str) -> int:
    """Return the length of the longest run of Chinese characters that both have."""
    plain = "".join(letter if letter > "\u3400" else " " for letter in one)
    match = SequenceMatcher(None, plain, other, autojunk=False).find_longest_match()
    return len(plain[match.a : match.a + match.size].strip())
