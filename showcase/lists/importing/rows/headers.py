"""Finds the tables of a sheet: which rows are headers, what each column is, what stands above and below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.columns import Column, action_in, column_of, programme_in

_SUMS = re.compile(r"(合计|总计|共计|小计|总数)")
_TITLE = re.compile(r"名单|附件|附表")
_NOTE = re.compile(r"(注|备注|说明|附注|注释|提示)\d*[:：.、]?|[*※★]")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are.

    `labels`: the printed ones of all columns; `blocks`: several where tables stand side by side.
    """

    blocks: tuple[Mapping[Column, tuple[int, ...]], ...]
    labels: tuple[str, ...]

    def label(self, column: Column, block: int = 0) -> str:
        """Return the printed label of a column, empty where the table has none."""
        found = self.blocks[block].get(column, ())
        return self.labels[found[0]] if found else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows under one header.

    `title`: what stands above it (lines joined by a space). `rows`: data rows, and `Banner`s between them.
    """

    sheet: Sheet
    title: str
    header: Header
    rows: tuple[Row | Banner, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """The text of a row inside a table that is no entry: a section (`福州市（20家）`), a sum, a note."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a sheet holds: its tables, and the lines that belong to none."""

    tables: tuple[Table, ...]
    loose: tuple[str, ...]


def find_tables(sheet: Sheet) -> SheetContent:
    """Return the tables of a sheet in order; the same header again (on the next page) continues its table."""
    finder = _Finder(sheet)
    for row in sheet.rows:
        finder.take(row)
    return finder.result()


class _Finder:
    """Goes down a sheet once and remembers the current header and title."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.tables: list[Table] = []
        self.loose: list[str] = []
        self.above: list[str] = []
        self.header: Header | None = None
        self.title = ""
        self.rows: list[Row | Banner] = []
        self.before: Row | None = None

    def take(self, row: Row) -> None:
        header = None if row.is_text else header_in(row, self.before)
        if header is not None:
            self._open(header)
        elif self.header is not None and not self._has_data() and not row.is_text and _is_second_line(row):
            self.header = _joined(self.header, row)
        elif self.header is None or row.is_text:
            self._text(row)
        else:
            self._entry(row, self.header)
        self.before = row

    def result(self) -> SheetContent:
        self._close()
        return SheetContent(tuple(self.tables), (*self.loose, *self.above))

    def _open(self, header: Header) -> None:
        same = self.header is not None and header.labels == self.header.labels
        self._lift_titles(same)
        if same and not self._new_title():
            self.above = []
            return
        if self.header is not None and not self._has_data() and not self.above:
            if (
                len(text := set(filter(None, self.header.labels))) == 1
            ):  # a title like 绿色园区名单, which may be a label
                self.title = " ".join(filter(None, (self.title, *text)))
            self.header = header  # a second line of the header that is a whole header itself
            return
        self._close()
        self.header, self.title, self.above = header, " ".join(self.above), []

    def _lift_titles(self, same: bool) -> None:
        """Take title-like lines right above a header out of the table: they are the next list's title."""
        lifted = []
        while self.rows and isinstance(self.rows[-1], Banner) and _is_title(self.rows[-1].text, same):
            lifted.append(self.rows.pop())
        self.above = [*(banner.text for banner in reversed(lifted) if isinstance(banner, Banner)), *self.above]

    def _new_title(self) -> bool:
        """Say whether what was read since the last row looks like the title of another list."""
        return any(len(text) > 3 and not _NOTE.match(text) for text in self.above)

    def _text(self, row: Row) -> None:
        text = _single_text(row)
        if not text:
            if not row.is_text and self.header is None:
                self.loose.append(" ".join(filter(None, row.texts)))
            return
        self.above.append(text)

    def _entry(self, row: Row, header: Header) -> None:
        text = _single_text(row)
        if text and _is_banner(row, text, header):
            self.rows.append(Banner(text))
            return
        self.loose += self.above  # text between two pages
        self.above = []
        self.rows.append(Banner(" ".join(filter(None, row.texts))) if _is_sum(row) else row)

    def _has_data(self) -> bool:
        return any(isinstance(row, Row) for row in self.rows)

    def _close(self) -> None:
        if self.header is not None:
            self.tables.append(Table(self.sheet, self.title, self.header, tuple(self.rows)))
        self.header, self.rows = None, []


def header_in(row: Row, before: Row | None = None) -> Header | None:
    """Return the header that a row is, or None: it must name the units, and most of its cells must be labels.

    Labels that the row itself lacks are taken from the row before it (a header of two lines).
    """
    cells = _distinct(row)
    known = [column_of(cell.text) for _at, cell in cells]
    columns = {column for column in known if column is not None}
    if Column.NAME not in columns or sum(column is not None for column in known) * 2 <= len(known):
        return None
    if len(columns) == 1 and (len(cells) > 1 or any(cell.repeats for cell in row.cells)):
        return None
    labels = [_own_label(row, before, at) for at in range(len(row.cells))]
    return Header(_blocks(labels), tuple(labels))


def _own_label(row: Row, before: Row | None, column: int) -> str:
    text = row.text_at(column)
    if text or before is None or before.is_text or before.number != row.number - 1:
        return text
    above = before.text_at(column)
    return above if column_of(above) else ""


def _blocks(labels: list[str]) -> tuple[Mapping[Column, tuple[int, ...]], ...]:
    """Return columns by kind; a second serial or name column after a whole set begins a block beside it."""
    blocks: list[dict[Column, tuple[int, ...]]] = [{}]
    first = next((column_of(label) for label in labels if column_of(label)), None)
    twins = {
        column for column in (Column.SERIAL, Column.NAME) if sum(column_of(label) is column for label in labels) > 1
    }
    beside = first in twins and Column.NAME in twins
    for at, label in enumerate(labels):
        column = column_of(label)
        if column is None or (at and label == labels[at - 1] and column is not Column.NAME and not beside):
            continue
        if beside and column is first and Column.NAME in blocks[-1]:
            blocks.append({})
        blocks[-1][column] = (*blocks[-1].get(column, ()), at)
    return tuple(blocks)


def _is_title(text: str, same: bool) -> bool:
    """Say whether a line begins another list; before the same header only a title that names a list does."""
    if _SUMS.match(text) or _NOTE.match(text):
        return False
    return not same or bool(_TITLE.search(text) or programme_in(text) or action_in(text))


def _is_banner(row: Row, text: str, header: Header) -> bool:
    """Say whether a row with a single text is no entry; one in the name column, or the rest of a split row, is one."""
    if len(row.cells) > 1 and any(cell.repeats and cell.text for cell in row.cells):
        return True
    if row.starts_page:
        return False
    if _NOTE.match(text) or _SUMS.match(text):
        return True
    column = next(at for at, cell in enumerate(row.cells) if cell.text)
    return not any(column in block.get(Column.NAME, ()) for block in header.blocks)


def _is_second_line(row: Row) -> bool:
    """Say whether all cells of a row right under a header are labels."""
    cells = _distinct(row)
    return bool(cells) and all(column_of(cell.text) for _at, cell in cells)


def _joined(header: Header, row: Row) -> Header:
    labels = [row.text_at(at) or label for at, label in enumerate(header.labels)]
    return Header(_blocks(labels), tuple(labels))


def _distinct(row: Row) -> list[tuple[int, Cell]]:
    return [(at, cell) for at, cell in enumerate(row.cells) if cell.text and not _repeats_left(row, at)]


def _repeats_left(row: Row, at: int) -> bool:
    cell = row.cells[at]
    return cell.repeats and at > 0 and row.cells[at - 1].text == cell.text


def _single_text(row: Row) -> str:
    """Return the text of a row that holds only one, repeated by a merge or not; else empty."""
    texts = {cell.text for cell in row.cells if cell.text}
    return texts.pop() if len(texts) == 1 and not any(cell.formula for cell in row.cells) else ""


def _is_sum(row: Row) -> bool:
    return any(_SUMS.match(cell.text) for cell in row.cells[:2])


def printed_rows(table: Table) -> Iterator[Row]:
    """Yield the rows of a table without its banners."""
    return (row for row in table.rows if isinstance(row, Row))
