"""Workbooks in XLSX. Shape first, by a streaming scan that believes no declared dimension; then openpyxl in full.

openpyxl's read-only mode has no merged cells, its full mode trusts any extent and fills every merged range: so a
sparse sheet or a merge over a million columns must be refused before.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from showcase.lists.importing.reading.limits import (
    MAX_CELLS,
    MAX_CELLS_OF_FILE,
    MAX_SHEETS,
    Merges,
    SizeCounter,
    check_shape,
)
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet, tidy

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Extent:
    """The last row and column that hold something, and how many cells the sheet writes."""

    rows: int
    columns: int
    cells: int


def read_xlsx(file: str, data: bytes, progress: Progress, text: Callable[[str], str] = tidy) -> tuple[Sheet, ...]:
    """Every worksheet in order, merged cells repeated; raises FileRefused. `text`: what is kept of a cell's words."""
    try:
        extents = _extents(data)
        book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        has_formulas = any(_formula(cell) for sheet in book.worksheets for cell in _cells(sheet))
        kept = load_workbook(io.BytesIO(data), data_only=True, keep_links=False) if has_formulas else None
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a damaged workbook makes openpyxl and lxml raise anything
        raise FileRefused("damaged") from error
    sheets, counter = [], SizeCounter()
    for done, sheet in enumerate(book.worksheets, start=1):
        values = kept[sheet.title] if kept is not None else None
        rows = tuple(counter.within(sheet.title, _rows(sheet, values, extents.get(sheet.title), text)))
        sheets.append(Sheet(file, sheet.title, rows, sheet.sheet_state != "visible"))
        progress(done, len(book.worksheets))
    return tuple(sheets)


def _extents(data: bytes) -> dict[str, Extent]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_links(archive)
        found: dict[str, Extent] = {}
        for title, part in _parts(archive):
            with archive.open(part) as stream:
                found[title] = scan(stream, title)
            cells = sum(extent.cells for extent in found.values())
            if cells > MAX_CELLS_OF_FILE:
                raise FileRefused("too_many_cells", title, cells=cells, most=MAX_CELLS_OF_FILE)
            if len(found) > MAX_SHEETS:
                raise FileRefused("too_many_sheets", title, sheets=len(found), most=MAX_SHEETS)
    return found


def _refuse_links(archive: zipfile.ZipFile) -> None:
    """A workbook whose cells come from another file says nothing that stands in the notice."""
    names = sorted(name for name in archive.namelist() if name.startswith("xl/externalLinks/"))
    for name in names:
        if name.endswith(".rels"):
            targets = [node.get("Target", "") for node in _xml(archive, name).iter("{*}Relationship")]
            raise FileRefused("links", ", ".join(filter(None, targets)) or name)
    if names:
        raise FileRefused("links", names[0])
    if "xl/connections.xml" in archive.namelist():
        raise FileRefused("links", "xl/connections.xml")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title and part of each worksheet."""
    relations = {
        node.get("Id"): node.get("Target", "")
        for node in _xml(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
    }
    for node in _xml(archive, "xl/workbook.xml").iter("{*}sheet"):
        target = relations.get(node.get(_RELATION) or node.get(_STRICT_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part and part in archive.namelist():
            yield node.get("name", ""), part


def _xml(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(archive.read(part), parser)
    if root.getroottree().docinfo.internalDTD is not None:  # the parser expands entities in attributes all the same
        raise FileRefused("damaged")
    return root


def scan(stream: IO[bytes], title: str) -> Extent:
    """How far a worksheet reaches, in constant memory; raises FileRefused as soon as it is more than a list."""
    last_row = last_column = cells = row = column = 0
    merges = Merges(title)
    wanted = ("{*}row", "{*}c", "{*}mergeCell")
    events = etree.iterparse(
        stream, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in events:
        kind = etree.QName(element).localname
        if event == "start":
            if kind == "row":
                row, column = int(element.get("r") or row + 1), 0
            elif kind == "mergeCell":
                _count_merge(element.get("ref", ""), merges)
            continue
        if kind == "c":
            column = _column(element.get("r")) or column + 1
            cells += 1
            if cells > MAX_CELLS:
                raise FileRefused("too_many_cells", title, cells=cells, most=MAX_CELLS)
            if len(element):
                last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == "row":
            check_shape(title, last_row, last_column, cells)
        if kind != "c":
            _forget(element)
    check_shape(title, last_row, last_column, cells)
    return Extent(last_row, last_column, cells)


def _column(coordinate: str | None) -> int:
    return column_index_from_string(coordinate_from_string(coordinate)[0]) if coordinate else 0


def _forget(element: Any) -> None:
    """So that the scan takes the same memory however long the sheet is."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _count_merge(ref: str, merges: Merges) -> None:
    left, top, right, bottom = (edge or 1 for edge in range_boundaries(ref))
    merges.add(bottom - top + 1, right - left + 1, ref)


def _cells(sheet: Any) -> Iterator[Any]:
    """The cells a worksheet holds, without making those it lacks (as `iter_rows` does)."""
    return iter(sheet._cells.values())  # noqa: SLF001 - openpyxl has no public way that is sparse


def _rows(sheet: Any, values: Any, extent: Extent | None, text: Callable[[str], str]) -> Iterator[Row]:
    if extent is None:
        return
    covered = _covered(sheet)
    for number in range(1, extent.rows + 1):
        places = (covered.get((number, column), (number, column)) for column in range(1, extent.columns + 1))
        cells = tuple(
            _cell(sheet, values, place, place != (number, column), text) for column, place in enumerate(places, start=1)
        )
        if any(cell.text or cell.formula for cell in cells):
            yield Row(sheet.title, number, cells)


def _covered(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Place → first cell of the merged range that covers it."""
    return {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }


def _cell(sheet: Any, values: Any, place: tuple[int, int], repeats: bool, text: Callable[[str], str]) -> Cell:
    found = sheet._cells.get(place)  # noqa: SLF001 - see _cells
    if found is None:
        return Cell(repeats=repeats)
    formula = _formula(found)
    value = found.value
    if formula:
        same = values._cells.get(place) if values is not None else None  # noqa: SLF001 - see _cells
        value = same.value if same is not None else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(printed(value, text), formula, is_number, repeats)


def _formula(cell: Any) -> str:
    if cell.data_type != "f":
        return ""
    return str(getattr(cell.value, "text", None) or cell.value)


def printed(value: object, text: Callable[[str], str] = tidy) -> str:
    """A stored value as a reader of the sheet sees it: whole numbers without a point, dates as 2025-07-01."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return text(str(value))
