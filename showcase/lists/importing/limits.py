"""How large a file may be, looked at before anything parses it."""

from __future__ import annotations

import zipfile

from showcase.lists.importing.sheets import FileRefused

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 96_000_000
MAX_PART_BYTES = 48_000_000
MAX_PARTS = 2_000
MAX_ROWS = 30_000
MAX_COLUMNS = 200
MAX_CELLS = 400_000  # of one sheet, empty but formatted ones included: about 200 MB in openpyxl
MAX_PAGES = 500
MAX_LETTERS = 60_000  # of one page of a PDF: a page full of small print has 6,000
MAX_LINES = 60_000  # drawn on one page, four a cell
MAX_PDF_MEMORY = 1_000_000_000  # address space of the process that reads a PDF, 200 MB of it for the libraries
MAX_PDF_SECONDS = 45  # of a processor; 5,000 rows take 6
MAX_PDF_WAIT = 50.0  # seconds on the clock, less than a web worker waits
MAX_FORMS = 8  # how deep forms of a PDF page stand in one another


def check_size(data: bytes) -> None:
    """Refuse an empty file and one over MAX_FILE_BYTES."""
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_FILE_BYTES:
        raise FileRefused("too_large", megabytes=len(data) // 1_000_000, most=MAX_FILE_BYTES // 1_000_000)


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a zip bomb by what its directory declares; reading never yields more than that."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise FileRefused("too_many_parts", parts=len(parts))
    largest = max(parts, key=lambda part: part.file_size, default=None)
    if largest is not None and largest.file_size > MAX_PART_BYTES:
        raise FileRefused("bomb", largest.filename, megabytes=largest.file_size // 1_000_000)
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED_BYTES:
        raise FileRefused("bomb", megabytes=total // 1_000_000)


def check_shape(place: str, rows: int, columns: int, cells: int = 0) -> None:
    """Refuse a sheet with more rows, columns or cells than any list has."""
    if columns > MAX_COLUMNS:
        raise FileRefused("too_many_columns", place, columns=columns, most=MAX_COLUMNS)
    if rows > MAX_ROWS:
        raise FileRefused("too_many_rows", place, rows=rows, most=MAX_ROWS)
    if max(cells, rows * columns) > MAX_CELLS:
        raise FileRefused("too_many_cells", place, cells=max(cells, rows * columns), most=MAX_CELLS)
