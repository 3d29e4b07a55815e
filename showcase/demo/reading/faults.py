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
    """Content files hold at least one fault; ``faults`` has all in file order, the error's text one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        if not self.faults:
            raise ValueError("a StoryFileError needs at least one fault")
        super().__init__("\n".join(str(fault) for fault in self.faults))
