"""For which measures a case speaks, and which of its figures are theirs.

Not every case of a technique is about every technology of it, and a case of seven techniques gives figures of each.
"""

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

    measures: Mapping[int, Story]

    @cached_property
    def _by_technique(self) -> Mapping[str, list[Story]]:
        found: dict[str, list[Story]] = defaultdict(list)
        for measure in self.measures.values():
            for code in measure.techniques:
                found[code].append(measure)
        return found

    def by(self, case: Story) -> frozenset[int]:
        """Return the measures with a technique of the case that it speaks for.

        Those that an editor linked with it; only where no measure is linked, those that are built onto a machine of the
        case, or onto none (a practice names no machine).
        """
        alike = [measure for code in case.techniques for measure in self._by_technique.get(code, ())]
        if case.linked & self.measures.keys():
            return frozenset(one.key for one in alike if one.key in case.linked)
        return frozenset(one.key for one in alike if not one.machines or one.machines & case.machines)


def is_about_it_alone(case: Story, measure: Story) -> bool:
    """Say whether all techniques of the case are the measure's, so that whatever it reports is of the measure."""
    return case.techniques <= measure.techniques


def is_figure_of(named: frozenset[str], case: Story, measure: Story) -> bool:
    """Say whether a figure of the case is one of the measure.

    `named`: the codes of techniques and machines in the figure's own words. A technique decides; a machine only where
    no technique is named.
    """
    if is_about_it_alone(case, measure):
        return True
    techniques = frozenset(code for code in named if code.startswith("T"))
    return bool(techniques & measure.techniques) or (not techniques and bool(named & measure.machines))


def linked_both_ways(pairs: Iterable[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
    """Return story → all stories it is linked with, whichever of the two names the other."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {key: frozenset(others) for key, others in found.items()}
