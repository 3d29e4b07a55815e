"""What the data set's codes are in the portal's terms: an approximate industry, a synthetic technique, a region."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from showcase.vocabulary.tables import read_techniques

ROOT_REGION = "990000"
"""GB/T 2260 gives out no code that begins with 99."""

TECHNIQUE_GROUPS: dict[int, tuple[str, ...]] = {
    2: ("T01", "T02", "T03", "T04", "T05", "T06", "T07"),
    3: ("T08", "T09", "T10", "T11", "T12"),
}
"""Class of the Assessment Recommendation Code (2 energy, 3 waste) → technique groups it may stand for."""

ARC_CLASSES: dict[int, tuple[str, str]] = {
    2: ("能源管理", "Energy management"),
    3: ("减废与污染预防", "Waste minimization and pollution prevention"),
    4: ("直接提高生产率", "Direct productivity enhancement"),
}
"""What the classes are called, in Chinese and English."""
OTHER_CLASS = ("其他建议", "Other recommendation")

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class State:
    """A state as a region: code below `ROOT_REGION`, both names."""

    code: str
    zh: str
    en: str


@cache
def states() -> dict[str, State]:
    """Postal abbreviation → state."""
    return {row["abbreviation"]: State(row["code"], row["zh"], row["en"]) for row in _rows("states.csv")}


@cache
def divisions() -> dict[str, str]:
    """Two digits of SIC (1987) → the division of GB/T 4754-2017 that comes nearest; approximate, see the notes."""
    return {row["sic"]: row["division"] for row in _rows("sic_divisions.csv")}


def technique_for(number: str, arc_class: int | None) -> str:
    """The technique a recommendation stands for, empty outside classes 2 and 3.

    Synthetic: the data set says the class alone. The same number always gives the same technique, and each technique
    of the class gets about as many.
    """
    possible = _techniques(arc_class)
    return possible[crc32(number.encode()) % len(possible)] if possible else ""


@cache
def _techniques(arc_class: int | None) -> tuple[str, ...]:
    groups = TECHNIQUE_GROUPS.get(arc_class or 0, ())
    return tuple(technique.code for technique in read_techniques() if technique.parent in groups)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
