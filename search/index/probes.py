"""The health of the search, for /healthz and `search_status`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from django.utils import timezone

from portal.running.health import Finding
from search.core.engine import EngineStatus, SearchUnavailable, State
from search.index import versions
from search.index.current import engine
from search.index.lock import is_rebuilding
from search.index.models import DrainFailure, Outbox, ParkedSubject

# An outbox row that waits longer is a fault: the worker looks every second.
LATE = dt.timedelta(minutes=2)
SHOWN = 20
PATIENCE = 1.0
"""Seconds the engine may take to answer."""


@dataclass(frozen=True)
class Parked:
    """One subject that can't be indexed, and why."""

    subject: str
    error: str
    detail: str
    place: str
    attempts: int
    next_attempt: dt.datetime


@dataclass(frozen=True)
class SearchStatus:
    """The engine's state, whether a new index is being filled, and what waits. `oldest_wait`: seconds."""

    engine: EngineStatus
    waiting: int
    oldest_wait: float
    last_failure: str
    is_restored: bool
    is_rebuilding: bool = False
    parked: tuple[Parked, ...] = ()
    """The first to fail of those set aside; `parked_count` counts them all."""
    parked_count: int = 0

    @property
    def healthy(self) -> bool:
        return self.engine.state is State.READY and not self.troubles

    @property
    def troubles(self) -> list[str]:
        """What keeps the search from being healthy though its engine is ready, a line each."""
        late = self.oldest_wait >= LATE.total_seconds()
        return [
            *([f"the oldest of {self.waiting} waiting changes waits for {self.oldest_wait:.0f} s"] if late else []),
            *([f"{self.parked_count} set aside, which cannot be indexed"] if self.parked_count else []),
            *(["the database is older than the index; every record is being compared"] if self.is_restored else []),
        ]

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "healthy": self.healthy}


def search_status() -> SearchStatus:
    """Return the state now, from the engine and the outbox."""
    oldest = Outbox.objects.order_by("written_at").values_list("written_at", flat=True).first()
    failure = DrainFailure.objects.filter(pk=1).first()
    return SearchStatus(
        engine=engine().status(),
        waiting=Outbox.objects.count(),
        oldest_wait=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        last_failure=str(failure) if failure else "",
        parked=tuple(_parked()),
        parked_count=ParkedSubject.objects.count(),
        is_rebuilding=is_rebuilding(),
        is_restored=versions.restored_at() is not None or versions.is_behind(_known()),
    )


def _parked() -> Iterator[Parked]:
    names = [field.name for field in fields(Parked)]
    for row in ParkedSubject.objects.order_by("first_failed_at").values(*names)[:SHOWN]:
        yield Parked(**row)


def _known() -> int:
    """Return the highest version that the engine knows; 0 where it does not answer (its state says so)."""
    try:
        return engine().highest_version(PATIENCE)
    except SearchUnavailable:
        return 0


def search_probe() -> Finding:
    """Report `ok` or `degraded`, never `down`: every page but the search works without the engine."""
    status = search_status()
    if status.healthy:
        return Finding("ok")
    about = f"{status.engine.engine}: {status.engine.state}, {status.waiting} waiting"
    return Finding("degraded", "; ".join([about, *status.troubles]))
