"""Names that mean two terms: a word people use for one term must not be the name of another."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from opencc import OpenCC

# Classes of the power industry have the name of what they do: who writes it may mean either, and finds both.
MEANT = frozenset({("T06.01", "太阳能发电"), ("T06.06", "风力发电"), ("P023", "热电联产")})


class Named(Protocol):
    """A term, of the files or of the database."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def aliases_zh(self) -> Iterable[str]: ...
    @property
    def aliases_en(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Clash:
    """An alias of the term `code` that is the name of the terms `others`."""

    code: str
    alias: str
    others: tuple[str, ...]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def fold_name(name: str) -> str:
    """As the search compares words: NFKC, lower case, simplified characters; blanks once."""
    folded: str = _simplifier().convert(unicodedata.normalize("NFKC", name).lower())
    return " ".join(folded.split())


def clashes(terms: Iterable[Named], among: Iterable[Named]) -> Iterator[Clash]:
    """The aliases of `terms` that are names of other terms `among` them all, in either language.

    Not those in `MEANT`, nor those that a term says are ambiguous: the search offers these and never widens by them.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for term in among:
        for name in filter(None, (term.zh, term.en)):
            owners[fold_name(name)].add(term.code)
    for term in terms:
        for alias in dict.fromkeys((*term.aliases_zh, *term.aliases_en)):
            others = owners.get(fold_name(alias), set()) - {term.code}
            if others and not is_meant(term, alias):
                yield Clash(term.code, alias, tuple(sorted(others)))


def is_meant(term: Named, alias: str) -> bool:
    """Whether the vocabulary says itself that this alias means other things too."""
    said = getattr(term, "ambiguous", ())
    return (term.code, alias) in MEANT or said is True or (said is not False and alias in said)
