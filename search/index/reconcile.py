"""Compares index and site once a minute, to find changes that the outbox missed."""

from __future__ import annotations

import logging
from collections.abc import Collection
from heapq import nsmallest
from uuid import uuid4

from search.core.apart import each_apart
from search.core.engine import State
from search.core.record import Record
from search.index import parking, source, versions
from search.index.current import engine
from search.index.lock import drain_lock, is_rebuilding
from search.index.models import Outbox
from search.index.rebuild import rebuild
from search.spelling import lexicon
from search.suggest.refresh import is_whole, refresh_all

logger = logging.getLogger(__name__)

A_TURN = 500
"""Records whose contents are compared per minute: about a second of work, whatever the size of the site."""

# Where the last turn ended. A process begins at a random place, or one restarted daily would never reach the end.
_compared_to = str(uuid4())


def reconcile() -> int:
    """Repair an index that is not ready, and note every story on which index and site differ; a duty of the worker.

    Suggestions are compared first: they need no engine. Of stories all ids are compared, and the contents of some;
    after a restore the contents of all, until none differs any more. Returns the number of stories noted. A date that
    passes, a lost row, a restored backup are all found here.
    """
    if not is_whole(parking.subjects()):
        with drain_lock() as held:
            if held:
                parking.settle([one for one in parking.subjects() if ":" in one], refresh_all())
    state = engine().status()
    if is_rebuilding() or state.state is State.UNREACHABLE:
        return 0
    if state.state is not State.READY:
        logger.warning("search: the index is %s, rebuilding", state.state)
        rebuild()
        return 0
    return _compare()


def _compare() -> int:
    versions.catch_up(engine().highest_version())
    public = source.public_ids()
    noted = _note(({story_id for story_id, _ in engine().versions()} ^ public) | lexicon.differing())
    if not versions.restored_at():
        return noted + _note(_altered(_next_turn(public)))
    every = sorted(public)
    noted += sum(_note(_altered(every[at : at + A_TURN])) for at in range(0, len(every), A_TURN))
    if not noted:
        versions.forget_restore()
    return noted


def _note(story_ids: set[str]) -> int:
    """Have these stories drained, except those that are set aside: they have a time of their own."""
    story_ids = story_ids - parking.subjects()
    Outbox.objects.bulk_create([Outbox(story_id=story_id) for story_id in sorted(story_ids)], batch_size=A_TURN)
    return len(story_ids)


def _altered(story_ids: Collection[str]) -> set[str]:
    """Return the stories whose record in the index differs from what the site would write; ignores unknown ones."""
    held = engine().digests(list(story_ids))
    records: dict[str, Record] = {}
    failures = each_apart(held, lambda some: records.update(source.records(some)))
    return {key for key, record in records.items() if held[key] != record.digest} | failures.keys()


def _next_turn(public: Collection[str]) -> list[str]:
    """Return the ids that follow those of the last turn; after the last id it begins again."""
    global _compared_to  # noqa: PLW0603 - where this process stands
    turn = nsmallest(A_TURN, (story_id for story_id in public if story_id > _compared_to))
    turn += nsmallest(A_TURN - len(turn), (story_id for story_id in public if story_id <= _compared_to))
    _compared_to = turn[-1] if turn else ""
    return turn
