"""Rebuilds without a gap: the old index serves until the new one is complete, and no edit made meanwhile is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal.caching import content_version
from search.core.apart import store_apart
from search.core.engine import FAILED, Failures, RebuildSession, SearchUnavailable, State
from search.index import drain, parking, source, versions
from search.index.current import engine
from search.index.lock import drain_lock, rebuild_lock
from search.index.models import ChangeDuringRebuild
from search.spelling import lexicon
from search.suggest.refresh import refresh_all

LOCK_SECONDS = 60.0
CHANGED_AT_ONCE = 500
HOPELESS = 100
"""This many failures with nothing stored are a fault of the site, not of its records."""


class RebuildRunning(Exception):
    """A second rebuild was requested while one is under way."""


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Fill a new index and let it serve; return the number of records that it holds.

    Each batch takes the lock, then a version, then reads the stories: a change committed before is in what is read. One
    committed later is drained into the old index and noted (`ChangeDuringRebuild`); at the end such stories are read
    once more, under the same lock as the swap. What can't be built is set aside (`parking`), unless that is everything:
    then the old index serves on. `progress` receives (records done, total). Raises RebuildRunning, SearchUnavailable.
    """
    with rebuild_lock() as held:
        if not held:
            raise RebuildRunning("another rebuild is under way")
        with engine().rebuild() as session:
            _fill(session, progress)
    versions.forget_restore()
    _refresh_what_needs_no_engine()
    content_version.move()
    drain.drain(seconds=LOCK_SECONDS)
    return engine().status().records


def _fill(session: RebuildSession, progress: Callable[[int, int], None] | None) -> None:
    can_wait = engine().status().state is State.READY
    filling = _Filling(session, _known_so_far())
    with _locked():
        ChangeDuringRebuild.objects.all().delete()  # what an interrupted rebuild left
    total, done = len(source.public_ids()), 0
    for ids in source.all_records():
        with _locked():
            filling.add(ids)
        done += len(ids)
        if can_wait:
            filling.require_hope(done >= total)
        if progress:
            progress(done, total)
    session.flush()
    with _locked():
        while changed := list(ChangeDuringRebuild.objects.values_list("story_id", flat=True)[:CHANGED_AT_ONCE]):
            filling.add(changed)
            ChangeDuringRebuild.objects.filter(story_id__in=changed).delete()
        session.finish()


@dataclass
class _Filling:
    """A session and counts of the stories given to it. `known`: the highest version before it."""

    session: RebuildSession
    known: int
    stored: int = 0
    failed: int = 0
    last_fault: Exception | None = None

    def add(self, ids: list[str]) -> None:
        """Store these stories as they are now and set aside those that can't be. The caller holds the lock."""
        changes, failures = drain.changes_of(set(ids), self.known)
        refused = store_apart(changes, self.session.add)
        self._count(len(changes) - len(refused), failures | refused)
        parking.settle(ids, drain.note_words(changes) | failures | refused)

    def require_hope(self, is_over: bool) -> None:
        """Raise SearchUnavailable where nothing can be stored, so that no empty index replaces another."""
        if not self.stored and (self.failed >= HOPELESS or (is_over and self.failed)):
            raise SearchUnavailable(FAILED, f"not one of {self.failed} records can be built: {self.last_fault!r}")

    def _count(self, stored: int, failures: Failures) -> None:
        self.stored += stored
        self.failed += len(failures)
        self.last_fault = next(iter(failures.values()), self.last_fault)


def _known_so_far() -> int:
    """Return the highest version of the serving index; 0 where it can't be read."""
    try:
        return engine().highest_version()
    except SearchUnavailable:
        return 0


def _refresh_what_needs_no_engine() -> None:
    with drain_lock(LOCK_SECONDS) as held:
        if held:  # otherwise another drainer writes them now, or the worker will within a minute
            lexicon.note(lexicon.differing() - parking.subjects(), ())
            parking.settle([one for one in parking.subjects() if ":" in one], refresh_all())


@contextmanager
def _locked() -> Iterator[None]:
    with drain_lock(LOCK_SECONDS) as held:
        if not held:
            raise SearchUnavailable("busy", f"no lock within {LOCK_SECONDS:.0f} s")
        yield
