"""Reads one file of a list from standard input and prints its rows as JSON, 200 per line.

The files come from anywhere, and the libraries that read them are native code or trust what a file declares. In this
process they can neither crash a web worker nor fill its memory, and know none of its secrets. Started by `reading.py`
with the name of the file; does not load Django.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from portal.bounds import bound_this_process
from showcase.lists.importing.reading.limits import MAX_MEMORY, MAX_SECONDS
from showcase.lists.importing.reading.sheets import FileRefused, Row, Sheet

_BATCH = 200  # rows per line


def main() -> None:
    """Print `{done, total}` while reading, then `{sheet, is_hidden}` and `{rows}` of each sheet, last `{findings}`."""
    run(answers)


def run(answers: Callable[[str, bytes], Iterator[dict[str, Any]]]) -> None:
    """Bound this process and print what `answers(name, data)` yields for the file on standard input.

    Prints `{refused, place, values}` where it raises FileRefused.
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
    """Yield what `main` prints once the file is read; raises FileRefused."""
    # Imported here, so that the limits hold while its libraries are loaded
    from showcase.lists.importing.reading.formats import parse
    from showcase.lists.screening.surfaces import screen  # after the bounds on memory are set

    sheets = parse(name, data, lambda done, total: _say({"done": done, "total": total}))
    for sheet in sheets:
        yield from plain_sheet(sheet)
    yield {"findings": [(finding.kind, finding.place, finding.value) for finding in screen(data, sheets)]}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    sys.stdout.buffer.flush()


def plain_sheet(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield `{sheet, is_hidden}` and the `{rows}` of a sheet."""
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
