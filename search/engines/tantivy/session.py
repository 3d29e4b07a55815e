"""A rebuild: a new index filled beside the serving one, and the swap."""

from collections.abc import Iterable
from types import TracebackType
from typing import IO, Self

from tantivy import Index, IndexWriter

from search.engines.base import Put
from search.engines.tantivy.home import Home
from search.engines.tantivy.schema import IDENTITY, SCHEMA, prepare
from search.engines.tantivy.trouble import trouble
from search.engines.tantivy.writing import BULK_HEAP, Removed, write

PATIENCE = 30.0
"""Seconds the swap waits for a batch of changes to end."""


class TantivyRebuild:
    """See `RebuildSession`. Changes applied meanwhile are in the journal and are written before the swap."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._writer: IndexWriter | None = None
        with trouble("failed"), home.writing(PATIENCE):
            self._name, self._lock = home.begin(IDENTITY)
            self._removed = Removed(home.folder(self._name), self._carried())
        self._versions: dict[str, int] = {}
        self._index = prepare(Index(SCHEMA, path=str(home.folder(self._name)), reuse=False))
        self._writer = self._index.writer(BULK_HEAP, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()

    def add(self, puts: Iterable[Put]) -> None:
        """Store records in the new index."""
        with trouble("failed"):
            self._versions |= write(self._open_writer(), puts, self._versions, self._removed)

    def finish(self) -> None:
        """Write what was changed meanwhile, commit, and serve."""
        writer = self._open_writer()
        with trouble("failed"):
            writer.commit()
            with self._home.writing(PATIENCE):
                self._versions |= write(writer, self._home.noted(), self._versions, self._removed)
                self._removed.save()
                writer.commit()
                self._writer = None
                writer.wait_merging_threads()
                self._home.serve(self._name)
        self._close_lock()

    def _carried(self) -> dict[str, tuple[int, float]]:
        """What the old index has removed lately stays removed: a late change is late for the new one too."""
        serving = self._home.serving()
        try:
            return dict(Removed.of(self._home.folder(serving)).versions) if serving else {}
        except (OSError, ValueError):
            return {}  # a damaged old index is why one rebuilds

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            raise RuntimeError("this rebuild has ended")
        return self._writer

    def _discard(self) -> None:
        """Leave nothing of an unfinished rebuild."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        with trouble("failed"):
            writer.rollback()
            writer.wait_merging_threads()
            with self._home.writing(PATIENCE):
                self._home.sweep()
        self._close_lock()

    def _close_lock(self) -> None:
        lock: IO[str] = self._lock
        lock.close()
