"""Reads CSV in UTF-8, GB18030 or Big5, with any of the usual separators."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from showcase.lists.importing.reading.limits import MAX_CELLS, MAX_LINES_OF_TEXT, SizeCounter, check_shape
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet, tidy

_SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 50
_SAMPLE = 100_000  # characters
# What Chinese offices write; a strict GB18030 alone would "decode" Big5 as nonsense.
_ENCODINGS = ["gb18030", "big5", "utf_16"]


def read_csv(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return one sheet without a name; raises FileRefused where the text cannot be decoded."""
    text = decoded(data)
    separator = _separator(text)
    _check_counts(text, separator)
    return (Sheet(file, "", tuple(SizeCounter().within("", _rows(text, separator)))),)


def _check_counts(text: str, separator: str) -> None:
    """Refuse a file with more cells or lines than any list has, before any of them is created."""
    cells = text.count(separator)
    if cells > MAX_CELLS:
        longest = max(line.count(separator) for line in islice(io.StringIO(text), _SAMPLE_LINES))
        check_shape("", 1, longest + 1)
        raise FileRefused("too_many_cells", cells=cells, most=MAX_CELLS)
    lines = text.count("\n") + text.count("\r")
    if lines > MAX_LINES_OF_TEXT:
        raise FileRefused("too_many_rows", rows=lines, most=MAX_LINES_OF_TEXT)


def decoded(data: bytes) -> str:
    """Decode the bytes: strict UTF-8 first, then what they look like. Raises FileRefused."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if found is None:
        raise FileRefused("encoding")
    return str(found)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, values in enumerate(reader, start=1):
            if any(value.strip() for value in values):
                yield Row("", number, tuple(Cell(tidy(value)) for value in values))
    except csv.Error as error:
        raise FileRefused("damaged", f"{number + 1}") from error


def _separator(text: str) -> str:
    """Return the separator that splits most lines into the same number of columns."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:_SAMPLE_LINES] if line.strip()]

    def agreement(separator: str) -> int:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        return max((columns * lines_ for columns, lines_ in counts.items()), default=0)

    return max(_SEPARATORS, key=agreement)
