"""Tells which records are one enterprise, at any moment, from merges as they were recorded and undone.

A merge rewrites nothing. Whatever names the duplicate is read as naming the survivor while the merge is in effect, so
an undo restores exactly what was there, and what was known before a merge stays known as it was.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Fault = Literal["same", "duplicate_merged", "survivor_merged"]


@dataclass(frozen=True)
class Merge:
    """`duplicate` counts as `survivor` from `recorded_at` until before `undone_at` (None: still).

    Both are primary keys of enterprises, both moments have a time zone.
    """

    duplicate: int
    survivor: int
    recorded_at: dt.datetime
    undone_at: dt.datetime | None = None

    def stands(self, known_at: dt.datetime | None = None) -> bool:
        """Say whether it was in effect at that moment; None: now."""
        if known_at is None:
            return self.undone_at is None
        return self.recorded_at <= known_at and (self.undone_at is None or known_at < self.undone_at)


class Merged:
    """All merges together. Of one duplicate at most one may be in effect at a time, and none may close a circle."""

    def __init__(self, merges: Iterable[Merge] = ()) -> None:
        self.merges = tuple(merges)
        self._of: dict[int, list[Merge]] = defaultdict(list)
        for merge in self.merges:
            self._of[merge.duplicate].append(merge)
        self._families = _families(self.merges)

    def head(self, enterprise: int, known_at: dt.datetime | None = None) -> int:
        """Return the enterprise that this one counts as at a moment (None: now): itself if it is not merged."""
        seen = {enterprise}
        while (survivor := self._survivor(enterprise, known_at)) is not None and survivor not in seen:
            enterprise = survivor
            seen.add(enterprise)
        return enterprise

    def members(self, enterprise: int, known_at: dt.datetime | None = None) -> frozenset[int]:
        """Return all that count as this one at a moment, itself included; empty where it counts as another."""
        family = self.family(enterprise)
        return frozenset(one for one in family if self.head(one, known_at) == enterprise)

    def family(self, enterprise: int) -> frozenset[int]:
        """Return all that any merge, undone or not, ever joined with it, itself included."""
        return self._families.get(enterprise) or frozenset({enterprise})

    def moments(self, family: Iterable[int]) -> frozenset[dt.datetime]:
        """Return the moments when any of these were merged or separated."""
        merges = [merge for one in family for merge in self._of.get(one, ())]
        undone = (merge.undone_at for merge in merges if merge.undone_at is not None)
        return frozenset({merge.recorded_at for merge in merges}.union(undone))

    def fault(self, duplicate: int, survivor: int) -> Fault | None:
        """Return why these two may not be merged now; prevents circles and two survivors of one duplicate."""
        if duplicate == survivor:
            return "same"
        if self.head(duplicate) != duplicate:
            return "duplicate_merged"
        return "survivor_merged" if self.head(survivor) != survivor else None

    def _survivor(self, enterprise: int, known_at: dt.datetime | None) -> int | None:
        return next((merge.survivor for merge in self._of.get(enterprise, ()) if merge.stands(known_at)), None)


def _families(merges: Iterable[Merge]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for merge in merges:
        pair = (merge.duplicate, merge.survivor)
        family = frozenset[int]().union(*(found.get(one, frozenset({one})) for one in pair))
        found.update(dict.fromkeys(family, family))
    return found


SEPARATE = Merged()
"""No merges."""
