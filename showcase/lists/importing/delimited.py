"""CSV in UTF-8, GB18030 or Big5, with any of the usual separators."""

from __future__ import annotations

import csv
import io
from collections import Counter

from charset_normalizer import from_bytes

from showcase.lists.importing.limits import check_shape
from showcase.lists.importing.reading import Progress
from showcase.lists.importing.sheets import Cell, FileRefused, Row, Sheet, tidy

_SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 50
# What Chinese offices write; a strict GB18030 alone would "decode" Big5 as nonsense.
_ENCODINGS = ["gb18030", "big5", "utf_16"]


def read_csv(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """One sheet without a name; raises FileRefused where the letters cannot be read."""
    text = decoded(data)
    rows = list(_rows(text, _separator(text)))
    check_shape("", len(rows), max((len(row.cells) for row in rows), default=0))
    return (Sheet(file, "", tuple(rows)),)


def decoded(data: bytes) -> str:
    """The text of the bytes: strict UTF-8 first, then what the letters look like."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if found is None:
        raise FileRefused("encoding")
    return str(found)


def _rows(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for number, values in enumerate(reader, start=1):
            if any(value.strip() for value in values):
                rows.append(Row("", number, tuple(Cell(tidy(value)) for value in values)))
    except csv.Error as error:
        raise FileRefused("damaged", f"{len(rows) + 1}") from error
    return rows


def _separator(text: str) -> str:
    """The one that parts most lines into the same number of columns."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def agreement(separator: str) -> int:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        return max((columns * lines_ for columns, lines_ in counts.items()), default=0)

    return max(_SEPARATORS, key=agreement)
