"""Finds names that mean two terms: a word for one term must not be the name of another."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from portal.text.simplified import simplified

# Classes of the power industry are named after what they do: a reader may mean either and finds both.
MEANT = frozenset({("T06.01", "太阳能发电"), ("T06.06", "风力发电"), ("P023", "热电联产")})

_JOINTS = re.compile(r"以及|[与和及、/，,;()]|\band\b")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST_PART = 4  # Chinese characters: 中水回用, but not 溶剂


class Named(Protocol):
    """A code and its names in both languages, from the files or from the database; `en` may be empty."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def aliases_zh(self) -> Sequence[str]: ...
    @property
    def aliases_en(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Clash:
    """An alias of the term `code` that is the name of the terms `others`."""

    code: str
    alias: str
    others: tuple[str, ...]


class Use(StrEnum):
    """What a word is to another term: its name, one of the parts that its name joins, or an alias."""

    NAME = "name"
    PART = "part"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A name or alias `word` of the term `code` that also means the terms `others`."""

    code: str
    word: str
    use: Use
    others: tuple[str, ...]


@lru_cache(maxsize=16384)  # all names of the vocabulary: each form of a term compares them
def fold_name(name: str) -> str:
    """Normalise a name as the search does: NFKC, lower case, simplified characters, single spaces."""
    return " ".join(simplified(unicodedata.normalize("NFKC", name).lower()).split())


def clashes(terms: Iterable[Named], among: Iterable[Named]) -> Iterator[Clash]:
    """Yield the aliases of `terms` that are names of other terms in `among`, in either language.

    Leaves out those in `MEANT`, and those that a term marks as ambiguous: the search offers these and never expands
    them.
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
    """Say whether the vocabulary itself marks this alias as having other meanings."""
    marked = getattr(term, "ambiguous", ())
    return (term.code, alias) in MEANT or marked is True or (marked is not False and alias in marked)


def words_of(term: Named) -> tuple[str, ...]:
    """Return the names and aliases of a term, each once; its names come first."""
    words = (term.zh, term.en, *term.aliases_zh, *term.aliases_en)
    return tuple(dict.fromkeys(word for word in words if word))


def shared_words(terms: Iterable[Named], among: Iterable[Named]) -> Iterator[SharedWord]:
    """Yield the words of `terms` that mean other terms in `among` too; `clashes` refuses some of them.

    Two names that are alike are left to `same_names`: GB/T 4754 has the same name at two levels. A part of the name of
    a broader or narrower term (`T10` and `T10.01`) is no finding either.
    """
    uses = _uses(among)
    for term in terms:
        for word in words_of(term):
            is_name = word in (term.zh, term.en)
            if not is_name and is_meant(term, word):
                continue
            for use, codes in uses.get(fold_name(word), {}).items():
                others = {
                    one for one in codes if one != term.code and not (use == Use.PART and _same_line(one, term.code))
                }
                if others and not (is_name and use == Use.NAME):
                    yield SharedWord(term.code, word, use, tuple(sorted(others)))


def same_names(term: Named, among: Iterable[Named]) -> Iterator[SharedWord]:
    """Yield the names of `term` that are names of other terms in `among` which are neither broader nor narrower."""
    others = [other for other in among if not _same_line(other.code, term.code)]
    for name in dict.fromkeys(filter(None, (term.zh, term.en))):
        codes = {one.code for one in others if fold_name(name) in {fold_name(one.zh), fold_name(one.en)}}
        if codes:
            yield SharedWord(term.code, name, Use.NAME, tuple(sorted(codes)))


def _uses(terms: Iterable[Named]) -> Mapping[str, Mapping[Use, set[str]]]:
    """Return folded word → use → codes; an alias that its term marks as ambiguous is left out."""
    found: dict[str, dict[Use, set[str]]] = defaultdict(lambda: defaultdict(set))
    for term in terms:
        for name in filter(None, (term.zh, term.en)):
            found[fold_name(name)][Use.NAME].add(term.code)
            for part in name_parts(fold_name(name)):
                found[part][Use.PART].add(term.code)
        for alias in (*term.aliases_zh, *term.aliases_en):
            if not is_meant(term, alias):
                found[fold_name(alias)][Use.ALIAS].add(term.code)
    return found


def name_parts(name: str) -> Iterator[str]:
    """Yield the parts that a folded name joins: 中水回用与废水资源化 gives 中水回用 and 废水资源化."""
    parts = [part.strip() for part in _JOINTS.split(name)]
    for part in parts if len(parts) > 1 else ():
        if len(part) >= _SHORTEST_PART if _HAN.search(part) else " " in part:
            yield part


def _same_line(code: str, other: str) -> bool:
    """Say whether one code stands above the other (`T10`, `T10.01`; `C17`, `C1713`), or both are one."""
    return code.startswith(other) or other.startswith(code)
