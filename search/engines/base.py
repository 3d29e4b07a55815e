"""What every engine does, and nothing an engine is made of.

An engine answers `Ask`s (built by `search.plan`), takes `Change`s (from the outbox's drainer) and is rebuilt through a
session. Which tier, which counts, which order: all that is decided above, so that engines cannot differ in it.

Versions are external: positive integers from one counter. A change with a version not above the one the engine knows
for that id does nothing, also after a removal (an engine keeps the version of what it removed for at least an hour).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from search.clauses import AllOf, Clause
from search.fields import ORDER_DATE
from search.record import Record

APPLY_SECONDS = 30.0
"""What a batch of changes may take where nobody waits for it."""


Failures = dict[str, Exception]
"""Id of what could not be dealt with → why."""

FAILED = "failed"
"""Reason of trouble that comes from what an engine was given, or that it cannot explain."""


class SearchUnavailable(Exception):
    """The only exception an engine lets out for trouble of its own. `reason`: a `State`, `busy`, or `FAILED`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class RecordsRefused(Exception):
    """Some records of a batch can't be stored as they are, however often they are sent; all others of it are stored.

    What the index held of these before, it still holds.
    """

    def __init__(self, failures: Mapping[str, Exception]) -> None:
        super().__init__(f"{len(failures)} records refused: {', '.join(sorted(failures)[:3])}")
        self.failures = dict(failures)


class RebuildRunning(Exception):
    """A second rebuild was asked for while one is under way."""


class Order(StrEnum):
    """`SCORE`: best first, then by id. Any other is the field whose packed keys are sorted ascending (`search.fields`).

    `DATE`: newest first. `ENERGY`: largest saving first; `PAYBACK`: shortest first; `…_EVERY`: over all amounts, not
    only those that compare. Records without one come last, equal ones by id.
    """

    SCORE = "score"
    DATE = ORDER_DATE
    ENERGY = "order_energy"
    ENERGY_EVERY = "order_energy_every"
    PAYBACK = "order_payback"
    PAYBACK_EVERY = "order_payback_every"


@dataclass(frozen=True)
class Ask:
    """One search. `match` and every one of `filters` decide what counts and never score; `rank` scores within them.

    Asks that share their `match` and differ in `filters` may be answered by reading its records once.
    `limit` 0 asks for the total alone. `facets`: index fields of codes to be counted, all their values.
    `with_total` False: only the hits are wanted, which spares reading every record that matches.
    """

    match: Clause
    rank: Clause | None = None
    order: Order = Order.DATE
    offset: int = 0
    limit: int = 0
    facets: tuple[str, ...] = ()
    filters: tuple[Clause, ...] = ()
    with_total: bool = True

    @property
    def whole(self) -> Clause:
        """Match and filters as one."""
        return AllOf((self.match, *self.filters)) if self.filters else self.match

    @property
    def sorted_by(self) -> str:
        """The field of packed keys that sorts where no score does."""
        return ORDER_DATE if self.order is Order.SCORE else self.order


@dataclass(frozen=True)
class Found:
    """A record found and its score (None where `Ask.order` doesn't score)."""

    record: Record
    score: float | None = None


@dataclass(frozen=True)
class Answer:
    """`total` is exact; without `with_total` it is the number of hits.

    `counts`: index field → code → records, zero counts left out.
    """

    total: int
    hits: tuple[Found, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Put:
    """Store this record in place of any of its id."""

    record: Record
    version: int

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id


@dataclass(frozen=True)
class Remove:
    """Let no record of this id be found."""

    id: str
    version: int


Change = Put | Remove


class State(StrEnum):
    """`MISSING`: never built. `OUTDATED`: built by another mapping or analysis. `DAMAGED`: can't be read."""

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    DAMAGED = "damaged"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class EngineStatus:
    """Anything but `READY` wants a rebuild or a repair.

    `identity` is what the code expects, `built` what the index is of. `rebuilding`: a session is open now;
    `interrupted`: one ended without finishing, its rest goes with the next rebuild. `size` in bytes, 0 where unknown.
    """

    engine: str
    state: State
    identity: str
    built: str = ""
    records: int = 0
    size: int = 0
    rebuilding: bool = False
    interrupted: bool = False
    detail: str = ""


class RebuildSession(Protocol):
    """A new index being filled while the old one serves.

    Leaving the `with` block without `finish` discards it. Changes applied meanwhile, by any process, are in the new
    index too: versions decide, not the order of arrival.
    """

    @property
    def known(self) -> int:
        """The highest version that the new index began with: of removals that it must not forget; 0 for none."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def add(self, puts: Iterable[Put]) -> None:
        """Store records in the new index; may be called many times, best with a few hundred each.

        Raises RecordsRefused when all others are stored.
        """
        ...

    def finish(self) -> None:
        """Let the new index serve from now on, and remove the old one."""
        ...


class SearchEngine(Protocol):
    """Every method raises SearchUnavailable for trouble of the engine; nothing is opened before the first call."""

    @property
    def name(self) -> str:
        """`tantivy` or `elastic`."""
        ...

    def ask(self, asks: Sequence[Ask]) -> list[Answer]:
        """Answer all at once, over one state of the index where the engine can; answers in the order of the asks."""
        ...

    def walk(self, ask: Ask) -> Iterator[Found]:
        """Every hit of an ask in its order, over one state of the index; offset, limit and facets are not looked at.

        Trouble may also come midway: whoever writes the hits somewhere must then not call it whole.
        """
        ...

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Stored records by id; unknown ids are left out."""
        ...

    def apply(self, changes: Sequence[Change], seconds: float = APPLY_SECONDS) -> None:
        """Make the changes durable and visible, giving up after about `seconds`; by their versions idempotent.

        Raises RecordsRefused when all others are made. On SearchUnavailable any part of them may have been made: apply
        them again. An index that isn't READY is never created or filled by this: that takes a rebuild.
        """
        ...

    def versions(self) -> Iterator[tuple[str, int]]:
        """Id and version of every stored record, in no order."""
        ...

    def digests(self, ids: Sequence[str]) -> dict[str, int]:
        """`Record.digest` of the stored records among these ids."""
        ...

    def highest_version(self, seconds: float = APPLY_SECONDS) -> int:
        """The highest version the engine knows, of a record or a removal; 0 for none. What is no higher is refused."""
        ...

    def status(self) -> EngineStatus:
        """How the engine is; the one method that reports trouble instead of raising."""
        ...

    def rebuild(self) -> RebuildSession:
        """Start a new index. Raises RebuildRunning while another session is open."""
        ...

    def close(self) -> None:
        """Let go of files and connections; a later call opens them again."""
        ...
