"""The protocol that every search engine implements, and the classes it exchanges.

An engine answers requests (`EngineRequest`, built by `search.core.plan`), takes changes (`Change`, from the drainer)
and is rebuilt through a session. Tier, counts and order are decided above the engine, so that engines cannot differ in
them.

Versions are external: positive integers from one counter. A change whose version is not above that of the stored record
does nothing. An engine need not remember what it removed: changes come under one lock (`search.index.lock`), in the
order of their versions, and what a late request leaves is found by `search.index.reconcile`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from search.core.clauses import AllOf, Clause
from search.core.fields import ORDER_DATE
from search.core.record import Record

APPLY_SECONDS = 30.0
"""Seconds a batch of changes may take where nobody waits for it."""


Failures = dict[str, Exception]
"""Id of what failed → its error."""

FAILED = "failed"
"""Reason of trouble that comes from what an engine was given, or that it cannot explain."""


class SearchUnavailable(Exception):
    """The engine cannot answer; the only exception an engine raises for trouble of its own.

    `reason`: a `State`, `busy`, or `FAILED`.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class RecordsRefused(Exception):
    """Some records of a batch can't be stored as they are, however often they are sent; the others are stored.

    What the index held of the refused records before, it still holds. `failures`: id → error.
    """

    def __init__(self, failures: Mapping[str, Exception]) -> None:
        super().__init__(f"{len(failures)} records refused: {', '.join(sorted(failures)[:3])}")
        self.failures = dict(failures)


class Order(StrEnum):
    """How hits are sorted. Records without the value come last, equal ones are sorted by id.

    `SCORE`: best first. Any other member is the field whose packed keys are sorted ascending (`search.core.fields`).
    `DATE`: newest first, overdue ones last. `ENERGY`: largest saving first. `PAYBACK`: shortest first. `…_EVERY`: over
    all amounts, not only those that compare.
    """

    SCORE = "score"
    DATE = ORDER_DATE
    ENERGY = "order_energy"
    ENERGY_EVERY = "order_energy_every"
    PAYBACK = "order_payback"
    PAYBACK_EVERY = "order_payback_every"


@dataclass(frozen=True)
class EngineRequest:
    """One search request to an engine.

    `match` and each of `filters` decide which records count and never score; `rank` scores within them. Requests that
    share their `match` and differ in `filters` may be answered by reading its records once. `limit` 0: the total
    alone. `facets`: index fields of codes of which all values are counted. `with_total` False: only the hits are
    needed, which saves reading every record that matches.
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
class EngineHit:
    """A record and its score (None where `EngineRequest.order` does not score)."""

    record: Record
    score: float | None = None


@dataclass(frozen=True)
class EngineResponse:
    """The response to one `EngineRequest`.

    `total` is exact; without `with_total` it is the number of hits. `counts`: index field → code → number of records;
    codes without a record are left out.
    """

    total: int
    hits: tuple[EngineHit, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Put:
    """Store this record in place of any with its id."""

    record: Record
    version: int

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id


@dataclass(frozen=True)
class Remove:
    """Remove the record with this id, if there is one."""

    id: str
    version: int


Change = Put | Remove


class State(StrEnum):
    """The state of an index.

    `MISSING`: never built. `OUTDATED`: built by another mapping or analysis. `DAMAGED`: can't be read. `UNREACHABLE`:
    the engine gives no answer.
    """

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    DAMAGED = "damaged"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class EngineStatus:
    """How an engine is. Any state but `READY` needs a rebuild or a repair.

    `identity`: what the code expects; `built`: what the index was built as. `unfinished`: there is an index that does
    not serve: a rebuild fills it now, or was interrupted and the next one removes it. `size`: bytes, 0 where unknown.
    """

    engine: str
    state: State
    identity: str
    built: str = ""
    records: int = 0
    size: int = 0
    unfinished: bool = False
    detail: str = ""


class RebuildSession(Protocol):
    """A new index that is being filled while the old one serves.

    Leaving the `with` block without `finish` discards it. Once another session begins, this one raises
    SearchUnavailable("busy"): whoever begins one makes sure that there is no other (`search.index.rebuild`).
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def add(self, changes: Iterable[Change]) -> None:
        """Make changes in the new index, by their versions; call it often, best with a few hundred each time.

        Raises RecordsRefused when all others are made.
        """
        ...

    def flush(self) -> None:
        """Write to disk what was added: the long part of `finish`, so that little is left for it."""
        ...

    def finish(self) -> None:
        """Let the new index serve from now on and remove the old one."""
        ...


class SearchEngine(Protocol):
    """A search engine. Every method raises SearchUnavailable for trouble of the engine; opens nothing before a call."""

    @property
    def name(self) -> str:
        """`tantivy` or `elastic`."""
        ...

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        """Return the response to each request, in their order; over one state of the index where the engine can."""
        ...

    def walk(self, request: EngineRequest) -> Iterator[EngineHit]:
        """Yield every hit of a request in its order, over one state of the index; ignores offset, limit and facets.

        SearchUnavailable may also come midway: what was written until then must not be taken for the whole.
        """
        ...

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return stored records by id; unknown ids are left out."""
        ...

    def apply(self, changes: Sequence[Change], seconds: float = APPLY_SECONDS) -> None:
        """Make the changes durable and visible, giving up after about `seconds`; idempotent by their versions.

        Raises RecordsRefused after all other changes are made. After SearchUnavailable any part of them may be made:
        apply them again. Never creates or fills an index that isn't READY: that takes a rebuild.
        """
        ...

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield id and version of every stored record, in any order."""
        ...

    def digests(self, ids: Sequence[str]) -> dict[str, int]:
        """Return id → `Record.digest` of those of these records that are stored."""
        ...

    def highest_version(self, seconds: float = APPLY_SECONDS) -> int:
        """Return the highest version of all stored records; 0 for none."""
        ...

    def status(self) -> EngineStatus:
        """Return how the engine is; the one method that reports trouble instead of raising it."""
        ...

    def rebuild(self) -> RebuildSession:
        """Start a new index; what another session left, or is still filling, is removed."""
        ...

    def close(self) -> None:
        """Close files and connections; a later call opens them again."""
        ...
