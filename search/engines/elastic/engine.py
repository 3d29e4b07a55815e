"""The engine behind the protocol: when to ask again, how long to wait, and how the index is."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from elasticsearch import Elasticsearch

from search.engines.base import (
    APPLY_SECONDS,
    Answer,
    Ask,
    Change,
    EngineStatus,
    Found,
    RecordsRefused,
    SearchUnavailable,
    State,
)
from search.engines.elastic.address import Address
from search.engines.elastic.faults import BUSY, UNREACHABLE, outward
from search.engines.elastic.health import health
from search.engines.elastic.layout import Layout
from search.engines.elastic.lock import is_held
from search.engines.elastic.reading import answers, every_hit, highest_version, stored, stored_digests, stored_versions
from search.engines.elastic.rebuilding import PATIENCE, ElasticRebuild
from search.engines.elastic.survey import Survey, survey
from search.engines.elastic.writing import TargetGone, actions_of, source_of, write
from search.engines.prepared import prepared
from search.record import Record

SECONDS_A_CHANGE = 0.05
"""Beside the time of one request: an editor's change or two stay near that, a batch of hundreds gets what it needs."""

ATTEMPTS = 3

T = TypeVar("T")


class ElasticEngine:
    """See `SearchEngine`. Safe to share between threads; connects with the first call."""

    name = "elastic"

    def __init__(self, address: Address) -> None:
        self._address = address
        self._layout = Layout(address.prefix, address.shards)
        self._connected: Elasticsearch | None = None
        self._lock = threading.Lock()

    def ask(self, asks: Sequence[Ask]) -> list[Answer]:
        """One request, whatever the number of asks."""
        if not asks:
            return []
        return self._twice(lambda: answers(self._client, self._layout.serving, self._address.shards, asks))

    def walk(self, ask: Ask) -> Iterator[Found]:
        """Page after page over one point in time."""
        patient = self._client.options(request_timeout=PATIENCE)
        with outward():
            self._survey().require_ready()
            yield from every_hit(patient, self._layout.serving, self._address.shards, ask)

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Stored records by id."""
        return self._twice(lambda: stored(self._client, self._layout.serving, ids)) if ids else {}

    def apply(self, changes: Sequence[Change], seconds: float = APPLY_SECONDS) -> None:
        """To the index that serves, and to one that is being filled."""
        if not changes:
            return
        journal = self._layout.removed
        ready, failures = prepared(changes, source_of)
        until = time.monotonic() + min(seconds, self._address.timeout + SECONDS_A_CHANGE * len(changes))
        with outward():
            for _ in range(ATTEMPTS):
                # A node that doesn't answer is noticed here, before a batch waits longer than one request may.
                found = survey(self._until(min(until, time.monotonic() + self._address.timeout)), self._layout)
                found.require_ready()
                actions = actions_of(ready, found.targets, journal)
                try:
                    write(self._until(until), actions, self._address.timeout / 2, refresh=True, dispensable=journal)
                except TargetGone:
                    continue
                except RecordsRefused as refused:
                    failures |= refused.failures
                if failures:
                    raise RecordsRefused(failures)
                return
        raise SearchUnavailable(BUSY, "rebuild after rebuild")

    def versions(self) -> Iterator[tuple[str, int]]:
        """Id and version of every stored record, over one state of the index."""
        patient = self._client.options(request_timeout=PATIENCE)
        with outward():
            self._survey().require_ready()
            yield from stored_versions(patient, self._layout.serving)

    def digests(self, ids: Sequence[str]) -> dict[str, int]:
        """Digests by id."""
        return self._twice(lambda: stored_digests(self._client, self._layout.serving, ids)) if ids else {}

    def highest_version(self, seconds: float = APPLY_SECONDS) -> int:
        """Of the index that serves, of one that is being filled, and of the journal of removals; one request."""
        client = self._until(time.monotonic() + min(seconds, self._address.timeout))
        with outward():
            return highest_version(client, [self._layout.generations, self._layout.removed])

    def status(self) -> EngineStatus:
        """Asks for indexes, lock, health and size."""
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
        """Let go of the connections."""
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
        """A client whose requests end by then, on the monotonic clock."""
        left = moment - time.monotonic()
        if left <= 0:
            raise SearchUnavailable(UNREACHABLE, "no answer in time")
        return self._client.options(request_timeout=left)

    def _survey(self) -> Survey:
        return survey(self._client, self._layout)

    def _twice(self, read: Callable[[], T]) -> T:
        """A rebuild elsewhere may take the old index away under a search: look once more, then say why not."""
        with outward():
            try:
                with outward():
                    return read()
            except SearchUnavailable as trouble:
                if trouble.reason != State.MISSING:
                    raise
                self._survey().require_ready()
                return read()

    def _status(self, found: Survey) -> EngineStatus:
        rebuilding = is_held(self._client, self._layout.lock)
        state, detail, records, size = found.state, "", 0, 0
        if state is State.READY:
            state, detail, records, size = health(self._client, self._layout.serving)
        return EngineStatus(
            engine=self.name,
            state=state,
            identity=self._layout.identity,
            built=found.built,
            records=records,
            size=size,
            rebuilding=rebuilding,
            interrupted=bool(found.rest) and not rebuilding,
            detail=detail,
        )


def open_url(url: str) -> ElasticEngine:
    """`http(s)://user:password@host:9200/<index-prefix>?shards=1&timeout=1.0&ca=/path`; see `Address`."""
    return ElasticEngine(Address.parse(url))
