"""The sheets of the template and their columns, from `columns.csv`: how each is called and what it is for."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CASES, EFFECTS, SOURCES = "cases", "effects", "sources"
SHEET_NAMES: Mapping[str, tuple[str, str]] = {
    CASES: ("案例", "Cases"),
    EFFECTS: ("成效", "Effects"),
    SOURCES: ("来源", "Sources"),
}
"""Sheet → its name in the template, and the second form that is accepted."""

NOTES_SHEET, TERMS_SHEET = "填写说明", "词表"
EXAMPLE = ("示例", "example")
"""What the first column of a row that is never imported says."""

SECTIONS = ("background", "practices", "results", "transfer", "limits", "lessons")
"""Columns of cases that are sections of a story, in the order of the page."""

_TABLE = Path(__file__).with_name("columns.csv")
_SIGNS = re.compile(r"[\s*＊:：]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `names`: all that its header may say; `choices`: the list that its cells choose from.

    `width`: in characters. `example`: what the example row says.
    """

    sheet: str
    field: str
    zh: str
    en: str
    names: tuple[str, ...]
    is_required: bool
    width: int
    choices: str
    example: str
    note: str


@cache
def columns_of(sheet: str) -> tuple[Column, ...]:
    """Return the columns of a sheet in the order of the template."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_column(row) for row in csv.DictReader(file) if row["sheet"] == sheet)


def _column(row: dict[str, str]) -> Column:
    names = (row["zh"], row["en"], f"{row['zh']} {row['en']}", *filter(None, row["aliases"].split("|")))
    return Column(
        sheet=row["sheet"],
        field=row["field"],
        zh=row["zh"],
        en=row["en"],
        names=tuple(folded(name) for name in names),
        is_required=row["required"] == "yes",
        width=int(row["width"]),
        choices=row["choices"],
        example=row["example"],
        note=row["note"],
    )


def field_of(sheet: str, header: str) -> str:
    """Return the field that a header means; empty for one that no column has. Earlier columns come first."""
    words = folded(header)
    return next((column.field for column in columns_of(sheet) if words in column.names), "")


def sheet_of(name: str) -> str:
    """Return which sheet of the template a sheet with this name is; empty for none."""
    words = folded(name)
    return next((sheet for sheet, names in SHEET_NAMES.items() if words in map(folded, names)), "")


def folded(words: str) -> str:
    """Return a header without spaces, asterisks, colons and differences of width and case."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words)).casefold()
