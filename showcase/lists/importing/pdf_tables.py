"""Ruled tables of text PDFs through pdfplumber.

A row that a page break splits has no line at the break, so pdfplumber loses it: the ends of the vertical lines serve as
lines too. The two halves come as rows of their own and are joined in `rows.py`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from showcase.lists.importing.limits import MAX_PAGES, check_shape
from showcase.lists.importing.reading import Progress
from showcase.lists.importing.sheets import Cell, FileRefused, Row, Sheet, tidy

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?[-—–·\s]*")


def read_pdf(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """One sheet whose rows stand in `第1页` …; raises FileRefused, also for scans, which have no text."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            rows, letters = _all_rows(document, progress)
    except FileRefused:
        raise
    except PdfminerException as error:
        encrypted = any(isinstance(cause, PDFPasswordIncorrect) for cause in (*error.args, error.__cause__))
        raise FileRefused("encrypted" if encrypted else "damaged") from error
    except Exception as error:  # a damaged document makes pdfminer raise anything
        raise FileRefused("damaged") from error
    if not letters:
        raise FileRefused("scan")
    check_shape("", len(rows), max((len(row.cells) for row in rows), default=0))
    return (Sheet(file, "", tuple(rows)),)


def _all_rows(document: Any, progress: Progress) -> tuple[list[Row], int]:
    total = len(document.pages)
    if total > MAX_PAGES:
        raise FileRefused("too_many_pages", pages=total, most=MAX_PAGES)
    rows: list[Row] = []
    letters = 0
    for number, page in enumerate(document.pages, start=1):
        letters += len(page.chars)
        rows.extend(_page_rows(page, f"第{number}页"))
        page.close()  # pdfplumber keeps every letter of a page otherwise
        progress(number, total)
    return rows, letters


def _page_rows(page: Any, place: str) -> Iterator[Row]:
    """Table rows and lines of text from top to bottom; table rows are counted."""
    tables = page.find_tables(_settings(page))
    found: list[tuple[float, Row]] = []
    for table in tables:
        for top, cells in _table_rows(table):
            found.append((top, Row(place, 0, cells)))
    for top, text in _lines(page, tables):
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


def _settings(page: Any) -> dict[str, Any]:
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not uprights:
        return {}
    ends = [min(edge["top"] for edge in uprights), max(edge["bottom"] for edge in uprights)]
    return {"explicit_horizontal_lines": ends}


def _table_rows(table: Any) -> Iterator[tuple[float, tuple[Cell, ...]]]:
    texts = {cell: tidy(text or "") for cell, text in _texts(table)}
    lefts = sorted({cell[0] for cell in table.cells})
    for row in table.rows:
        top = row.bbox[1]
        yield top, tuple(_cell(table.cells, texts, left, top, own) for left, own in zip(lefts, row.cells, strict=False))


def _texts(table: Any) -> Iterator[tuple[tuple[float, ...], str | None]]:
    for row, texts in zip(table.rows, table.extract(), strict=True):
        yield from ((cell, text) for cell, text in zip(row.cells, texts, strict=True) if cell is not None)


def _cell(cells: Any, texts: dict[tuple[float, ...], str], left: float, top: float, own: Any) -> Cell:
    if own is not None:
        return Cell(texts.get(own, ""))
    covering = next((c for c in cells if c[0] <= left < c[2] - 1 and c[1] <= top < c[3] - 1), None)
    return Cell(texts.get(covering, ""), repeats=True) if covering else Cell()


def _lines(page: Any, tables: Any) -> Iterator[tuple[float, str]]:
    """Lines of text beside the tables, without page numbers."""
    boxes = [table.bbox for table in tables]

    def is_outside(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return False
        middle = (thing["top"] + thing["bottom"]) / 2
        across = (thing["x0"] + thing["x1"]) / 2
        return not any(x0 <= across <= x1 and top <= middle <= bottom for x0, top, x1, bottom in boxes)

    for line in page.filter(is_outside).extract_text_lines(strip=True, return_chars=False):
        text = tidy(line["text"])
        if text and not _PAGE_NUMBER.fullmatch(text):
            yield line["top"], text
