"""Implements the protocol on Elasticsearch: retries, time limits, status."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from elasticsearch import Elasticsearch

from search.core.engine import (
    APPLY_SECONDS,
    Change,
    EngineHit,
    EngineRequest,
    EngineResponse,
    EngineStatus,
    RecordsRefused,
    SearchUnavailable,
    State,
)
from search.core.record import Record
from search.engines.elastic.address import Address
from search.engines.elastic.faults import UNREACHABLE, outward
from search.engines.elastic.health import health
from search.engines.elastic.layout import Layout
from search.engines.elastic.reading import (
    every_hit,
    highest_version,
    responses,
    stored,
    stored_digests,
    stored_versions,
)
from search.engines.elastic.rebuilding import PATIENCE, ElasticRebuild
from search.engines.elastic.survey import Survey, survey
from search.engines.elastic.writing import source_of, write
from search.engines.prepared import prepared

SECONDS_A_CHANGE = 0.05
"""Seconds added to the time of one request per change: an editor waits little, a large batch gets what it needs."""

T = TypeVar("T")


class ElasticEngine:
    """`SearchEngine` on Elasticsearch. Safe to share between threads; connects with the first call."""

    name = "elastic"

    def __init__(self, address: Address) -> None:
        self._address = address
        self._layout = Layout(address.prefix, address.shards)
        self._connected: Elasticsearch | None = None
        self._lock = threading.Lock()

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        """Return the response to each request, all in one HTTP request."""
        if not requests:
            return []
        return self._twice(lambda: responses(self._client, self._layout.serving, self._address.shards, requests))

    def walk(self, request: EngineRequest) -> Iterator[EngineHit]:
        """Yield every hit, page after page, over one point in time."""
        patient = self._client.options(request_timeout=PATIENCE)
        with outward():
            self._survey().require_ready()
            yield from every_hit(patient, self._layout.serving, self._address.shards, request)

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return stored records by id."""
        return self._twice(lambda: stored(self._client, self._layout.serving, ids)) if ids else {}

    def apply(self, changes: Sequence[Change], seconds: float = APPLY_SECONDS) -> None:
        """Write the changes to the index that serves."""
        if not changes:
            return
        ready, failures = prepared(changes, source_of)
        until = time.monotonic() + min(seconds, self._address.timeout + SECONDS_A_CHANGE * len(changes))
        with outward():
            # A node that doesn't answer is noticed here, before a batch waits longer than one request may.
            surveyed = survey(self._until(min(until, time.monotonic() + self._address.timeout)), self._layout)
            surveyed.require_ready()
            try:
                write(self._until(until), ready, self._layout.serving, self._address.timeout / 2, refresh=True)
            except RecordsRefused as refused:
                failures |= refused.failures
        if failures:
            raise RecordsRefused(failures)

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield id and version of every stored record, over one state of the index."""
        patient = self._client.options(request_timeout=PATIENCE)
        with outward():
            self._survey().require_ready()
            yield from stored_versions(patient, self._layout.serving)

    def digests(self, ids: Sequence[str]) -> dict[str, int]:
        """Return id → digest of the stored records."""
        return self._twice(lambda: stored_digests(self._client, self._layout.serving, ids)) if ids else {}

    def highest_version(self, seconds: float = APPLY_SECONDS) -> int:
        """Ask the index that serves, whatever it was built as."""
        client = self._until(time.monotonic() + min(seconds, self._address.timeout))
        with outward():
            return highest_version(client, self._layout.serving)

    def status(self) -> EngineStatus:
        """Return the state, from indexes, health and size."""
        try:
            with outward():
                return self._status(self._survey())
        except SearchUnavailable as trouble:
            state = State.MISSING if trouble.reason == State.MISSING else State.UNREACHABLE
            return EngineStatus(self.name, state, self._layout.identity, detail=str(trouble))

    def rebuild(self) -> ElasticRebuild:
        """Start a new index beside the serving one."""
        return ElasticRebuild(self._client, self._layout)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            client, self._connected = self._connected, None
        if client is not None:
            client.close()

    @property
    def _client(self) -> Elasticsearch:
        with self._lock:
            self._connected = self._connected or self._address.connect()
            return self._connected

    def _until(self, moment: float) -> Elasticsearch:
        """Return a client whose requests end at `moment` on the monotonic clock.

        Raises SearchUnavailable where that moment has passed.
        """
        left = moment - time.monotonic()
        if left <= 0:
            raise SearchUnavailable(UNREACHABLE, "no answer in time")
        return self._client.options(request_timeout=left)

    def _survey(self) -> Survey:
        return survey(self._client, self._layout)

    def _twice(self, read: Callable[[], T]) -> T:
        """Run `read`; where the index is missing, look once more: a rebuild may just have replaced it."""
        with outward():
            try:
                with outward():
                    return read()
            except SearchUnavailable as trouble:
                if trouble.reason != State.MISSING:
                    raise
                self._survey().require_ready()
                return read()

    def _status(self, surveyed: Survey) -> EngineStatus:
        state, detail, records, size = surveyed.state, "", 0, 0
        if state is State.READY:
            state, detail, records, size = health(self._client, self._layout.serving)
        return EngineStatus(
            engine=self.name,
            state=state,
            identity=self._layout.identity,
            built=surveyed.built,
            records=records,
            size=size,
            unfinished=bool(surveyed.rest),
            detail=detail,
        )


def open_url(url: str) -> ElasticEngine:
    """Return the engine of `http(s)://user:password@host:9200/<index-prefix>?…`; see `Address`."""
    return ElasticEngine(Address.parse(url))
