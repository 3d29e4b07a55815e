"""Which measures a case speaks for: not every case of a technique is about every technology of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Story:
    """What decides it. `techniques`: codes as tagged; `linked`: stories that an editor linked, in either direction."""

    key: int
    techniques: frozenset[str] = frozenset()
    machines: frozenset[str] = frozenset()
    linked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Speaking:
    """The measures by technique, to be asked for each case."""

    measures: tuple[Story, ...]

    @cached_property
    def _by_technique(self) -> Mapping[str, list[Story]]:
        found: dict[str, list[Story]] = defaultdict(list)
        for measure in self.measures:
            for code in measure.techniques:
                found[code].append(measure)
        return found

    @cached_property
    def _keys(self) -> frozenset[int]:
        return frozenset(measure.key for measure in self.measures)

    def by(self, case: Story) -> frozenset[int]:
        """Return the measures that a case speaks for.

        Those that an editor linked with it, and those with a technique in common that are either built onto a machine
        of the case or onto none (a practice names no machine).
        """
        alike = (measure for code in case.techniques for measure in self._by_technique.get(code, ()))
        fitting = frozenset(one.key for one in alike if not one.machines or one.machines & case.machines)
        return fitting | (case.linked & self._keys)


def linked_both_ways(pairs: Iterable[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
    """Return story → all stories it is linked with, whichever of the two names the other."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {key: frozenset(others) for key, others in found.items()}
