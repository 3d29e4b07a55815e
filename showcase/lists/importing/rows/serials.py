"""Reads the serial numbers of a list and finds the missing ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_SERIAL = re.compile(r"(?:no\.?|第)?[(\[]?0*([0-9]{1,6})[)\]]?(?:\.0|[.、号])?", re.IGNORECASE)
MAX_GAP = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """Serial numbers that a file leaves out: from `first` to `last`, both missing."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def serial_number(text: str) -> int | None:
    """Read `12`, `12.`, `（12）`, `012` as 12; None for what is no number."""
    found = _SERIAL.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return int(found[1]) if found else None


def gaps(serials: Iterable[int | None]) -> tuple[Gap, ...]:
    """Return numbers missing inside a run; a smaller or equal number begins a new run, the first may be any.

    A jump over more than MAX_GAP numbers begins a new run, too: excerpts of national lists skip many.
    """
    found, before = [], None
    for serial in serials:
        if serial is None:
            continue
        if before is not None and 1 < serial - before <= MAX_GAP:
            found.append(Gap(before + 1, serial - 1))
        before = serial
    return tuple(found)
