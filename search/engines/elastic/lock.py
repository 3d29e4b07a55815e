"""The lock of a rebuild: one document in the cluster, so that it holds for every process on every machine."""

import time
import weakref
from contextlib import suppress
from typing import Any, NamedTuple

from elasticsearch import ConflictError, Elasticsearch, NotFoundError
from elasticsearch.dsl import Index, Mapping
from elasticsearch.dsl import field as dsl

from search.engines.base import RebuildRunning, SearchUnavailable
from search.engines.elastic.faults import BUSY
from search.engines.elastic.layout import create_if_absent
from search.engines.elastic.owner import Owner

_ID = "rebuild"
_BEAT_EVERY = 5.0

# A session that this process dropped without ending it no longer counts, though the process lives.
_held: "weakref.WeakValueDictionary[str, RebuildLock]" = weakref.WeakValueDictionary()


class _Place(NamedTuple):
    """Where the document stood when it was last seen; a write that names another place is refused."""

    number: int
    term: int


class RebuildLock:
    """Held from `acquire` to `release`. Taking it over changes the document, so the next beat of the loser fails."""

    def __init__(self, client: Elasticsearch, index: str, session: str) -> None:
        self._client, self._index, self._session = client, index, session
        self._place = _Place(0, 0)
        self._beaten = 0.0

    @classmethod
    def acquire(cls, client: Elasticsearch, index: str, session: str) -> "RebuildLock":
        """Raises RebuildRunning while a living process holds it."""
        _create(client, index)
        lock = cls(client, index, session)
        # The second time is for a lock that was let go of between two looks.
        if not (lock._take() or lock._take_over() or lock._take()):
            raise RebuildRunning("another rebuild is under way")
        _held[session] = lock
        return lock

    def beat(self) -> None:
        """Show that this process lives. Raises SearchUnavailable("busy") where another one has taken the lock over."""
        if time.monotonic() - self._beaten < _BEAT_EVERY:
            return
        try:
            self._replace()
        except (ConflictError, NotFoundError):
            raise SearchUnavailable(BUSY, "another process took this rebuild over") from None

    def release(self) -> None:
        """Let go of it; nothing happens where another process has it by now."""
        _held.pop(self._session, None)
        with suppress(ConflictError, NotFoundError):
            self._client.delete(
                index=self._index, id=_ID, if_seq_no=self._place.number, if_primary_term=self._place.term
            )

    def _take(self) -> bool:
        try:
            self._written(self._client.create(index=self._index, id=_ID, document=self._document()).body)
        except ConflictError:
            return False
        return True

    def _take_over(self) -> bool:
        """Take the lock from a process that is no more."""
        found = _read(self._client, self._index)
        if found is None or _lives(found["_source"]):
            return False
        self._place = _Place(found["_seq_no"], found["_primary_term"])
        try:
            self._replace()
        except (ConflictError, NotFoundError):
            return False
        return True

    def _document(self) -> dict[str, Any]:
        return {"owner": Owner.here().to_dict(), "session": self._session, "heartbeat": time.time()}

    def _replace(self) -> None:
        at = self._place
        written = self._client.index(
            index=self._index, id=_ID, document=self._document(), if_seq_no=at.number, if_primary_term=at.term
        )
        self._written(written.body)

    def _written(self, answer: dict[str, Any]) -> None:
        self._place = _Place(answer["_seq_no"], answer["_primary_term"])
        self._beaten = time.monotonic()


def is_held(client: Elasticsearch, index: str) -> bool:
    """Whether a living process is rebuilding."""
    found = _read(client, index)
    return found is not None and _lives(found["_source"])


def _lives(held: dict[str, Any]) -> bool:
    owner, session, heartbeat = Owner.from_dict(held["owner"]), str(held["session"]), float(held["heartbeat"])
    return session in _held if owner == Owner.here() else owner.lives(heartbeat)


def _read(client: Elasticsearch, index: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = client.get(index=index, id=_ID).body
    except NotFoundError:
        return None
    return found


def _create(client: Elasticsearch, name: str) -> None:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    mapping.field("owner", dsl.Object(enabled=False))
    mapping.field("session", dsl.Keyword()).field("heartbeat", dsl.Double(index=False))
    index = Index(name, using=client)
    index.mapping(mapping)
    index.settings(number_of_shards=1, auto_expand_replicas="0-1")
    create_if_absent(index)
