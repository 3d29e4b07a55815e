"""Limits on a file, checked before anything parses it, and on the process that parses it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.lists.importing.reading.sheets import FileRefused, Row

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 96_000_000
MAX_PART_BYTES = 48_000_000
MAX_PARTS = 2_000
MAX_TAGS = 8_000_000  # `<` in all XML parts of a package: 400,000 cells of a workbook have some 3,200,000
MAX_TAGS_IN_MEMORY = 3_000_000  # of a Word document, held in memory as a whole: 5,000 rows have 1,800,000
MAX_SHEETS = 100
MAX_ROWS = 30_000
MAX_COLUMNS = 200
MAX_CELLS = 400_000  # of one sheet, empty but formatted cells included: about 200 MB in openpyxl
MAX_CELLS_OF_FILE = 800_000
MAX_MERGES = 30_000  # of one sheet: a list of 30,000 rows may join two of each
MAX_STRINGS = 400_000  # kept apart from the cells in old workbooks
MAX_LINES_OF_TEXT = 10 * MAX_ROWS  # of a CSV, empty ones included
MAX_LETTERS_OF_FILE = 10_000_000  # characters of all cells, merged ones counted each time: 5,000 rows have 500,000
MAX_ANSWER_BYTES = 4 * MAX_LETTERS_OF_FILE  # of one line from the process that reads a file
MAX_PAGES = 500
MAX_LETTERS = 60_000  # of one page of a PDF: a page full of small print has 6,000
MAX_LINES = 60_000  # drawn on one page, four per cell
MAX_FORMS = 8  # how deep forms of a PDF page are nested
MAX_MEMORY = 1_000_000_000  # address space of the process that reads a file, 200 MB of it for the libraries
MAX_SECONDS = 45  # of processor time; a PDF of 5,000 rows takes 6
MAX_WAIT = 50.0  # seconds on the clock, less than a web worker waits

_ENTRY_OF_A_DIRECTORY = b"PK\x01\x02"
_CHUNK = 1 << 20


def check_size(data: bytes) -> None:
    """Refuse an empty file and one over MAX_FILE_BYTES."""
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_FILE_BYTES:
        raise FileRefused("too_large", megabytes=len(data) // 1_000_000, most=MAX_FILE_BYTES // 1_000_000)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip that is no bomb by what its directory declares; reading never yields more than that.

    Raises FileRefused, and zipfile.BadZipFile for what is no zip. A directory of a million entries is refused before
    zipfile creates an object for each.
    """
    entries = data.count(_ENTRY_OF_A_DIRECTORY)
    if entries > MAX_PARTS:
        raise FileRefused("too_many_parts", parts=entries)
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    largest = max(parts, key=lambda part: part.file_size, default=None)
    if largest is not None and largest.file_size > MAX_PART_BYTES:
        raise FileRefused("bomb", largest.filename, megabytes=largest.file_size // 1_000_000)
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED_BYTES:
        raise FileRefused("bomb", megabytes=total // 1_000_000)
    return archive


def check_tags(archive: zipfile.ZipFile, most: int = MAX_TAGS) -> None:
    """Refuse a package whose XML has more elements than any list; unpacks it once, without keeping anything."""
    tags = 0
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                tags += chunk.count(b"<")
                if tags > most:
                    raise FileRefused("too_many_tags", name, most=most)


def check_shape(place: str, rows: int, columns: int, cells: int = 0) -> None:
    """Refuse a sheet with more rows, columns or cells than any list has."""
    if columns > MAX_COLUMNS:
        raise FileRefused("too_many_columns", place, columns=columns, most=MAX_COLUMNS)
    if rows > MAX_ROWS:
        raise FileRefused("too_many_rows", place, rows=rows, most=MAX_ROWS)
    if max(cells, rows * columns) > MAX_CELLS:
        raise FileRefused("too_many_cells", place, cells=max(cells, rows * columns), most=MAX_CELLS)


@dataclass
class Merges:
    """Counts the merged ranges of one sheet: each costs what it covers, even if one is repeated."""

    place: str
    ranges: int = 0
    covered: int = 0

    def add(self, rows: int, columns: int, where: str = "") -> None:
        """Count a range of so many rows and columns; raises FileRefused."""
        check_shape(f"{self.place} {where}".strip(), rows, columns)
        self.ranges += 1
        self.covered += rows * columns
        if self.ranges > MAX_MERGES:
            raise FileRefused("too_many_merges", self.place, merges=self.ranges, most=MAX_MERGES)
        if self.covered > MAX_CELLS:
            raise FileRefused("too_many_cells", self.place, cells=self.covered, most=MAX_CELLS)


@dataclass
class SizeCounter:
    """Counts what the rows of a file hold; stops reading at one row too many, before the next one is created."""

    cells: int = 0
    letters: int = 0
    rows: int = 0  # of the sheet that is read
    widest: int = 0

    def within(self, place: str, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the same rows, those of one sheet; raises FileRefused as soon as they are more than a list has."""
        self.rows = self.widest = 0
        for row in rows:
            self.add(place, row)
            yield row

    def add(self, place: str, row: Row) -> None:
        """Count a row of the sheet `place`; raises FileRefused."""
        self.rows += 1
        self.widest = max(self.widest, len(row.cells))
        self.cells += len(row.cells)
        self.letters += sum(len(cell.text) + len(cell.formula) for cell in row.cells)
        check_shape(place, self.rows, self.widest)
        if self.cells > MAX_CELLS_OF_FILE:
            raise FileRefused("too_many_cells", place, cells=self.cells, most=MAX_CELLS_OF_FILE)
        if self.letters > MAX_LETTERS_OF_FILE:
            raise FileRefused("too_many_letters", place, letters=self.letters, most=MAX_LETTERS_OF_FILE)
