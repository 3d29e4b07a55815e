"""Rows of the sheets of a workbook by their headers: each cell with its place, its label and its text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils.cell import get_column_letter

from showcase.lists.importing.reading.sheets import FileRefused, Row, Sheet
from showcase.stories.many.reading.columns import EXAMPLE, columns_of, field_of, folded

MAX_CASES = 200
MAX_LINES = 4_000  # effects or sources of one workbook
_SEARCHED_FOR_HEADER = 10  # rows
_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """Something an editor should know. `code`: key of `wording.FAULTS`; `sheet`, `cell`, `label`: where it is.

    `hints`: what may have been meant. `decides`: the case waits until somebody has decided about it.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    label: str = ""
    value: str = ""
    hints: tuple[str, ...] = ()
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell below a known header: its text, its place (`C5`) and the header as printed."""

    text: str = ""
    cell: str = ""
    label: str = ""
    formula: str = ""
    is_number: bool = False
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: field → cell, for every column that the sheet has."""

    sheet: str
    row: int
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the text of a field, empty where the sheet has no such column."""
        return self.entry(name).text

    def flat(self, name: str) -> str:
        """Return the text of a field on one line."""
        return " ".join(self.text(name).split())

    def entry(self, name: str) -> Entry:
        """Return the cell of a field; one without a place where the sheet has no such column."""
        return self.entries.get(name, Entry())

    def fault(
        self, name: str, code: str, *, value: str = "", hints: Sequence[str] = (), decides: bool = False
    ) -> Fault:
        """Return a fault of the cell of a field."""
        entry = self.entry(name)
        return Fault(code, self.sheet, entry.cell or str(self.row), entry.label, value[:80], tuple(hints), decides)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The rows of a sheet, without examples; and what of the sheet was not read."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_lines(sheet: Sheet, kind: str, most: int) -> ReadSheet:
    """Return the rows below the header of a sheet; raises FileRefused for more than `most`.

    Without a header the sheet has no rows and a fault that says so.
    """
    at = next((at for at, row in enumerate(sheet.rows[:_SEARCHED_FOR_HEADER]) if _is_header(row, kind)), -1)
    if at < 0:
        return ReadSheet(faults=(Fault("no_header", sheet.name),) if sheet.rows else ())
    header = sheet.rows[at]
    columns, faults = _columns(sheet, header, kind)
    found = [_line(sheet.name, row, columns) for row in sheet.rows[at + 1 :]]
    lines = [line for line in found if any(entry.text or entry.formula for entry in line.entries.values())]
    own = [line for line in lines if not _is_example(line, kind)]
    if len(own) > most:
        raise FileRefused("too_many_cases", sheet.name, rows=len(own), most=most)
    filled = [line.fault(_first(kind), "example_filled") for line in lines if _is_filled_example(line, kind)]
    formulas = [fault for line in own for fault in _formulas(line)]
    return ReadSheet(tuple(own), (*faults, *filled, *formulas))


def _first(kind: str) -> str:
    return columns_of(kind)[0].field


def _is_header(row: Row, kind: str) -> bool:
    fields = {field_of(kind, cell.text) for cell in row.cells if not cell.repeats}
    needed = {column.field for column in columns_of(kind) if column.is_required} - {"number", "enterprise"}
    return needed <= fields and len(fields - {""}) >= _FEWEST_COLUMNS


def _columns(sheet: Sheet, header: Row, kind: str) -> tuple[dict[str, tuple[int, str]], list[Fault]]:
    """Return field → (place of its column, header as printed), and the columns that are not used."""
    found: dict[str, tuple[int, str]] = {}
    faults = []
    for at, cell in enumerate(header.cells):
        label = " ".join(cell.text.split())
        name = field_of(kind, label)
        if name and name not in found:
            found[name] = (at, label)
        elif label and not cell.repeats:
            code = "column_twice" if name else "unknown_column"
            faults.append(Fault(code, sheet.name, f"{get_column_letter(at + 1)}{header.number}", label))
    return found, faults


def _line(sheet: str, row: Row, columns: Mapping[str, tuple[int, str]]) -> Line:
    return Line(sheet, row.number, {name: _entry(row, at, label) for name, (at, label) in columns.items()})


def _entry(row: Row, at: int, label: str) -> Entry:
    place = f"{get_column_letter(at + 1)}{row.number}"
    if at >= len(row.cells):
        return Entry(cell=place, label=label)
    cell = row.cells[at]
    return Entry(cell.text, place, label, cell.formula, cell.is_number, cell.repeats)


def _is_example(line: Line, kind: str) -> bool:
    return folded(line.text(_first(kind))) in EXAMPLE


def _is_filled_example(line: Line, kind: str) -> bool:
    """Say whether somebody has written into the example row, which is not imported."""
    given = {column.field: column.example for column in columns_of(kind)}
    others = (name for name in line.entries if name != _first(kind) and line.text(name))
    return _is_example(line, kind) and any(line.text(name) != given[name] for name in others)


def _formulas(line: Line) -> Iterator[Fault]:
    for name, entry in line.entries.items():
        if entry.formula and not entry.is_merged:
            yield line.fault(name, "formula", value=f"{entry.formula} → {entry.text}", decides=True)
