"""A rebuild: a new index filled beside the serving one, and the swap."""

from collections.abc import Iterable

from tantivy import Index, IndexWriter

from search.core.engine import FAILED, Change, RecordsRefused
from search.engines.session import Session
from search.engines.tantivy.home import Home
from search.engines.tantivy.schema import IDENTITY, SCHEMA, prepare
from search.engines.tantivy.trouble import trouble
from search.engines.tantivy.writing import BULK_HEAP, SMALL_HEAP, write

PATIENCE = 30.0
"""Seconds the swap waits for a batch of changes to end."""


class TantivyRebuild(Session):
    """`RebuildSession` on tantivy."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._versions: dict[str, int] = {}
        self._writer: IndexWriter | None = None
        with trouble(FAILED), home.writing(PATIENCE):
            self._name = home.begin(IDENTITY)
            self._index = prepare(Index(SCHEMA, path=str(home.folder(self._name)), reuse=False))
            self._writer = self._index.writer(BULK_HEAP, 1)

    def add(self, changes: Iterable[Change]) -> None:
        """Make changes in the new index."""
        batch = list(changes)  # an error in making them is no trouble of the engine
        self._require_open()
        with trouble(FAILED):
            self._writer = self._writer or self._index.writer(SMALL_HEAP, 1)
            written, failures = write(self._writer, batch, self._versions)
            self._versions |= written
        if failures:
            raise RecordsRefused(failures)

    def flush(self) -> None:
        """Commit what was added and wait for the merging of its segments."""
        self._require_open()
        if (writer := self._writer) is None:
            return
        with trouble(FAILED):
            writer.commit()
            writer.wait_merging_threads()
        self._writer = None

    def finish(self) -> None:
        """Commit and serve. Only the swap keeps other writers waiting."""
        self.flush()
        with trouble(FAILED), self._home.writing(PATIENCE):
            self._home.serve(self._name)
        self._is_open = False

    def _discard(self) -> None:
        """Remove everything of an unfinished rebuild."""
        writer, self._writer = self._writer, None
        with trouble(FAILED):
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()
            with self._home.writing(PATIENCE):
                self._home.discard(self._name)
