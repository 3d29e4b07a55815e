"""Changes an index: by versions, in one commit, with nothing left open."""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Index, IndexWriter

from search.core.engine import Change, Failures, RecordsRefused
from search.engines.prepared import prepared
from search.engines.tantivy.reading import Snapshot
from search.engines.tantivy.schema import document_of

SMALL_HEAP = 15_000_000
BULK_HEAP = 800_000_000
"""Bytes a rebuild may hold before it writes a segment: some 200,000 records; it takes only what they need.

A search looks every term up in each segment, and its thirty clauses make that most of a usual one's work: at 164,148
records one segment instead of three takes 0.88 of the engine's time, and the rebuild 920 MB instead of 600.
"""


def apply_changes(index: Index, changes: Sequence[Change]) -> None:
    """Apply the changes that are newer than what is stored, durably. Merges end before the writer is closed.

    Raises RecordsRefused after that.
    """
    writer = index.writer(SMALL_HEAP, 1)
    try:
        index.reload()
        known = Snapshot.of(index).numbers_of("version", [change.id for change in changes])
        written, failures = write(writer, changes, known)
        if written:
            writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    if failures:
        raise RecordsRefused(failures)


def write(writer: IndexWriter, changes: Iterable[Change], known: Mapping[str, int]) -> tuple[dict[str, int], Failures]:
    """Pass the writer the changes whose versions are new.

    `known`: id → version stored so far, negative for one that was removed. Returns the same of what was written, and
    id → error where no document can be made.
    """
    written: dict[str, int] = {}
    ready, failures = prepared(changes, document_of)
    for change, document in ready:
        stored = written.get(change.id, known.get(change.id, 0))
        if change.version <= abs(stored):
            continue
        if stored > 0:
            writer.delete_documents_by_term("id", change.id)
        if document is not None:
            writer.add_document(document)
        written[change.id] = change.version if document is not None else -change.version
    return written, failures
