"""How the search is, for /healthz and `search_status`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.utils import timezone

from portal.health import Finding
from search.current import engine
from search.engines.base import EngineStatus, State
from search.models import DrainFailure, Outbox

# An outbox row that waits longer than this is trouble: the worker looks every second.
LATE = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class SearchStatus:
    """The engine's state, and what waits for it. `oldest_wait` in seconds."""

    engine: EngineStatus
    waiting: int
    oldest_wait: float
    last_failure: str

    @property
    def healthy(self) -> bool:
        return self.engine.state is State.READY and self.oldest_wait < LATE.total_seconds()

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "healthy": self.healthy}


def search_status() -> SearchStatus:
    """The state now; asks the engine and the outbox."""
    oldest = Outbox.objects.order_by("written_at").values_list("written_at", flat=True).first()
    failure = DrainFailure.objects.filter(pk=1).first()
    return SearchStatus(
        engine=engine().status(),
        waiting=Outbox.objects.count(),
        oldest_wait=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        last_failure=str(failure) if failure else "",
    )


def search_probe() -> Finding:
    """Degraded, never down: every page but the search itself is served without the engine."""
    status = search_status()
    if status.healthy:
        return Finding("ok")
    return Finding("degraded", f"{status.engine.engine}: {status.engine.state}, {status.waiting} waiting")
