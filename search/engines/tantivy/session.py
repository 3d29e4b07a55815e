"""A rebuild: a new index filled beside the serving one, and the swap."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from tantivy import Index, IndexWriter

from search.engines.base import FAILED, Change, Put, RecordsRefused
from search.engines.tantivy.home import Home
from search.engines.tantivy.schema import IDENTITY, SCHEMA, prepare
from search.engines.tantivy.trouble import trouble
from search.engines.tantivy.writing import BULK_HEAP, SMALL_HEAP, Removed, write

PATIENCE = 30.0
"""Seconds the swap waits for a batch of changes to end."""


class TantivyRebuild:
    """See `RebuildSession`. Changes applied meanwhile are in the journal and are written before the swap."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._versions: dict[str, int] = {}
        with trouble(FAILED), home.writing(PATIENCE):
            self._name, self._lock = home.begin(IDENTITY)
            self._folder = home.folder(self._name)
            self._removed = Removed(self._folder, self._carried())
            self._known = self._removed.highest
            self._index = prepare(Index(SCHEMA, path=str(self._folder), reuse=False))
            self._writer: IndexWriter | None = self._index.writer(BULK_HEAP, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()

    @property
    def known(self) -> int:
        """The highest version of what was removed lately."""
        return self._known

    def add(self, puts: Iterable[Put]) -> None:
        """Store records in the new index."""
        batch = list(puts)  # a fault of whoever makes them is none of the engine's
        with trouble(FAILED):
            written, failures = write(self._open_writer(), batch, self._versions, self._removed)
            self._versions |= written
        if failures:
            raise RecordsRefused(failures)

    def finish(self) -> None:
        """Write what was changed meanwhile, commit, and serve. Only the last step keeps others from writing."""
        writer = self._open_writer()
        with trouble(FAILED):
            writer.commit()
            writer.wait_merging_threads()
            self._writer = None
            with self._home.writing(PATIENCE):
                self._catch_up(self._home.noted())
                self._removed.save()
                self._home.serve(self._name)
        self._lock.close()

    def _catch_up(self, changes: Sequence[Change]) -> None:
        if not changes:
            return
        writer = self._index.writer(SMALL_HEAP, 1)
        write(writer, changes, self._versions, self._removed)  # whoever applied them knows what was refused
        writer.commit()
        writer.wait_merging_threads()

    def _carried(self) -> dict[str, tuple[int, float]]:
        """What the old index has removed lately stays removed: a late change is late for the new one too."""
        serving = self._home.serving()
        try:
            return Removed.of(self._home.folder(serving)).versions if serving else {}
        except OSError:
            return {}  # a damaged old index is why one rebuilds

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            raise RuntimeError("this rebuild has ended")
        return self._writer

    def _discard(self) -> None:
        """Leave nothing of an unfinished rebuild."""
        if self._lock.closed:
            return
        writer, self._writer = self._writer, None
        with trouble(FAILED):
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()
            with self._home.writing(PATIENCE):
                self._home.sweep()
        self._lock.close()
