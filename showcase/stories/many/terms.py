"""Finds the terms that a cell names: by code, name or other name; where none fits, what may have been meant. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from showcase.lists.importing.rows.regions import RegionIndex
from showcase.vocabulary.names import fold_name
from showcase.vocabulary.tagging.terms import Tag, Tags
from showcase.vocabulary.tagging.typed import Spelt, find

HINTS = 3
_BETWEEN = (re.compile(r"[;；\n]"), re.compile(r"[、，,]"))
_CODE = re.compile(r"[A-Za-z]?\d[\d.]*")


@dataclass(frozen=True, slots=True)
class Named:
    """What one word of a cell names: a term, or None and the terms that it may mean."""

    word: str
    tag: Tag | None
    hints: tuple[Tag, ...] = ()


class Terms:
    """The terms of the vocabularies, by all their names."""

    def __init__(self, tags: Tags, spelt: Sequence[Spelt], regions: RegionIndex) -> None:
        self._tags, self._spelt, self._regions = tags, spelt, regions

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], Tag]:
        return {(tag.vocabulary, tag.code.casefold()): tag for tag in self._tags}

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], list[Tag]]:
        found: dict[tuple[str, str], list[Tag]] = defaultdict(list)
        for tag in self._tags:
            for name in tag.names:
                if tag not in found[tag.vocabulary, fold_name(name)]:
                    found[tag.vocabulary, fold_name(name)].append(tag)
        return found

    def named(self, vocabulary: str, text: str) -> list[Named]:
        """Return what a cell names, in its order; a name with a comma in it is one name."""
        return list(self._parts(vocabulary, text.strip(), 0))

    def _parts(self, vocabulary: str, text: str, depth: int) -> Iterator[Named]:
        found = self._one(vocabulary, text)
        if not text:
            return
        if found.tag is None and depth < len(_BETWEEN):
            for part in _BETWEEN[depth].split(text):
                yield from self._parts(vocabulary, part.strip(), depth + 1)
        elif found.tag is None:
            yield Named(text, None, found.hints or self._like(vocabulary, text))
        else:
            yield found

    def _one(self, vocabulary: str, text: str) -> Named:
        code = _CODE.match(text)
        by_code = self._codes.get((vocabulary, code[0].casefold())) if code else None
        if by_code is not None:
            return Named(text, by_code)
        tags = self._names.get((vocabulary, fold_name(text)), [])
        return Named(text, tags[0]) if len(tags) == 1 else Named(text, None, tuple(tags))

    def region(self, text: str) -> Named:
        """Return the region that a cell names, by its code or its place names."""
        found = self._one("region", text)
        if found.tag is None and (code := self._regions.code_of(text)):
            found = Named(text, self._codes.get(("region", code)))
        return found if found.tag else Named(text, None, self._like("region", text))

    def _like(self, vocabulary: str, text: str) -> tuple[Tag, ...]:
        hits = (hit.tag for hit in find(self._spelt, text) if hit.tag.vocabulary == vocabulary)
        return tuple(tag for tag, _place in zip(hits, range(HINTS), strict=False))
