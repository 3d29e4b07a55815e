"""Reads one file of a list from standard input and prints its rows as JSON, some hundred a line.

The files come from anywhere, and what reads them is native code or believes what they declare: here it can neither
bring down a web worker nor fill its memory, and knows none of its secrets. Started by `reading.py` with the name of the
file; knows nothing of Django.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import orjson

from portal.bounds import bound_this_process
from showcase.lists.importing.limits import MAX_MEMORY, MAX_SECONDS
from showcase.lists.importing.sheets import FileRefused, Row, Sheet

_BATCH = 200  # rows a line


def main() -> None:
    """Print `{done, total}` while reading, then `{sheet, is_hidden}` and `{rows}` of each sheet, last `{findings}`.

    Or `{refused, place, values}` where the file is not read.
    """
    bound_this_process(MAX_MEMORY, MAX_SECONDS, may_write=False)
    try:
        for answer in answers(sys.argv[1], sys.stdin.buffer.read()):
            _say(answer)
    except FileRefused as refused:
        _say({"refused": refused.fault, "place": refused.place, "values": refused.values})
    except MemoryError:
        _say({"refused": "too_hard", "place": "", "values": {}})


def answers(name: str, data: bytes) -> Iterator[dict[str, Any]]:
    """What `main` prints once the file is read; raises FileRefused."""
    # Here, so that the limits hold while its libraries are loaded
    from showcase.lists.importing.formats import parse
    from showcase.lists.screening.surfaces import screen

    sheets = parse(name, data, lambda done, total: _say({"done": done, "total": total}))
    for sheet in sheets:
        yield from _plain_sheet(sheet)
    yield {"findings": [(finding.kind, finding.place, finding.value) for finding in screen(data, sheets)]}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    sys.stdout.buffer.flush()


def _plain_sheet(sheet: Sheet) -> Iterator[dict[str, Any]]:
    yield {"sheet": sheet.name, "is_hidden": sheet.is_hidden}
    for at in range(0, len(sheet.rows), _BATCH):
        yield {"rows": [_plain(row) for row in sheet.rows[at : at + _BATCH]]}


def _plain(row: Row) -> dict[str, Any]:
    return {
        "place": row.place,
        "number": row.number,
        "is_text": row.is_text,
        "starts_page": row.starts_page,
        "cells": [[cell.text, cell.formula, cell.is_number, cell.repeats] for cell in row.cells],
    }


if __name__ == "__main__":
    main()
