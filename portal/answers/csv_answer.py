"""Tables for download as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse

# A spreadsheet takes a cell that begins with one of these for a formula, full-width forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTENT_TYPE = "text/csv; charset=utf-8"
_BYTE_ORDER_MARK = "\ufeff"


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a UTF-8 file with byte order mark, so that office programs read Chinese."""
    content = "".join(csv_lines(header, rows))
    return HttpResponse(content, content_type=_CONTENT_TYPE, headers=_as_file(name))


def streamed_csv(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    """Stream the same file from the lines of `csv_lines`. An error midway breaks off the download."""
    return StreamingHttpResponse(lines, content_type=_CONTENT_TYPE, headers=_as_file(name))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a file, byte order mark first."""
    writer = csv.writer(_Echo())
    yield _BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.csv"'}


def harmless(value: object) -> object:
    """Return a cell's value; text that a spreadsheet would compute gets an apostrophe, which spreadsheets hide."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \u3000").startswith(_FORMULA) else value


class _Echo:
    """A file that returns what is written to it."""

    def write(self, line: str) -> str:
        return line
