"""Reads Word documents (DOCX): tables with the paragraphs around them, in reading order.

python-docx's own `text` loses tracked insertions and content controls, so texts are collected from the elements.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from showcase.lists.importing.reading.limits import SizeCounter, check_shape
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet, tidy

_TEXTS = (qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:p"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HARMLESS_LINKS = ("/hyperlink", "/image")


def read_docx(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return one sheet: table rows have the place `表1`, `表2` …, paragraphs an empty one; raises FileRefused."""
    try:
        _refuse_links(data)
        body = docx.Document(io.BytesIO(data)).element.body
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a damaged package makes python-docx and lxml raise anything
        raise FileRefused("damaged") from error
    return (Sheet(file, "", tuple(SizeCounter().within("", _rows(body)))),)


def _rows(body: Any) -> Iterator[Row]:
    tables = 0
    for block in _blocks(body):
        if block.tag == qn("w:tbl"):
            tables += 1
            yield from _table_rows(block, f"表{tables}")
        elif text := _text(block):
            yield Row("", 0, (Cell(text),), is_text=True)


def _refuse_links(data: bytes) -> None:
    """Refuse whatever Word would load from elsewhere; links to click on are harmless."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith(".rels"):
                continue
            for node in parse_xml(archive.read(name)):
                if node.get("TargetMode") == "External" and not node.get("Type", "").endswith(_HARMLESS_LINKS):
                    raise FileRefused("links", node.get("Target", name))


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _table_rows(table: Any, place: str) -> Iterator[Row]:
    above: list[Cell] = []
    lines = [row for row in table.iter(qn("w:tr")) if row.getparent() is table or _is_wrapped(row, table)]
    for number, line in enumerate(lines, start=1):
        if line.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        cells = _cells(line, above)
        above = cells
        if any(cell.text for cell in cells):
            yield Row(place, number, tuple(cells))


def _is_wrapped(row: Any, table: Any) -> bool:
    """Say whether a row is inside a content control of this table, not in a table inside a cell."""
    return next(row.iterancestors(qn("w:tbl")), None) is table


def _cells(line: Any, above: list[Cell]) -> list[Cell]:
    cells: list[Cell] = [Cell()] * _skipped(line)
    for found in line.iter(qn("w:tc")):
        if next(found.iterancestors(qn("w:tr")), None) is not line:
            continue
        span, continues = _span(found)
        column = len(cells)
        is_covered = continues and column < len(above)
        cell = Cell(above[column].text, repeats=True) if is_covered else Cell(_text(found))
        cells.append(cell)
        cells.extend(Cell(cell.text, repeats=True) for _ in range(span - 1))
        check_shape("", 1, len(cells))
    return cells


def _skipped(line: Any) -> int:
    before = line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    columns = int(before.get(qn("w:val"), 0)) if before is not None else 0
    check_shape("", 1, columns)
    return columns


def _span(cell: Any) -> tuple[int, bool]:
    """Return how many columns a cell covers, and whether it continues the one above."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, False
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    columns = int(span.get(qn("w:val"), 1)) if span is not None else 1
    check_shape("", 1, columns)
    return columns, merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _text(element: Any) -> str:
    """Return all text of an element, without what is deleted and without the copies for old programs."""
    parts = []
    for node in element.iter(*_TEXTS):
        if next(node.iterancestors(_FALLBACK), None) is not None:
            continue
        parts.append(node.text or "" if node.tag == qn("w:t") else "\n")
    return tidy("".join(parts))
