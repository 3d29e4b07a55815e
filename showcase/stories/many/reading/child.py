"""Reads one workbook of cases from standard input and prints its rows as JSON, in a bounded process without Django.

See `showcase.lists.importing.reading.child`, whose bounds it has. Cells keep their line breaks: they hold paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showcase.lists.importing.reading.child import plain_sheet, run
from showcase.lists.importing.reading.limits import check_size
from showcase.lists.importing.reading.sheets import FileRefused, Sheet, unwatched


def answers(name: str, data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the sheets; raises FileRefused for what is no XLSX file, and for one that is damaged."""
    for sheet in parsed(name, data):
        yield from plain_sheet(sheet)


def parsed(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raises FileRefused."""
    # Imported here, so that the bounds hold while its libraries are loaded
    from showcase.lists.importing.reading.formats import kind_of
    from showcase.lists.importing.reading.xlsx import read_xlsx  # after the bounds on memory are set

    check_size(data)
    kind = kind_of(data)
    if kind != "xlsx":
        raise FileRefused("not_workbook", found=kind)
    return read_xlsx(name, data, unwatched, kept_lines)


def kept_lines(text: str) -> str:
    """Return a cell's text with its lines, each without blanks at its ends; empty lines at the ends are left out."""
    return "\n".join(line.strip() for line in text.replace("_x000D_", "\n").splitlines()).strip()


if __name__ == "__main__":
    run(answers)
