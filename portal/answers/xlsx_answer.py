"""Tables for download as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from portal.text.plain_text import clean_value

WORKBOOK_OPTIONS = {
    "constant_memory": True,
    # Cells hold text: never computed, never a link.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60


def xlsx_answer(
    name: str, header: Sequence[str], rows: Iterable[Sequence[object]], notes: Sequence[str] = ()
) -> HttpResponse:
    """Return a workbook of one sheet; `notes` (source, basis, how to cite) are on a second one."""
    import xlsxwriter  # heavy: only downloads need it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, WORKBOOK_OPTIONS) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.set_column(column, column, min(_WIDEST, max(12, 2 * len(title))))
            sheet.write(0, column, clean_value(title), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write(number, column, clean_value(value))
        if notes:
            beside = book.add_worksheet()
            for number, note in enumerate(notes):
                beside.write(number, 0, clean_value(note))
    return workbook_answer(name, content.getvalue())


def workbook_answer(name: str, content: bytes) -> HttpResponse:
    """Return a workbook that was written, as a file called `name`."""
    answer = HttpResponse(content, content_type=_CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
