"""What was read from the files of a notice: rows as printed, each with its problems and its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from showcase.lists.importing.rows.serials import Gap

Severity = Literal["decide", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about a row. `fault`: key of `wording.PROBLEMS`; `column`: the printed label.

    `severity` `decide`: the row cannot be applied before somebody has decided.
    """

    fault: str
    column: str = ""
    value: str = ""
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list as printed. `file`, `sheet` (sheet, page or table) and `row`: where it is.

    `programme`, `action` and `region`: codes, empty where the file does not say.
    """

    file: str
    sheet: str
    row: int
    name: str
    serial: str = ""
    former_name: str = ""
    credit_code: str = ""
    region_printed: str = ""
    region: str = ""
    industry_printed: str = ""
    evaluator_printed: str = ""
    product_printed: str = ""
    reason_printed: str = ""
    programme: str = ""
    action: str = ""
    problems: tuple[Problem, ...] = ()

    def having(self, problem: Problem | None) -> ListRow:
        """Return the row with this problem added, if there is one."""
        return replace(self, problems=(*self.problems, problem)) if problem else self

    @property
    def needs_decision(self) -> bool:
        return any(problem.severity == "decide" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class TableReport:
    """What was understood of one table: `labels`: as printed, with the column each was taken for (empty: none)."""

    file: str
    sheet: str
    title: str
    labels: tuple[tuple[str, str], ...]
    rows: int
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows of the files of a notice, and what was understood. `unread`: sheets without a known table."""

    rows: tuple[ListRow, ...] = ()
    tables: tuple[TableReport, ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=())
