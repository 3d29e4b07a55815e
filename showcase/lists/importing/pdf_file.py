"""A PDF file, read in a process of its own: see `pdf_child.py`."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Timer
from typing import Any

import orjson

from showcase.lists.importing.limits import MAX_PDF_WAIT, check_shape
from showcase.lists.importing.reading import Progress
from showcase.lists.importing.sheets import Cell, FileRefused, Row, Sheet

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = (sys.executable, "-m", "showcase.lists.importing.pdf_child")


def read_pdf(file: str, data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """One sheet whose rows stand in `第1页` …; raises FileRefused, also for scans, which have no text."""
    rows: list[Row] = []
    letters = widest = 0
    for number, page in enumerate(_pages(data), start=1):
        letters += page["letters"]
        rows += (_row(row) for row in page["rows"])
        widest = max((widest, *(len(row["cells"]) for row in page["rows"])))
        check_shape("", len(rows), widest)
        progress(number, page["total"])
    if not letters:
        raise FileRefused("scan")
    return (Sheet(file, "", tuple(rows)),)


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    """What the child says of each page; raises FileRefused where it refuses, crashes or takes too much."""
    with start(_CHILD) as child:
        watch = Timer(MAX_PDF_WAIT, child.kill)
        watch.start()
        try:
            yield from _answers(child, data)
        finally:
            watch.cancel()
            child.kill()


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """The process; it has no environment: whoever breaks out of the reader finds no key and no database there."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=_ROOT, env={})


def _answers(child: subprocess.Popen[bytes], data: bytes) -> Iterator[dict[str, Any]]:
    assert child.stdin is not None  # noqa: S101 - both are pipes
    assert child.stdout is not None  # noqa: S101 - as above
    with contextlib.suppress(BrokenPipeError):  # its end says why
        child.stdin.write(data)
        child.stdin.close()
    for line in child.stdout:
        answer = orjson.loads(line)
        if "refused" in answer:
            raise FileRefused(answer["refused"], answer["place"], **answer["values"])
        yield answer
    ended = child.wait()
    if ended:
        # A Python error means content that none of the libraries expects, a signal one of the limits or a crash
        raise FileRefused("damaged" if ended > 0 else "too_hard")


def _row(plain: dict[str, Any]) -> Row:
    cells = tuple(Cell(text, repeats=repeats) for text, repeats in plain["cells"])
    return Row(plain["place"], plain["number"], cells, plain["is_text"], plain["starts_page"])
