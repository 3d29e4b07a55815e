"""Decides what becomes of a row: automatically where the match is certain, else by the officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from showcase.lists.importing.matching import SURE, Finding, Match


class Decision(StrEnum):
    """`OPEN` rows block applying; `KEEP` makes an entry without an enterprise, `SKIP` none at all."""

    OPEN = "open"
    LINK = "link"
    CREATE = "create"
    KEEP = "keep"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is decided for all rows at once; by default nothing but certain matches.

    `new`: rows without a match. `likely`: rows with one or several likely ones (LINK takes a single one). `doubtful`:
    rows with a problem to decide on; LINK: by their match, as if there were no problem. `contradicted`: rows whose code
    and name contradict each other; KEEP or SKIP, because no rule may choose between them (else ValueError).
    """

    new: Decision = Decision.OPEN
    likely: Decision = Decision.OPEN
    doubtful: Decision = Decision.OPEN
    contradicted: Decision = Decision.OPEN

    def __post_init__(self) -> None:
        if self.contradicted in (Decision.LINK, Decision.CREATE):
            raise ValueError("a contradiction of code and name is decided by a person")


def first_decision(finding: Finding, needs_decision: bool, rules: Rules) -> Decision:
    """Return a row's first decision. A row with a formula or another doubt is never decided by its match."""
    if finding.match is Match.CONTRADICTED:
        return rules.contradicted
    if needs_decision and rules.doubtful is not Decision.LINK:
        return rules.doubtful
    if finding.match in SURE:
        return Decision.LINK
    if finding.match is Match.NONE:
        return rules.new
    is_single = finding.match is Match.LIKELY and len(finding.enterprises) == 1
    return rules.likely if is_single else _without_guess(rules.likely)


def _without_guess(decision: Decision) -> Decision:
    """Replace LINK by KEEP: a rule never chooses among several candidates."""
    return Decision.KEEP if decision is Decision.LINK else decision


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A row as far as the plan needs it.

    `key`: its number. `unit`: the key that makes two rows one unit. `has_region`: whether an enterprise could be made
    of it.
    """

    key: int
    decision: Decision
    enterprise: int | None
    unit: str
    has_region: bool
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying will do: `entries`: rows in order; `units`: unit → the row that an enterprise is made of."""

    entries: tuple[int, ...] = ()
    units: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    open: tuple[int, ...] = ()
    without_target: tuple[int, ...] = ()
    without_region: tuple[int, ...] = ()
    without_name: tuple[int, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether every row is decided and can be applied."""
        return not (self.open or self.without_target or self.without_region or self.without_name)


def plan(rows: Iterable[DecidedRow]) -> Plan:
    """Combine the decisions; two rows of one unit make one enterprise."""
    rows = tuple(rows)
    kept = tuple(row for row in rows if row.decision is not Decision.SKIP)
    units: dict[str, int] = {}
    for row in kept:
        if row.decision is Decision.CREATE:
            units.setdefault(row.unit, row.key)
    return Plan(
        entries=tuple(row.key for row in kept),
        units=units,
        skipped=len(rows) - len(kept),
        open=tuple(row.key for row in kept if row.decision is Decision.OPEN),
        without_target=tuple(row.key for row in kept if row.decision is Decision.LINK and row.enterprise is None),
        without_region=tuple(row.key for row in kept if row.decision is Decision.CREATE and not row.has_region),
        without_name=tuple(row.key for row in kept if not row.name.strip()),
    )
