"""Compares the counts that a notice states with the rows we hold: 正文称131家，附件130行.

`complete` means that the printed count and our rows agree; where they do not, somebody has to say why before the list
is published.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from showcase.lists.importing.rows.columns import programme_in

# 131家绿色工厂, 公布绿色工厂131家, 共150家, 7个园区.
_COUNTED = re.compile(
    r"(?P<before>[^\d，。；、,.;:：()]{0,12}?)(?P<total>[1-9][0-9,]{0,6})\s*(?:家|个|户|项|种)(?P<after>[^\d，。；、,.;()]{0,16})"
)
# 15个工作日, 9个设区市, 5个方面 count no units.
_NO_UNITS = re.compile(r"(?:工作日|自然日|日历日|月|方面|类|部门|设区市|省|市|县|区县|批次|环节|步骤|百分点)")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A number of units in a text. `programme`: code of the programme named beside it, empty for none."""

    total: int
    programme: str
    words: str


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of an announcement by programme and action (`list`, `remove` …)."""

    rows: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def true_of(self, programme: str) -> set[int]:
        """Return the numbers that are correct for a programme's rows: of all, and of those with one action."""
        found = [count for (code, _action), count in self.rows.items() if code == programme]
        return {sum(found), *found}

    def true(self) -> set[int]:
        """Return the numbers that are correct without naming a programme."""
        of_actions: dict[str, int] = defaultdict(int)
        for (_code, action), count in self.rows.items():
            of_actions[action] += count
        return {self.total, *of_actions.values()}.union(*(self.true_of(code) for code, _action in self.rows))


def stated_counts(text: str) -> tuple[StatedCount, ...]:
    """Return the counts of units in a Chinese text, in their order."""
    found = []
    for match in _COUNTED.finditer(unicodedata.normalize("NFKC", text)):
        before, after = match["before"], match["after"].lstrip()
        if not _NO_UNITS.match(after):
            code = programme_in(after) or programme_in(before)
            found.append(StatedCount(int(match["total"].replace(",", "")), code, match[0].strip()))
    return tuple(found)


def stated_total(stated: Iterable[StatedCount]) -> int | None:
    """Return how many units a text states in all; None where its counts leave that open."""
    stated = tuple(stated)
    named = {count.programme: count.total for count in stated if count.programme}
    unnamed = [count.total for count in stated if not count.programme]
    parts = sum(named.values())
    if len(stated) != len(named) + len(unnamed) or len(unnamed) > 1:
        return None
    if unnamed:
        return unnamed[0] if unnamed[0] >= parts else None
    return parts or None


def contradicted(stated: Iterable[StatedCount], rows: CountedRows) -> StatedCount | None:
    """Return the first count that the rows contradict; None where they agree, or the text states none.

    Of the counts beside one programme (or beside none) one that agrees is enough: a notice also counts what earlier
    lists had.
    """
    stated = tuple(stated)
    for code in dict.fromkeys(count.programme for count in stated):
        of_it = [count for count in stated if count.programme == code]
        true = rows.true_of(code) if code else rows.true()
        if not any(count.total in true for count in of_it):
            return of_it[0]
    return None


def coverage_of(rows: int, total: int | None) -> str:
    """Return `complete` where the printed count is the number of rows, `partial` where it is more, else `unknown`."""
    if total is None or rows > total:
        return "unknown"
    return "complete" if rows == total else "partial"
