"""Finds terms by whatever is typed: a name or alias in either language, pinyin, initials or a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from showcase.vocabulary.names import fold_name
from showcase.vocabulary.tagging.terms import Tag

SHOWN = 30
_HAN = re.compile("[\u4e00-\u9fff]")
_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST_SOUND = 2  # letters: one alone begins hundreds of names
_SHORTEST_INNER_SOUND = 5
_ALL_WORDS = 7  # the worst rank of all


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of a term in the ways in which it is typed; `sound` and `initials` are empty for a Latin name."""

    name: str
    folded: str
    joined: str
    sound: str
    initials: str


@dataclass(frozen=True, slots=True)
class Spelt:
    """A term with the spellings of its code and names."""

    tag: Tag
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found term and the name by which it was found."""

    tag: Tag
    name: str


def spelt(tags: Iterable[Tag]) -> tuple[Spelt, ...]:
    """Return the terms with all their spellings; takes a second for the whole vocabulary."""
    return tuple(Spelt(tag, tuple(_spelling(name) for name in (tag.code, *tag.names))) for tag in tags)


def _spelling(name: str) -> Spelling:
    folded = fold_name(name)
    syllables = lazy_pinyin(folded) if _HAN.search(folded) else []
    letters = [_NO_LETTER.sub("", syllable) for syllable in syllables]
    return Spelling(
        *(name, folded, _NO_LETTER.sub("", folded), "".join(letters)),
        initials="".join(part if part.isdigit() else part[:1] for part in letters),
    )


def find(terms: Sequence[Spelt], typed: str) -> list[Hit]:
    """Return the terms that what was typed may mean, the best first; empty for text without letters."""
    words = fold_name(typed).split()
    joined = _NO_LETTER.sub("", "".join(words))
    if not joined:
        return []
    found: list[tuple[tuple[int, int, int], Hit]] = []
    for at, one in enumerate(terms):
        ranks = ((_rank(it, joined), len(it.joined), place) for place, it in enumerate(one.spellings))
        fitting = [(rank, length, place) for rank, length, place in ranks if rank is not None]
        if fitting:
            rank, length, place = min(fitting)
            found.append(((rank, length, at), Hit(one.tag, one.spellings[place].name)))
        elif len(words) > 1 and all(any(word in it.folded for it in one.spellings) for word in words):
            found.append(((_ALL_WORDS, 0, at), Hit(one.tag, "")))
    return [hit for _order, hit in sorted(found, key=lambda pair: pair[0])]


def _rank(name: Spelling, joined: str) -> int | None:
    """Return how well a name fits what was typed, 0 best; None where it does not."""
    by_sound = len(joined) >= _SHORTEST_SOUND
    fits = (
        name.joined == joined,
        joined in (name.sound, name.initials),
        name.joined.startswith(joined),
        by_sound and name.sound.startswith(joined),
        by_sound and name.initials.startswith(joined),
        joined in name.joined,
        len(joined) >= _SHORTEST_INNER_SOUND and joined in name.sound,
    )
    return next((rank for rank, fit in enumerate(fits) if fit), None)
