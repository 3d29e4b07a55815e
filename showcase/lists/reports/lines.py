"""A line of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from showcase.lists.models import ListEntry


@dataclass(frozen=True, slots=True)
class Line:
    """`url` is where one mends it; `cells` in the order of the report's headings, read as `cell0`, `cell1` …"""

    url: str
    cells: tuple[Any, ...]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("cell") and name[4:].isdecimal():
            return self.cells[int(name[4:])]
        raise AttributeError(name)


def entry_place(entry: ListEntry) -> str:
    """File, sheet or page, and row; where it came from no file, the number as printed."""
    row = _("row %(number)s") % {"number": entry.file_row} if entry.file_row else ""
    serial = _("No. %(number)s") % {"number": entry.serial} if entry.serial and not row else ""
    return ", ".join(filter(None, (entry.file_name, entry.file_sheet, row, serial)))
