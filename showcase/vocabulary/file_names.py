"""Compares the names in the vocabulary's files: what is refused, and what two terms share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showcase.vocabulary import tables
from showcase.vocabulary.names import Use, clashes, shared_words
from showcase.vocabulary.rows import VocabularyError, read_rows


@dataclass(frozen=True)
class _Names:
    """The names of any row, for vocabularies whose files have no aliases or no English ones."""

    code: str
    zh: str
    en: str
    aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]
    ambiguous: Any


def _named(rows: Iterable[Any]) -> tuple[_Names, ...]:
    return tuple(
        _Names(
            *(row.code, row.zh, row.en, getattr(row, "aliases_zh", ()), getattr(row, "aliases_en", ())),
            ambiguous=getattr(row, "ambiguous", ()),
        )
        for row in rows
    )


def _searched(folder: Path) -> dict[str, tuple[_Names, ...]]:
    """Return the files whose terms the search expands; an alias may not be a name in any of them."""
    return {
        "industry_groups.csv": _named(tables.read_industry_groups(folder)),
        "industries.csv": _named(tables.read_industries(folder)),
        "techniques.csv": _named(tables.read_techniques(folder)),
        "processes.csv": _named(tables.read_processes(folder)),
    }


def _others(folder: Path) -> dict[str, tuple[_Names, ...]]:
    """Return the other files; in each an alias may not be the name of another term of the same file."""
    return {
        "regions.csv": _named(tables.read_regions(folder)),
        "goals.csv": _named(tables.read_goals(folder)),
        "catalogues.csv": _named(tables.read_catalogues(folder)),
        "programmes.csv": _named(tables.read_programmes(folder)),
        "levels.csv": _named(tables.read_levels(folder)),
    }


def check_names(folder: Path = tables.DATA) -> None:
    """Raise VocabularyError for the first alias that is the name of another term: see `_searched`, `_others`."""
    searched = _searched(folder)
    searched_terms = [term for rows in searched.values() for term in rows]
    for name, rows in (*searched.items(), *_others(folder).items()):
        for clash in clashes(rows, searched_terms if name in searched else rows):
            fault = f"{clash.alias!r} is the name of {', '.join(clash.others)}"
            raise _fault(folder / name, clash.code, clash.alias, fault)


def shared_names(folder: Path = tables.DATA) -> Iterator[VocabularyError]:
    """Yield, with its place, each word that two terms use and that is no reason to refuse the files."""
    files = {**_searched(folder), **_others(folder)}
    terms = [term for rows in files.values() for term in rows]
    for name, rows in files.items():
        for word in shared_words(rows, terms):
            if word.use != Use.PART:  # parts of names are asked about in the form alone: the standard is full of them
                says = "the name" if word.use == Use.NAME else "another name"
                text = f"{word.word!r} is also {says} of {', '.join(word.others)}"
                yield _fault(folder / name, word.code, word.word, text)


def _fault(path: Path, code: str, word: str, text: str) -> VocabularyError:
    """Return the fault with the row and the column that hold the word."""
    row = next(row for row in read_rows(path) if row.text("code") == code)
    columns = [column for column in ("aliases_zh", "aliases_en") if column in row.fields]
    held = (column for column in columns if word in row.names(column))
    return row.fault(next(held, "zh" if word == row.fields["zh"].strip() else "en"), text)
