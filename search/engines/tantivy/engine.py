"""Implements the protocol on tantivy: opens the index per process on first use and notices what other processes did."""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tantivy import Index

from search.core.engine import (
    APPLY_SECONDS,
    FAILED,
    Change,
    EngineHit,
    EngineRequest,
    EngineResponse,
    EngineStatus,
    SearchUnavailable,
    State,
)
from search.core.record import Record
from search.engines.tantivy.home import Home, Stamp
from search.engines.tantivy.integrity import verify
from search.engines.tantivy.reading import Snapshot
from search.engines.tantivy.schema import IDENTITY, prepare
from search.engines.tantivy.session import TantivyRebuild
from search.engines.tantivy.trouble import trouble
from search.engines.tantivy.writing import apply_changes

WRITE_WAIT = 1.0
"""Seconds an editor's request may wait for another process to finish writing."""

ROOMY = 1 << 30


@dataclass(frozen=True)
class _Opened:
    """An index opened in one process at one commit."""

    name: str
    index: Index
    pid: int
    stamp: tuple[Stamp | None, Stamp | None]


class TantivyEngine:
    """`SearchEngine` on tantivy. Safe to share between threads; after a fork each process opens the index itself."""

    name = "tantivy"

    def __init__(self, root: Path) -> None:
        self._home = Home(root)
        self._opened: _Opened | None = None
        self._lock = threading.Lock()

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        """Return the response to each request, over one state of the index."""
        try:
            return self._responses(requests)
        except SearchUnavailable:
            # A rebuild in another process may have removed the folder between two steps: start once more from the
            # beginning.
            self.close()
            return self._responses(requests)

    def walk(self, request: EngineRequest) -> Iterator[EngineHit]:
        """Yield every hit of one state of the index."""
        with trouble(State.DAMAGED):
            yield from self._snapshot().walk(request)

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return stored records by id."""
        with trouble(State.DAMAGED):
            return self._snapshot().records(ids)

    def apply(self, changes: Sequence[Change], seconds: float = APPLY_SECONDS) -> None:
        """Apply in one commit, which is never cut short: `seconds` limit the wait for another writer.

        The writer is closed afterwards, so that another process may write.
        """
        if not changes:
            return
        with trouble(FAILED), self._home.writing(min(WRITE_WAIT, seconds)):
            opened = self._current()
            apply_changes(opened.index, changes)

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield id and version of every record of one state of the index."""
        with trouble(State.DAMAGED):
            yield from self._snapshot().versions()

    def digests(self, ids: Sequence[str]) -> dict[str, int]:
        """Return id → digest."""
        with trouble(State.DAMAGED):
            return self._snapshot().numbers_of("digest", ids)

    def highest_version(self, seconds: float = APPLY_SECONDS) -> int:
        """Return the highest version of all records; `seconds` is ignored: nothing waits."""
        with trouble(State.DAMAGED):
            return self._snapshot().highest_version()

    def status(self) -> EngineStatus:
        """Open the index once more, so that damage done since then is seen, and return how it is."""
        try:
            return self._status()
        except OSError as error:
            return EngineStatus(self.name, State.DAMAGED, IDENTITY, detail=str(error))

    def rebuild(self) -> TantivyRebuild:
        """Start a new index beside the serving one."""
        return TantivyRebuild(self._home)

    def close(self) -> None:
        """Drop the opened index; its files are closed when no search uses them."""
        with self._lock:
            self._opened = None

    def _status(self) -> EngineStatus:
        state, detail, records = State.READY, "", 0
        try:
            with self._lock, trouble(State.DAMAGED):
                opened = self._open()
                records = opened.index.searcher().num_docs
        except SearchUnavailable as unavailable:
            state, detail = State(unavailable.reason), unavailable.detail
        serving = self._home.serving()
        return EngineStatus(
            engine=self.name,
            state=state,
            identity=IDENTITY,
            built=serving.rpartition("-")[0] if serving else "",
            records=records,
            size=self._home.size(serving) if serving and self._home.folder(serving).is_dir() else 0,
            unfinished=self._home.has_unfinished(),
            detail=detail,
        )

    def _responses(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        snapshot = self._snapshot()
        with trouble(State.DAMAGED):
            return snapshot.responses(requests)

    def _snapshot(self) -> Snapshot:
        return Snapshot.of(self._current().index)

    def _current(self) -> _Opened:
        with self._lock, trouble(State.DAMAGED):
            opened = self._opened
            if opened is None or opened.pid != os.getpid() or self._home.serving() != opened.name:
                self._opened = self._open()
            elif (stamp := self._home.stamp(opened.name)) != opened.stamp:
                # The stamp is taken before the reload: a commit between the two is seen again, never missed.
                opened.index.reload()
                self._opened = _Opened(opened.name, opened.index, opened.pid, stamp)
            return self._opened or self._open()

    def _open(self) -> _Opened:
        name = self._home.serving()
        if name is None:
            raise SearchUnavailable(State.MISSING, "the index was never built")
        if name.rpartition("-")[0] != IDENTITY:
            raise SearchUnavailable(State.OUTDATED, f"built as {name}, wanted {IDENTITY}")
        stamp = self._home.stamp(name)
        verify(self._home.folder(name))
        return _Opened(name, prepare(Index.open(str(self._home.folder(name)))), os.getpid(), stamp)


def open_url(url: str) -> TantivyEngine:
    """Return the engine of `embedded:///absolute/path`, or of `embedded:memory` (deleted with this process).

    Raises ValueError for a path that is not absolute.
    """
    parts = urlsplit(url)
    if parts.path == "memory" and not parts.netloc:
        return _passing_engine()
    path = Path(unquote(parts.path))
    if parts.netloc or not path.is_absolute():
        raise ValueError(f"an embedded index needs an absolute path (embedded:///path), not {url!r}")
    return TantivyEngine(path)


def _passing_engine() -> TantivyEngine:
    """Make an engine in a temporary folder, in shared memory where there is room, deleted with the engine."""
    shared = Path("/dev/shm")  # noqa: S108 the folder made in it has a random name and is this user's alone
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > ROOMY
    root = Path(tempfile.mkdtemp(prefix="lujian-search-", dir=shared if roomy else None))
    engine = TantivyEngine(root)
    weakref.finalize(engine, _remove_own, root, os.getpid())
    return engine


def _remove_own(root: Path, pid: int) -> None:
    if os.getpid() == pid:  # a forked child that ends must not delete its parent's index
        shutil.rmtree(root, ignore_errors=True)
