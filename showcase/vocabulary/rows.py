"""Reads vocabulary files row by row, so that a fault is reported with its file, row and column."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

SEPARATOR = "|"  # between the names in one field


class VocabularyError(ValueError):
    """A fault in a vocabulary file: `file` name, `row` as an editor counts lines (header = 1), `column`."""

    def __init__(self, file: str, row: int, column: str, message: str) -> None:
        super().__init__(f"{file}, row {row}, column {column}: {message}")
        self.file = file
        self.row = row
        self.column = column


@dataclass(frozen=True)
class Row:
    """One row with its place. Reading a field that is missing or malformed raises VocabularyError."""

    file: str
    number: int
    fields: dict[str, str]

    def fault(self, column: str, message: str) -> VocabularyError:
        """Return the error to raise for a field of this row."""
        return VocabularyError(self.file, self.number, column, message)

    def optional(self, column: str) -> str:
        """Return the field without outer spaces, which may be empty."""
        value = self.fields.get(column)
        if value is None:
            raise self.fault(column, "the column is missing")
        return value.strip()

    def text(self, column: str) -> str:
        """Return a field that must be filled."""
        value = self.optional(column)
        if not value:
            raise self.fault(column, "must not be empty")
        return value

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """Return a field that must be one of `allowed`."""
        value = self.text(column)
        if value not in allowed:
            raise self.fault(column, f"unknown value {value!r}")
        return value

    def reference(self, column: str, known: Collection[str]) -> str:
        """Return a code out of `known`, or empty."""
        value = self.optional(column)
        return self.choice(column, known) if value else ""

    def number_in(self, column: str) -> int:
        """Return a whole number from 0."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            raise self.fault(column, f"must be a whole number, not {value!r}")
        return int(value)

    def names(self, column: str) -> tuple[str, ...]:
        """Return the names in a field, each once; empty where there are none."""
        value = self.optional(column)
        found = tuple(name.strip() for name in value.split(SEPARATOR)) if value else ()
        if not all(found):
            raise self.fault(column, "has an empty name between two bars")
        if len(set(found)) < len(found):
            raise self.fault(column, "has a name twice")
        return found


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8 with a header; raises VocabularyError where it is not one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        try:
            for fields in reader:
                if None in fields or None in fields.values():
                    raise VocabularyError(path.name, reader.line_num, "all", "has more or fewer fields than the header")
                yield Row(path.name, reader.line_num, fields)
        except UnicodeDecodeError as error:
            raise VocabularyError(path.name, reader.line_num + 1, "all", "is not UTF-8") from error


def coded_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file whose column `code` must be filled and unique."""
    seen: set[str] = set()
    for row in read_rows(path):
        code = row.text("code")
        if code in seen:
            raise row.fault("code", f"the code {code!r} stands twice")
        seen.add(code)
        yield row
