"""Reads ruled tables of text PDFs: pdfplumber makes cells of the lines on a page, and its characters fill them.

A row that a page break splits has no line at the break, so pdfplumber loses it: the ends of the vertical lines serve as
lines too. The two halves come as rows of their own and are joined in `rows.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pdfplumber.table import Table, TableFinder
from pdfplumber.utils.text import chars_to_textmap, extract_text

from showcase.lists.importing.reading.limits import SizeCounter
from showcase.lists.importing.reading.pdf_pages import PdfPage, pdf_pages
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet, tidy

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?[-—–·\s]*")

Box = tuple[float, float, float, float]
Letter = dict[str, Any]


def read_pdf(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return one sheet whose rows have the place `第1页` …; raises FileRefused, also for scans, which have no text."""
    counter, rows, letters = SizeCounter(), list[Row](), 0
    for number, (total, on_page, found) in enumerate(pdf_rows(data), start=1):
        letters += on_page
        for row in found:
            counter.add("", row)
        rows += found
        progress(number, total)
    if not letters:
        raise FileRefused("scan")
    return (Sheet(file, "", tuple(rows)),)


def pdf_rows(data: bytes) -> Iterator[tuple[int, int, list[Row]]]:
    """Yield for each page: number of all pages, number of characters on it, its rows; raises FileRefused."""
    for number, (total, page) in enumerate(pdf_pages(data), start=1):
        yield total, len(page.chars), list(_page_rows(page, f"第{number}页"))


def _page_rows(page: PdfPage, place: str) -> Iterator[Row]:
    """Yield table rows and lines of text from top to bottom; table rows are numbered."""
    stands_in: Any = page  # has what the finder asks of a page of pdfplumber
    tables = TableFinder(stands_in, _settings(page)).tables
    inside, outside = _shared_out(page.chars, [cell for table in tables for cell in table.cells], tables)
    found: list[tuple[float, Row]] = []
    for table in tables:
        for top, cells in _table_rows(table, inside):
            found.append((top, Row(place, 0, cells)))
    for top, text in _lines(outside):
        found.append((top, Row(place, 0, (Cell(text),), is_text=True)))
    number, seen = 0, False
    for _top, row in sorted(found, key=lambda pair: pair[0]):
        if row.is_text:
            yield row
            continue
        number += 1
        if any(cell.text for cell in row.cells):
            yield replace(row, number=number, starts_page=not seen)
            seen = True


def _settings(page: PdfPage) -> dict[str, Any]:
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not uprights:
        return {}
    ends = [min(edge["top"] for edge in uprights), max(edge["bottom"] for edge in uprights)]
    return {"explicit_horizontal_lines": ends}


def _shared_out(
    letters: Iterable[Letter], cells: list[Box], tables: Iterable[Table]
) -> tuple[Mapping[Box, list[Letter]], list[Letter]]:
    """Return the characters of each cell, by their middle, and those outside all tables."""
    tops = sorted({cell[1] for cell in cells})
    bands: dict[int, list[Box]] = defaultdict(list)  # the cells that reach into the band below each top
    for cell in cells:
        for at in range(bisect_right(tops, cell[1]) - 1, len(tops)):
            if tops[at] >= cell[3]:
                break
            bands[at].append(cell)
    boxes = [table.bbox for table in tables]
    inside: dict[Box, list[Letter]] = defaultdict(list)
    outside: list[Letter] = []
    for letter in letters:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        band = bands[bisect_right(tops, y) - 1]
        own = next((c for c in band if c[0] <= x < c[2] and c[1] <= y < c[3]), None)
        if own is not None:
            inside[own].append(letter)
        elif not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes):
            outside.append(letter)
    return inside, outside


def _table_rows(table: Table, inside: Mapping[Box, list[Letter]]) -> Iterator[tuple[float, tuple[Cell, ...]]]:
    texts = {cell: tidy(extract_text(inside.get(cell, []))) for cell in table.cells}
    lefts = sorted({cell[0] for cell in table.cells})
    for row in table.rows:
        top = row.bbox[1]
        yield top, tuple(_cell(table.cells, texts, left, top, own) for left, own in zip(lefts, row.cells, strict=False))


def _cell(cells: list[Box], texts: Mapping[Box, str], left: float, top: float, own: Box | None) -> Cell:
    if own is not None:
        return Cell(texts[own])
    covering = next((c for c in cells if c[0] <= left < c[2] - 1 and c[1] <= top < c[3] - 1), None)
    return Cell(texts[covering], repeats=True) if covering else Cell()


def _lines(letters: list[Letter]) -> Iterator[tuple[float, str]]:
    """Yield lines of text outside the tables, without page numbers."""
    if not letters:
        return
    for line in chars_to_textmap(letters).extract_text_lines(strip=True, return_chars=False):
        text = tidy(line["text"])
        if text and not _PAGE_NUMBER.fullmatch(text):
            yield line["top"], text
