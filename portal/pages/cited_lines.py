"""Plain text with citations: one paragraph per line, each ending with its sources, `[1][3]`, or with `[portal]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAIL = re.compile(r"\s*((?:\[(?:\d{1,2}|portal)\]\s*)+)$")
_MARK = re.compile(r"\[(\d{1,2}|portal)\]")


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A paragraph without its citations; `own`: the portal's general explanation, which has no source."""

    text: str
    citations: tuple[int, ...] = ()
    own: bool = False


def cited_lines(text: str) -> tuple[CitedLine, ...]:
    """Return the paragraphs of a text, in order, without empty lines.

    >>> cited_lines("Heat leaves with the flue gas. [1][2]")
    (CitedLine(text='Heat leaves with the flue gas.', citations=(1, 2), own=False),)
    """
    return tuple(_line(line.strip()) for line in text.splitlines() if line.strip())


def _line(line: str) -> CitedLine:
    tail = _TAIL.search(line)
    marks = _MARK.findall(tail[1]) if tail else []
    return CitedLine(
        text=line[: tail.start()] if tail else line,
        citations=tuple(int(mark) for mark in marks if mark != "portal"),
        own="portal" in marks,
    )
