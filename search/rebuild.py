"""Rebuilding with no gap: the old index serves until the new one is whole, and no edit made meanwhile is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal import content_version
from search import drain, parking, source, versions
from search.apart import store_apart
from search.current import engine
from search.engines.base import FAILED, Failures, Put, RebuildSession, SearchUnavailable, State
from search.lock import drain_lock
from search.spelling import lexicon
from search.suggest.refresh import refresh_all

LOCK_SECONDS = 60.0
HOPELESS = 100
"""So many failures with nothing stored are a fault of the site, not of its records."""


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Fill a new index and let it serve; return the number of records that it holds.

    Each batch takes the lock, then a version, then reads the stories: so a change committed before is in what is read,
    and one committed later carries a higher version. What can't be built is set aside (`parking`), unless that is all
    there is: the old index then serves on. Raises RebuildRunning, SearchUnavailable.
    """
    total, done, known = len(source.public_ids()), 0, _known_so_far()
    can_wait = engine().status().state is State.READY
    with engine().rebuild() as session:
        filling = _Filling(session, max(known, session.known))
        for ids in source.all_records():
            with _locked():
                filling.add(ids)
            done += len(ids)
            if can_wait:
                filling.require_hope(done >= total)
            if progress:
                progress(done, total)
        session.finish()
    versions.forget_restore()
    content_version.move()
    _refresh_what_needs_no_engine()
    drain.drain(seconds=LOCK_SECONDS)
    return engine().status().records


@dataclass
class _Filling:
    """A session and what became of the records given to it. `known`: the highest version there was before it."""

    session: RebuildSession
    known: int
    stored: int = 0
    failed: int = 0
    last_fault: Exception | None = None

    def add(self, ids: list[str]) -> None:
        """Store these stories and set aside those that can't be. The lock is held."""
        changes, failures = drain.changes_of(set(ids), self.known)
        puts = [change for change in changes if isinstance(change, Put)]
        refused = store_apart(puts, self.session.add)
        self._count(len(puts) - len(refused), failures | refused)
        parking.settle(ids, drain.note_words(changes) | failures | refused)

    def require_hope(self, is_over: bool) -> None:
        """Raises SearchUnavailable where nothing can be stored, so that an empty index takes no other's place."""
        if not self.stored and (self.failed >= HOPELESS or (is_over and self.failed)):
            raise SearchUnavailable(FAILED, f"not one of {self.failed} records can be built: {self.last_fault!r}")

    def _count(self, stored: int, failures: Failures) -> None:
        self.stored += stored
        self.failed += len(failures)
        self.last_fault = next(iter(failures.values()), self.last_fault)


def _known_so_far() -> int:
    """The highest version of the index that serves; one that can't be read has nothing that the new one would keep."""
    try:
        return engine().highest_version()
    except SearchUnavailable:
        return 0


def _refresh_what_needs_no_engine() -> None:
    with drain_lock(LOCK_SECONDS) as held:
        if held:  # else another drainer is writing them now, or the worker will within its minute
            lexicon.note(lexicon.differing() - parking.subjects(), ())
            parking.settle([one for one in parking.subjects() if ":" in one], refresh_all())


@contextmanager
def _locked() -> Iterator[None]:
    with drain_lock(LOCK_SECONDS) as held:
        if not held:
            raise SearchUnavailable("busy", f"no lock within {LOCK_SECONDS:.0f} s")
        yield
