"""Rebuilding with no gap: the old index serves until the new one is whole, and no edit made meanwhile is lost."""

from __future__ import annotations

from collections.abc import Callable

from portal import content_version
from search import drain, source, versions
from search.current import engine
from search.engines.base import Put, SearchUnavailable
from search.lock import drain_lock
from search.spelling import lexicon
from search.suggest.refresh import refresh_all

LOCK_SECONDS = 60.0


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Fill a new index and let it serve; return the number of records.

    Each batch takes the lock, then a version, then reads the stories: so a change committed before is in what is read,
    and one committed later carries a higher version. Raises RebuildRunning, SearchUnavailable.
    """
    total, done = len(source.public_ids()), 0
    with engine().rebuild() as session:
        for ids in source.all_records():
            with drain_lock(LOCK_SECONDS) as held:
                if not held:
                    raise SearchUnavailable("busy", f"no lock within {LOCK_SECONDS:.0f} s")
                version = versions.advance()
                records = source.records(ids)
                session.add([Put(record, version) for record in records.values()])
                lexicon.note(ids, records.values())
            done += len(ids)
            if progress:
                progress(done, total)
        session.finish()
    content_version.move()
    with drain_lock(LOCK_SECONDS) as held:
        if held:  # else another drainer is writing them now, or the worker will within its minute
            refresh_all()
            lexicon.note(lexicon.differing(), ())
    drain.drain(seconds=LOCK_SECONDS)
    return done
