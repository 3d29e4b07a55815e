"""Changing an index: by versions, in one commit, with nothing left open."""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from tantivy import Index, IndexWriter

from search.engines.base import Change, Failures, RecordsRefused
from search.engines.prepared import prepared
from search.engines.tantivy.reading import Snapshot
from search.engines.tantivy.schema import document_of

logger = logging.getLogger(__name__)

SMALL_HEAP = 15_000_000
BULK_HEAP = 800_000_000
"""Bytes a rebuild may hold before it writes a part: some 200,000 records, of which it takes only what they need.

A search looks every term up in each part, and its thirty clauses make that most of a usual one's work: at 164,148
records one part instead of three takes 0.88 of the engine's time, and the rebuild 920 MB instead of 600.
"""
KEEP_REMOVED = 24 * 3600.0
"""Seconds for which the version of a removed record is kept, against changes that arrive late."""


@dataclass
class Removed:
    """Versions of removed records, kept beside the index they were removed from."""

    folder: Path
    versions: dict[str, tuple[int, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Removed":
        """What is kept there; nothing where there is no file, or one that can't be read.

        Forgetting costs little: a change that arrives late may bring a record back, until the worker's minute compares.
        """
        try:
            kept = orjson.loads((folder / "removed.json").read_bytes())
            return cls(folder, {name: (int(version), float(when)) for name, (version, when) in kept.items()})
        except FileNotFoundError:
            return cls(folder)
        except (AttributeError, TypeError, ValueError) as damage:
            logger.warning("search: what was removed lately is forgotten: %s", damage)
            return cls(folder)

    def known(self, record_id: str) -> int:
        """The version an id was removed at, 0 where it wasn't."""
        return self.versions.get(record_id, (0, 0.0))[0]

    @property
    def highest(self) -> int:
        """The highest version kept, 0 for none."""
        return max((version for version, _ in self.versions.values()), default=0)

    def save(self) -> None:
        """Write what is young enough, whole or not at all."""
        oldest = time.time() - KEEP_REMOVED
        self.versions = {name: kept for name, kept in self.versions.items() if kept[1] >= oldest}
        fresh = self.folder / "removed.new"
        fresh.write_bytes(orjson.dumps(self.versions))
        fresh.replace(self.folder / "removed.json")


def apply_changes(index: Index, folder: Path, changes: Sequence[Change]) -> None:
    """Apply what is newer than what is there, durably. Merges end before the writer is let go of.

    Raises RecordsRefused after that.
    """
    writer = index.writer(SMALL_HEAP, 1)
    try:
        index.reload()
        known = Snapshot.of(index).numbers_of("version", [change.id for change in changes])
        removed = Removed.of(folder)
        written, failures = write(writer, changes, known, removed)
        if written:
            writer.commit()
            removed.save()  # after the commit, or a removal that a crash undid would be taken for one already made
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    if failures:
        raise RecordsRefused(failures)


def write(
    writer: IndexWriter, changes: Iterable[Change], known: Mapping[str, int], removed: Removed
) -> tuple[dict[str, int], Failures]:
    """Hand the writer the changes whose versions are new.

    Returns the versions written, 0 for a removal, and the records of which no document can be made.
    `known` are the versions stored so far; `removed` is brought up to date, but not saved.
    """
    written: dict[str, int] = {}
    ready, failures = prepared(changes, document_of)
    for change, document in ready:
        stored = written.get(change.id, known.get(change.id, 0))
        if change.version <= max(stored, removed.known(change.id)):
            continue
        if stored:
            writer.delete_documents_by_term("id", change.id)
        if document is not None:
            writer.add_document(document)
            removed.versions.pop(change.id, None)
            written[change.id] = change.version
        else:
            removed.versions[change.id] = (change.version, time.time())
            written[change.id] = 0
    return written, failures
