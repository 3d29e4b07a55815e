"""Finds which changed text of a page replaces which earlier one, so that its English stays until it is replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from portal.text.chinese_text import Passage

ALIKE = 0.4
"""The least similarity (0–1) of two texts of one place, where a place has more or fewer texts than before."""

ALIKE_ELSEWHERE = 0.6
"""The same for texts of different places, such as a paragraph that was moved and corrected."""


WINDOW = 15
"""How many places apart two texts may be that are compared."""


def replaced(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return position of a new text → position of the old one that it replaces; unchanged texts are left out.

    A place may have several texts, such as the paragraphs of one rich text. Texts that stand between the same
    neighbours replace each other in order; else the most similar ones do. Texts without a counterpart are new.
    """
    found: dict[int, int] = {}
    for place in dict.fromkeys(passage.place for passage in new):
        ours = [at for at, passage in enumerate(new) if passage.place == place]
        theirs = [at for at, passage in enumerate(old) if passage.place == place]
        found.update(_within(old, new, theirs, ours))
    known = {passage.text for passage in old}
    kept = {passage.text for passage in new}
    ours = [at for at, passage in enumerate(new) if at not in found and passage.text not in known]
    theirs = [at for at, passage in enumerate(old) if at not in found.values() and passage.text not in kept]
    for field in dict.fromkeys(_field(new[at]) for at in ours):
        left = [at for at in theirs if _field(old[at]) == field]
        found.update(_alike(old, new, left, [at for at in ours if _field(new[at]) == field], ALIKE_ELSEWHERE))
    return found


def _within(old: Sequence[Passage], new: Sequence[Passage], theirs: list[int], ours: list[int]) -> dict[int, int]:
    """Return the pairs of one place."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [old[at].text for at in theirs], [new[at].text for at in ours], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "replace":
            continue
        if end - start == last - first:
            found.update(zip(ours[first:last], theirs[start:end], strict=True))
        else:
            found.update(_alike(old, new, theirs[start:end], ours[first:last], ALIKE))
    return found


def _alike(
    old: Sequence[Passage], new: Sequence[Passage], theirs: list[int], ours: list[int], least: float
) -> Iterator[tuple[int, int]]:
    """Yield pairs that are at least so similar, the most similar first; each text once."""
    before = {their: _neighbours(old[their].plain) for their in theirs}
    after = {our: _neighbours(new[our].plain) for our in ours}
    near = _near(ours, theirs)
    ratios = sorted(((similarity(before[their], after[our]), our, their) for our, their in near), reverse=True)
    used: set[int] = set()
    taken: set[int] = set()
    for ratio, our, their in ratios:
        if ratio >= least and our not in used and their not in taken:
            used.add(our)
            taken.add(their)
            yield our, their


def _near(ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that are at most WINDOW places apart: comparing all with all takes too long."""
    for at, our in enumerate(ours):
        middle = at * len(theirs) // len(ours)
        for their in theirs[max(0, middle - WINDOW) : middle + WINDOW + 1]:
            yield our, their


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how similar two texts are, from 0 to 1: the share of their pairs of neighbouring characters (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _neighbours(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def _field(passage: Passage) -> str:
    return passage.place.partition(".")[0]
