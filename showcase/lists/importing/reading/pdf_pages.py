"""Characters and ruled lines of a PDF's pages, by PDFium, which takes a fifth of the time of pdfminer.

Coordinates are points from the upper left corner of the page as shown, downwards. Characters and lines are dicts as
pdfplumber uses them, so that its table finder and its text extraction work on them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

import pypdfium2
from pypdfium2 import raw

from showcase.lists.importing.reading.limits import MAX_FORMS, MAX_LETTERS, MAX_LINES, MAX_PAGES
from showcase.lists.importing.reading.sheets import FileRefused

_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_LINE_BREAK_HYPHEN = 2  # what PDFium makes of a hyphen at the end of a line
_TAIL = 2048  # a complete file has its end mark in the last so many bytes
_SPACE = 32
_BLANKS = (10, 13, _SPACE)
_ABOVE, _BELOW = 0.88, 0.12  # parts of a character's size above and below its line
_ALONG = 0.01  # points by which the ends of a straight line may differ

Letter = dict[str, Any]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
PointTransform = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What `pdfplumber.table.TableFinder` needs of a page: its characters, its lines and its box."""

    bbox: Box
    chars: list[Letter]
    edges: list[dict[str, Any]]


def pdf_pages(data: bytes) -> Iterator[tuple[int, PdfPage]]:
    """Yield (number of all pages, page) for each page; raises FileRefused."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise FileRefused("damaged")  # PDFium repairs a file that is cut off, and nobody would notice the missing rows
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("encrypted" if error.err_code in _LOCKED else "damaged") from error
    try:
        total = len(document)
        if total > MAX_PAGES:
            raise FileRefused("too_many_pages", pages=total, most=MAX_PAGES)
        if not total:
            raise FileRefused("damaged")
        for number in range(total):
            yield total, _page(document, number)
    finally:
        document.close()


def _page(document: Any, number: int) -> PdfPage:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise FileRefused("damaged", f"第{number + 1}页") from error
    try:
        width, height = page.get_size()
        transform = _point_transform(page)
        return PdfPage((0, 0, width, height), list(_letters(page, transform)), list(_lines(page, transform)))
    finally:
        page.close()


def _point_transform(page: Any) -> PointTransform:
    """Return a function from the PDF's own coordinates to those of the page as shown: rotated, counted from the top."""
    left, bottom, right, top = page.get_bbox()
    turned: dict[int, PointTransform] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turned[page.get_rotation()]


def _letters(page: Any, transform: PointTransform) -> Iterator[Letter]:
    """Yield each character with its box, as tall as its line, in the order of the file."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_LETTERS:
        raise FileRefused("too_hard")
    pen = _Pen(text)
    before: Letter | None = None
    waiting = False  # for the character after a space
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in _BLANKS and raw.FPDFText_IsGenerated(text, at) == 1:
            waiting = code == _SPACE
            continue
        if not code:
            continue
        letter = _letter("-" if code == _LINE_BREAK_HYPHEN else chr(code), pen.box(at, chr(code)), transform)
        if waiting and before and not (is_wide(before["text"]) and is_wide(letter["text"])):
            yield {**before, "text": " ", "x0": before["x1"]}
        yield letter
        before, waiting = letter, False
    text.close()


def is_wide(text: str) -> bool:
    """Say whether the character fills a square, as Han does: PDFium's guesses of spaces between two are wrong."""
    return east_asian_width(text) in "WF"


def _letter(text: str, box: Box, transform: PointTransform) -> Letter:
    one, other = transform(box[0], box[1]), transform(box[2], box[3])
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return {
        "object_type": "char", "text": text, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "upright": True, "size": bottom - top,
    }  # fmt: skip


class _Pen:
    """Measures characters: by the font where the text is level, by the ink where it is rotated.

    The height is always that of the line (0.88 of the size above it, the rest below): fonts made by browsers give a
    different height for each character.
    """

    def __init__(self, text: Any) -> None:
        self.text = text
        self.loose, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.numbers = [ctypes.c_double() for _ in range(6)]
        self.pointers = [ctypes.byref(number) for number in self.numbers]

    def box(self, at: int, letter: str) -> Box:
        """Return the box in the PDF's own coordinates, the sides in no particular order."""
        raw.FPDFText_GetCharOrigin(self.text, at, *self.pointers[:2])
        raw.FPDFText_GetMatrix(self.text, at, self.matrix)
        x, y = self.numbers[0].value, self.numbers[1].value
        size, matrix = raw.FPDFText_GetFontSize(self.text, at), self.matrix
        if abs(matrix.b) > abs(matrix.a):
            raw.FPDFText_GetCharBox(self.text, at, *self.pointers[2:])  # left, right, bottom, top
            start, end = self.numbers[4].value, self.numbers[5].value
            if is_wide(letter):
                start, end = y, y + size * matrix.b
            return x + _ABOVE * size * matrix.c, start, x - _BELOW * size * matrix.c, end
        raw.FPDFText_GetLooseCharBox(self.text, at, self.loose)
        height = size * matrix.d
        return self.loose.left, y + _ABOVE * height, self.loose.right, y - _BELOW * height


def _lines(page: Any, transform: PointTransform) -> Iterator[dict[str, Any]]:
    """Yield the horizontal and vertical pieces of everything drawn: lines and the sides of boxes, filled ones too."""
    seen = 0
    for path, matrix in _paths(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0)):
        for one, other in _pieces(path, matrix, transform):
            line = _line(one, other)
            if line:
                seen += 1
                yield line
        if seen > MAX_LINES:
            raise FileRefused("too_hard")


def _line(one: Point, other: Point) -> dict[str, Any] | None:
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if (x1 - x0 > _ALONG) == (bottom - top > _ALONG):
        return None
    orientation = "v" if bottom - top > _ALONG else "h"
    return {
        "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "width": x1 - x0, "height": bottom - top, "orientation": orientation,
    }  # fmt: skip


Matrix = tuple[float, float, float, float, float, float]


def _paths(holder: Any, count: Any, get: Any, matrix: Matrix, depth: int = 0) -> Iterator[tuple[Any, Matrix]]:
    """Yield every path that is drawn, also inside forms, with the matrix that maps it to the page."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    for at in range(count(holder)):
        thing = get(holder, at)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            raw.FPDFPath_GetDrawMode(thing, ctypes.byref(mode), ctypes.byref(stroke))
            if mode.value or stroke.value:
                yield thing, _times(_matrix(thing), matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORMS:
            inner = _times(_matrix(thing), matrix)
            yield from _paths(thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _pieces(path: Any, matrix: Matrix, transform: PointTransform) -> Iterator[tuple[Point, Point]]:
    """Yield the pieces between the points of a path, and the one that closes it."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = transform(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            yield last, point
        last = point
        if start is not None and raw.FPDFPathSegment_GetClose(segment):
            yield last, start
