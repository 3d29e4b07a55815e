"""Reads the sheets of a file in a process of its own: see `child.py`."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from threading import Timer
from typing import Any

import orjson

from showcase.lists.importing.reading.limits import MAX_ANSWER_BYTES, MAX_WAIT, SizeCounter, check_size
from showcase.lists.importing.reading.sheets import Cell, FileRefused, Progress, Row, Sheet, unwatched
from showcase.lists.screening.patterns import Finding, Kind

_ROOT = Path(__file__).resolve().parents[4]
_CHILD = (sys.executable, "-m", "showcase.lists.importing.reading.child")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The sheets of a file, and the personal data found anywhere in it."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def read_sheets(name: str, data: bytes, progress: Progress = unwatched) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX, XLS, CSV, DOCX or PDF file, in order; raises FileRefused."""
    return read_file(name, data, progress).sheets


def read_file(name: str, data: bytes, progress: Progress = unwatched) -> ReadFile:
    """Return sheets and personal data of an XLSX, XLS, CSV, DOCX or PDF file; raises FileRefused.

    `progress` receives (pages or sheets done, their number).
    """
    check_size(data)
    return gathered(name, child_answers((*_CHILD, name), data), progress)


def gathered(name: str, answers: Iterable[dict[str, Any]], progress: Progress = unwatched) -> ReadFile:
    """Return what a child has printed of a file; raises FileRefused where it is more than a list has."""
    counter = SizeCounter()
    sheets: list[Sheet] = []
    rows: list[list[Row]] = []
    findings: tuple[Finding, ...] = ()
    for answer in answers:
        if "done" in answer:
            progress(answer["done"], answer["total"])
        elif "findings" in answer:
            findings = tuple(Finding(Kind(kind), place, value) for kind, place, value in answer["findings"])
        elif "sheet" in answer:
            sheets.append(Sheet(PurePath(name).name, answer["sheet"], (), answer["is_hidden"]))
            rows.append([])
            counter.rows = counter.widest = 0
        else:
            for plain in answer["rows"]:
                rows[-1].append(_row(plain))
                counter.add(sheets[-1].name, rows[-1][-1])
    filled = tuple(replace(sheet, rows=tuple(own)) for sheet, own in zip(sheets, rows, strict=True))
    return ReadFile(filled, findings)


def child_answers(command: Sequence[str], data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the messages of a child of `child.run`; raises FileRefused where it refuses, crashes or takes too much."""
    with start(command) as child:
        watch = Timer(MAX_WAIT, child.kill)
        watch.start()
        try:
            yield from _answers(child, data)
        finally:
            watch.cancel()
            child.kill()


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the process without an environment: code that takes over the reader finds no key and no database there."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=_ROOT, env={"PYTHONUTF8": "1"}
    )


def _answers(child: subprocess.Popen[bytes], data: bytes) -> Iterator[dict[str, Any]]:
    assert child.stdin is not None  # noqa: S101 - both are pipes
    assert child.stdout is not None  # noqa: S101 - as above
    with contextlib.suppress(BrokenPipeError):  # its end says why
        child.stdin.write(data)
        child.stdin.close()
    while line := child.stdout.readline(MAX_ANSWER_BYTES):
        if not line.endswith(b"\n"):
            raise FileRefused("too_hard")
        answer = orjson.loads(line)
        if "refused" in answer:
            raise FileRefused(answer["refused"], answer["place"], **answer["values"])
        yield answer
    ended = child.wait()
    if ended:
        # A Python error means content that no library expects, a signal means a limit was reached or a crash
        raise FileRefused("damaged" if ended > 0 else "too_hard")


def _row(plain: dict[str, Any]) -> Row:
    cells = tuple(Cell(text, formula, is_number, repeats) for text, formula, is_number, repeats in plain["cells"])
    return Row(plain["place"], plain["number"], cells, plain["is_text"], plain["starts_page"])
