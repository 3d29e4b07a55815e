"""What makes a selection of stories complete enough to be published; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

FEWEST = 2
"""Stories of a collection: one alone needs no collection."""


class Fault(StrEnum):
    """Why a selection cannot be published."""

    TOO_FEW = "too few"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen story. `story`: its permanent id, the same in both languages; `title`: for messages."""

    story: UUID
    title: str


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault, and the titles of the stories that it is about, each once."""

    fault: Fault
    titles: tuple[str, ...] = ()


def selection_faults(chosen: Sequence[Chosen]) -> tuple[FoundFault, ...]:
    """Return what is wrong with the selection; a story that was chosen twice counts once."""
    counts = Counter(one.story for one in chosen)
    titles = {one.story: one.title for one in reversed(chosen)}
    repeated = tuple(titles[story] for story, count in counts.items() if count > 1)
    return (
        *([FoundFault(Fault.TOO_FEW)] if len(counts) < FEWEST else []),
        *([FoundFault(Fault.REPEATED, repeated)] if repeated else []),
    )
