"""Faults in content files: gathered first, raised together, each naming file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one file. ``line`` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class StoryFileError(Exception):
    """Content files hold at least one fault.

    ``path``, ``line`` and ``message`` are those of the first fault in file order;
    ``faults`` holds them all, and the text of the error has one fault a line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        if not self.faults:
            raise ValueError("a StoryFileError needs at least one fault")
        first = self.faults[0]
        self.path, self.line, self.message = first.path, first.line, first.message
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Faults:
    """The faults met while reading. Readers add and go on, the caller raises at the end."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: Path, line: int, message: str) -> None:
        """Note one fault; ``line`` counts from 1."""
        self._found.append(Fault(path, line, message))

    def __len__(self) -> int:
        return len(self._found)

    def raise_if_any(self) -> None:
        """Raise ``StoryFileError`` with all faults noted so far, if there are any."""
        if self._found:
            raise StoryFileError(self._found)
