"""Reads a workbook of cases in a process of its own: see `child.py`."""

from __future__ import annotations

import sys
from dataclasses import replace

from portal.text.plain_text import clean_text
from showcase.lists.importing.reading.limits import check_size
from showcase.lists.importing.reading.process import child_answers, gathered
from showcase.lists.importing.reading.sheets import Sheet

_CHILD = (sys.executable, "-m", "showcase.stories.many.reading.child")


def read_workbook(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX file without characters that cannot be seen; raises FileRefused."""
    check_size(data)
    return cleaned(gathered(name, child_answers((*_CHILD, name), data)).sheets)


def cleaned(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the sheets without invisible characters in their cells."""
    return tuple(
        replace(
            sheet,
            rows=tuple(
                replace(row, cells=tuple(replace(cell, text=clean_text(cell.text)) for cell in row.cells))
                for row in sheet.rows
            ),
        )
        for sheet in sheets
    )
