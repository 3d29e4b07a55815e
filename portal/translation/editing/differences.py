"""Shows what was changed in a Chinese sentence: what was left out, and what was added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]|[A-Za-z]+|\s+|.", re.DOTALL)


MOST_COMPARED = 4_000_000
"""Pairs of characters: two texts of 2,000 take a second or two."""


class Change(StrEnum):
    """What happened to a piece of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the old or the new text; a change is a removed piece followed by an added one."""

    change: Change
    text: str

    @property
    def is_removed(self) -> bool:
        return self.change is Change.REMOVED

    @property
    def is_added(self) -> bool:
        return self.change is Change.ADDED


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order: without the added ones they are `old`, without the removed ones `new`.

    Chinese is compared by characters, Latin words and numbers as wholes; very long texts as wholes too.
    """
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(ours) * len(theirs) > MOST_COMPARED and old != new:
        return Piece(Change.REMOVED, old), Piece(Change.ADDED, new)
    return tuple(_pieces(ours, theirs))


def _pieces(ours: list[str], theirs: list[str]) -> Iterator[Piece]:
    for kind, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(ours[start:end]))
            continue
        if end > start:
            yield Piece(Change.REMOVED, "".join(ours[start:end]))
        if last > first:
            yield Piece(Change.ADDED, "".join(theirs[first:last]))
