"""Reads one PDF from standard input and prints its rows as JSON, a line for each page.

PDFium is native code and the files come from anywhere: here it can neither bring down a web worker nor fill its memory,
and knows none of its secrets. Started by `pdf_file.py`; knows nothing of Django.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import orjson

from portal.bounds import bound_this_process
from showcase.lists.importing.limits import MAX_PDF_MEMORY, MAX_PDF_SECONDS
from showcase.lists.importing.sheets import FileRefused, Row


def main() -> None:
    """Print `{total, letters, rows}` of each page; last `{refused, place, values}` where the file is not read."""
    bound_this_process(MAX_PDF_MEMORY, MAX_PDF_SECONDS, may_write=False)
    for answer in answers(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()


def answers(data: bytes) -> Iterator[dict[str, Any]]:
    """What `main` prints."""
    # Here, so that the limits hold while they are loaded
    from showcase.lists.importing.pdf_tables import pdf_rows

    try:
        for total, letters, rows in pdf_rows(data):
            yield {"total": total, "letters": letters, "rows": [_plain(row) for row in rows]}
    except FileRefused as refused:
        yield {"refused": refused.fault, "place": refused.place, "values": refused.values}
    except MemoryError:
        yield {"refused": "too_hard", "place": "", "values": {}}


def _plain(row: Row) -> dict[str, Any]:
    return {
        "place": row.place,
        "number": row.number,
        "is_text": row.is_text,
        "starts_page": row.starts_page,
        "cells": [[cell.text, cell.repeats] for cell in row.cells],
    }


if __name__ == "__main__":
    main()
