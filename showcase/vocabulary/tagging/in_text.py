"""Suggests terms from the words of a text: names and aliases that occur in it, each with its passage."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.text.simplified import simplified
from showcase.vocabulary.names import fold_name, name_parts
from showcase.vocabulary.tagging.terms import Tag, Tags

AROUND = 30  # characters of the text shown before and after the word
_HAN = re.compile("[\u3400-\u9fff]")
_DIVISION = re.compile("[A-T][0-9]{2}")  # of GB/T 4754
_ENDING = re.compile("(?:制造|加工)?业$")
_NO_WORDS = frozenset({"其他", "other"})  # names of an industry group, and of nothing in a text
_SHORTEST = {True: 2, False: 3}  # letters of a word: Chinese, Latin
_CAPITALS = re.compile(r"[A-Z0-9]{2,5}s?")  # ORC, VOCs: meant as written, not “orc”


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text; `weight`: how much a word in it counts (a title more than a paragraph)."""

    text: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A word in its passage, as written."""

    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that a text names: where first, and how much (`weight`, the sum over its passages).

    `others`: keys of the terms that the word may mean too; `is_ambiguous`: also where the vocabulary says so.
    """

    tag: Tag
    shown: Shown
    weight: int
    others: tuple[str, ...] = ()
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Meaning:
    key: str
    is_ambiguous: bool


class Words:
    """All names of terms, to be found in texts; the longest that begins at a place is the one that counts."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self._meanings: dict[str, dict[str, _Meaning]] = defaultdict(dict)
        self._capitals: dict[str, str] = {}
        for tag in tags:
            for name in (*tag.names, *_shorter(tag)):
                self._add(tag, name)
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._meanings, key=len, reverse=True):
            self._beginnings[word[:2]].append(word)

    def _add(self, tag: Tag, name: str) -> None:
        word = _Folded.of(fold_name(name)).text
        if word in _NO_WORDS or not word:
            return
        if len(word) < _SHORTEST[bool(_HAN.search(word))] and not _CAPITALS.fullmatch(name):
            return
        if _CAPITALS.fullmatch(name):
            self._capitals[word] = name
        self._meanings[word][tag.key] = _Meaning(tag.key, name in tag.ambiguous)

    def at(self, text: _Folded, place: int) -> str:
        """Return the longest name that begins at a place of the text; empty where none does."""
        for word in self._beginnings.get(text.text[place : place + 2], ()):
            if text.text.startswith(word, place) and text.is_whole(place, place + len(word)):
                written = text.written(place, place + len(word))
                if self._capitals.get(word, written) in (written, f"{written}s"):
                    return word
        return ""

    def meanings(self, word: str) -> Mapping[str, _Meaning]:
        """Return key → meaning of a name, without broader terms of the same name: 炼铁 is C3110 and not C311."""
        found = self._meanings[word]
        tags = [self.tags.by_key[key] for key in found]
        above = {ancestor.key for tag in tags for ancestor in self.tags.above(tag)}
        return {key: meaning for key, meaning in found.items() if key not in above}


def _shorter(tag: Tag) -> list[str]:
    """Return how a text shortens names: 中水回用 for 中水回用与废水资源化, 纺织 for the division 纺织业."""
    parts = [part for name in (tag.zh, tag.en) for part in name_parts(fold_name(name))]
    division = _ENDING.sub("", tag.zh) if _DIVISION.fullmatch(tag.code) and tag.vocabulary == "industry" else ""
    return [*parts, division] if division != tag.zh else parts


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as names are compared, and for each of its characters the place in what was written."""

    source: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> _Folded:
        letters: list[tuple[str, int]] = []
        for place, character in enumerate(source):
            letters += [(letter, place) for letter in _fold(character)]
        kept = [pair for at, pair in enumerate(letters) if pair[0] != " " or _joins_words(letters, at)]
        return cls(source, "".join(letter for letter, _ in kept), tuple(place for _, place in kept))

    def is_whole(self, start: int, end: int) -> bool:
        """Say whether no Latin word goes on at either end."""
        return not (self._goes_on(start) or self._goes_on(end))

    def _goes_on(self, place: int) -> bool:
        around = self.text[max(place - 1, 0) : place + 1]
        return place > 0 and len(around) == 2 and all(_is_latin(letter) for letter in around)

    def written(self, start: int, end: int) -> str:
        return self.source[self.places[start] : self.places[end - 1] + 1]

    def shown(self, start: int, end: int) -> Shown:
        first, last = self.places[start], self.places[end - 1] + 1
        before, after = self.source[max(first - AROUND, 0) : first], self.source[last : last + AROUND]
        return Shown(
            *(("…" if first > AROUND else "") + before.lstrip(), self.source[first:last]),
            after.rstrip() + ("…" if last + AROUND < len(self.source) else ""),
        )


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return simplified(folded) if _HAN.search(folded) else " " if folded.isspace() else folded


def _joins_words(letters: Sequence[tuple[str, int]], at: int) -> bool:
    """Say whether a space stands between two Latin words; one beside Chinese is a matter of taste."""
    if not 0 < at < len(letters) - 1:
        return False
    before, after = letters[at - 1][0], letters[at + 1][0]
    return before != " " and not _HAN.search(before + after)


def _is_latin(letter: str) -> bool:
    return letter.isalnum() and not _HAN.search(letter)


def suggest(passages: Iterable[Passage], words: Words, chosen: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """Return the terms that the passages name, the weightiest first, without those chosen and what is above them.

    A word that means several terms gives each of them, marked as ambiguous.
    """
    found: dict[str, Suggestion] = {}
    for passage in passages:
        for word, shown in _words_in(passage.text, words):
            for one in _suggested(words, word, shown, passage.weight):
                known = found.get(one.tag.key)
                found[one.tag.key] = one if known is None else _joined(known, one)
    settled = set(chosen) | {
        above.key for tag in words.tags.chosen((*chosen, *found)) for above in words.tags.above(tag)
    }
    kept = (one for key, one in found.items() if key not in settled)
    return tuple(sorted(kept, key=lambda one: (one.is_ambiguous, -one.weight)))


def _words_in(source: str, words: Words) -> Iterator[tuple[str, Shown]]:
    """Yield the names in a text from left to right; what is inside a longer name is none of its own."""
    text, place = _Folded.of(source), 0
    while place < len(text.text):
        word = words.at(text, place)
        if word:
            yield word, text.shown(place, place + len(word))
        place += len(word) or 1


def _suggested(words: Words, word: str, shown: Shown, weight: int) -> Iterator[Suggestion]:
    meanings = words.meanings(word)
    for key, meaning in meanings.items():
        others = tuple(other for other in meanings if other != key)
        yield Suggestion(words.tags.by_key[key], shown, weight, others, bool(others) or meaning.is_ambiguous)


def _joined(known: Suggestion, one: Suggestion) -> Suggestion:
    """Return one suggestion of two: a plain word outweighs an ambiguous one."""
    first = one if known.is_ambiguous and not one.is_ambiguous else known
    return Suggestion(first.tag, first.shown, known.weight + one.weight, first.others, first.is_ambiguous)
