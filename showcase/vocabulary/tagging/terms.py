"""The terms that stories are tagged with, as plain data: names, place in the tree, children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Tag:
    """A term of one vocabulary.

    `key`: vocabulary and primary key (`technique:12`); `parent`: the key of the broader term, empty where there is
    none; `group`: the key of the industry group that names this row; `ambiguous`: those of its aliases that mean other
    things too.
    """

    key: str
    vocabulary: str
    code: str
    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    parent: str = ""
    group: str = ""

    @property
    def pk(self) -> str:
        return self.key.partition(":")[2]

    @property
    def names(self) -> tuple[str, ...]:
        """Its names and aliases, each once; the Chinese name comes first."""
        return tuple(dict.fromkeys(filter(None, (self.zh, self.en, *self.aliases))))

    def label_in(self, language: str) -> str:
        return self.en or self.zh if language == "en" else self.zh


class Tags:
    """All terms, in the order of their vocabularies."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        self.all = tuple(tags)

    def __iter__(self) -> Iterator[Tag]:
        return iter(self.all)

    @cached_property
    def by_key(self) -> Mapping[str, Tag]:
        return {tag.key: tag for tag in self.all}

    @cached_property
    def _children(self) -> Mapping[str, list[Tag]]:
        found: dict[str, list[Tag]] = defaultdict(list)
        for tag in self.all:
            if tag.parent:
                found[tag.parent].append(tag)
        return found

    def children(self, key: str) -> list[Tag]:
        """Return the narrower terms right below a term, in their order."""
        return self._children.get(key, [])

    def roots(self, vocabulary: str) -> list[Tag]:
        """Return the terms of a vocabulary that are below no other."""
        return [tag for tag in self.all if tag.vocabulary == vocabulary and not tag.parent]

    def chosen(self, keys: Iterable[str]) -> list[Tag]:
        """Return the terms with these keys, each once; unknown keys are passed over."""
        return [self.by_key[key] for key in dict.fromkeys(keys) if key in self.by_key]

    def ancestors(self, tag: Tag) -> list[Tag]:
        """Return the broader terms, the broadest first."""
        found: list[Tag] = []
        while (above := self.by_key.get(tag.parent)) is not None and above not in found:
            found.append(above)
            tag = above
        return found[::-1]

    def above(self, tag: Tag) -> list[Tag]:
        """Return all broader terms: the ancestors, and the industry group of the most specific row that names one."""
        line = self.ancestors(tag)
        group = next((one.group for one in (tag, *reversed(line)) if one.group), "")
        return [*line, *self.chosen([group])]
