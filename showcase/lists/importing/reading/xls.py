"""Reads old workbooks (XLS, BIFF 8) through xlrd, which gives merged cells but hides formulas: those are read here."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDoc

from showcase.lists.importing.reading.limits import (
    MAX_CELLS,
    MAX_CELLS_OF_FILE,
    MAX_SHEETS,
    MAX_STRINGS,
    Merges,
    SizeCounter,
    check_shape,
)
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet
from showcase.lists.importing.reading.xlsx import printed

_FORMULA, _BOF, _EOF, _WORKSHEET = 0x0006, 0x0809, 0x000A, 0x0010
_EXTERNAL_BOOK, _STRINGS, _MERGED = 0x01AE, 0x00FC, 0x00E5
# BLANK, NUMBER, LABEL, BOOLERR, RSTRING, RK, LABELSST: one cell per record
_CELLS = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x00FD, _FORMULA})
_MAX_STREAMS = 1 + 20 * MAX_SHEETS  # workbook, sheets, and the charts inside them
_MANY_CELLS = {0x00BD: 6, 0x00BE: 2}  # MULRK, MULBLANK: bytes per cell, besides 6 more


def read_xls(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return every worksheet in order, merged cells repeated; raises FileRefused."""
    stream = _stream(data)
    _refuse_links(stream)
    _check_counts(stream)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except XLRDError as error:
        raise FileRefused("encrypted" if "encrypted" in str(error).lower() else "damaged") from error
    except MemoryError:
        raise
    except Exception as error:  # a damaged workbook makes xlrd raise anything
        raise FileRefused("damaged") from error
    formulas = list(_formulas(stream))
    sheets, counter = [], SizeCounter()
    for number, sheet in enumerate(book.sheets()):
        check_shape(sheet.name, sheet.nrows, sheet.ncols)
        merges = Merges(sheet.name)
        for top, bottom, left, right in sheet.merged_cells:
            merges.add(bottom - top, right - left)
        places = formulas[number] if number < len(formulas) else frozenset()
        rows = tuple(counter.within(sheet.name, _rows(book, sheet, places)))
        sheets.append(Sheet(file, sheet.name, rows, bool(sheet.visibility)))
        progress(number + 1, book.nsheets)
    return tuple(sheets)


def _stream(data: bytes) -> bytes:
    """Return the workbook's records; empty where the container cannot be read (xlrd then says why)."""
    try:
        holder = CompDoc(data, logfile=io.StringIO())
        found = holder.get_named_stream("Workbook") or holder.get_named_stream("Book")
    except Exception:  # noqa: BLE001 - a damaged container makes xlrd raise anything
        return b""
    return bytes(found or b"")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _refuse_links(stream: bytes) -> None:
    for kind, body in _records(stream):
        # SUPBOOK: this workbook itself and add-in functions have a mark instead of a name
        if kind == _EXTERNAL_BOOK and body[2:4] not in (b"\x01\x04", b"\x01\x3a"):
            name = "".join(c for c in body[5:].decode("latin-1") if c.isprintable())
            raise FileRefused("links", name)


def _check_counts(stream: bytes) -> None:
    """Refuse a file of which xlrd would make too many objects; counts records, before xlrd reads any."""
    sheets = cells = ranges = 0
    for kind, body in _records(stream):
        if kind == _BOF:
            sheets += 1
        elif kind in _CELLS:
            cells += 1
        elif kind in _MANY_CELLS:
            cells += max(0, len(body) - 6) // _MANY_CELLS[kind]
        elif kind == _MERGED:
            ranges += len(body) // 8
        elif kind == _STRINGS and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > MAX_STRINGS:
            raise FileRefused("too_many_cells", cells=struct.unpack_from("<I", body, 4)[0], most=MAX_STRINGS)
        if cells > MAX_CELLS_OF_FILE or ranges > MAX_CELLS:
            raise FileRefused("too_many_cells", cells=max(cells, ranges), most=MAX_CELLS_OF_FILE)
        if sheets > _MAX_STREAMS:
            raise FileRefused("too_many_sheets", sheets=sheets, most=MAX_SHEETS)


def _formulas(stream: bytes) -> Iterator[frozenset[tuple[int, int]]]:
    """Yield for each worksheet in order the places (row, column from 0) that hold a formula."""
    depth, is_sheet = 0, False
    places: set[Any] = set()
    for kind, body in _records(stream):
        if kind == _BOF:
            depth += 1
            if depth == 1:
                is_sheet, places = len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] == _WORKSHEET, set()
        elif kind == _EOF:
            depth -= 1
            if depth == 0 and is_sheet:
                yield frozenset(places)
        elif kind == _FORMULA and depth == 1 and len(body) >= 4:
            places.add(struct.unpack_from("<HH", body))


def _rows(book: xlrd.Book, sheet: Any, formulas: frozenset[tuple[int, int]]) -> Iterator[Row]:
    covered = {
        (row, column): (top, left)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, bottom)
        for column in range(left, right)
    }
    for number in range(sheet.nrows):
        cells = []
        for column in range(sheet.ncols):
            place = covered.get((number, column), (number, column))
            cells.append(_cell(book, sheet, place, place in formulas, place != (number, column)))
        if any(cell.text or cell.formula for cell in cells):
            yield Row(sheet.name, number + 1, tuple(cells))


def _cell(book: xlrd.Book, sheet: Any, place: tuple[int, int], is_formula: bool, repeats: bool) -> Cell:
    row, column = place
    if row >= sheet.nrows or column >= sheet.row_len(row):
        return Cell(repeats=repeats)
    found = sheet.cell(row, column)
    return Cell(_printed(book, found), "=…" if is_formula else "", found.ctype == xlrd.XL_CELL_NUMBER, repeats)


def _printed(book: xlrd.Book, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return printed(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (xlrd.XLDateError, OverflowError, ValueError):
            return printed(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value)).upper()
    return printed(cell.value)
