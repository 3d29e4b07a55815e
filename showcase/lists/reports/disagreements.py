"""Finds rows on which two lists disagree, and units that only one of two matching lists has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from showcase.lists.importing.rows.names import normal_name

_REGION_STEPS = (2, 4, 6)  # digits of a province, a prefecture, a county (GB/T 2260)


class Difference(StrEnum):
    """What two lists state differently about one unit; `DROPPED`, `ADDED`: only the first or second list has it."""

    NAME = "name"
    REGION = "region"
    INDUSTRY = "industry"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of a list. `enterprise`: None where nobody has identified it; `region`: a code, empty if unknown."""

    entry: int
    announcement: int
    programme: str
    name: str
    enterprise: int | None = None
    region: str = ""
    industry: str = ""

    @property
    def unit(self) -> int | str:
        """What the row is compared by: its enterprise, else its name."""
        return self.enterprise if self.enterprise is not None else normal_name(self.name)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`other`: the row of the later list; None where only one list has the unit."""

    difference: Difference
    row: ComparedRow
    other: ComparedRow | None = None

    @property
    def sides(self) -> tuple[ComparedRow | None, ComparedRow | None]:
        """The row of the earlier and of the later list."""
        return (None, self.row) if self.difference is Difference.ADDED else (self.row, self.other)


@dataclass(frozen=True, slots=True)
class ComparedLists:
    """`rows`: in the order of their lists; `known_names`: enterprise → all its names.

    `pairs`: (proposal, decision).
    """

    rows: tuple[ComparedRow, ...]
    known_names: Mapping[int, frozenset[str]] = field(default_factory=dict)
    pairs: tuple[tuple[int, int], ...] = ()


def disagreements(lists: ComparedLists) -> tuple[Disagreement, ...]:
    """Compare rows of one enterprise, then each proposal with what was decided.

    Names known as the enterprise's, current or former, do not disagree with each other.
    """
    known = {key: frozenset(map(normal_name, names)) for key, names in lists.known_names.items()}
    return (*_between_rows(lists.rows, known), *_between_lists(lists))


def _between_rows(rows: Iterable[ComparedRow], known: Mapping[int, frozenset[str]]) -> Iterator[Disagreement]:
    """Compare each row with the previous one of the same enterprise."""
    of_unit: dict[int, list[ComparedRow]] = defaultdict(list)
    for row in rows:
        if row.enterprise is not None:
            of_unit[row.enterprise].append(row)
    for enterprise, found in of_unit.items():
        names = known.get(enterprise, frozenset())
        for first, second in pairwise(found):
            if first.announcement != second.announcement:
                for difference in _differences(first, second, names):
                    yield Disagreement(difference, first, second)


def _differences(first: ComparedRow, second: ComparedRow, known: frozenset[str]) -> Iterator[Difference]:
    names = {normal_name(first.name), normal_name(second.name)}
    if len(names) > 1 and names - known:
        yield Difference.NAME
    if first.region and second.region and not _one_holds_the_other(first.region, second.region):
        yield Difference.REGION
    if first.industry and second.industry and normal_name(first.industry) != normal_name(second.industry):
        yield Difference.INDUSTRY


def _one_holds_the_other(first: str, second: str) -> bool:
    shorter, longer = sorted((_digits(first), _digits(second)), key=len)
    return longer.startswith(shorter)


def _digits(region: str) -> str:
    """Return the significant digits: 350500 is the prefecture 3505."""
    return next((region[:n] for n in _REGION_STEPS if set(region[n:]) <= {"0"}), region)


def _between_lists(lists: ComparedLists) -> Iterator[Disagreement]:
    of_list: dict[int, dict[tuple[int | str, str], ComparedRow]] = defaultdict(dict)
    for row in lists.rows:
        of_list[row.announcement][row.unit, row.programme] = row
    for proposal, decision in lists.pairs:
        proposed, decided = of_list[proposal], of_list[decision]
        for key in (key for key in proposed if key not in decided):
            yield Disagreement(Difference.DROPPED, proposed[key])
        for key in (key for key in decided if key not in proposed):
            yield Disagreement(Difference.ADDED, decided[key])
