"""The worker's minute: what the outbox could not carry is found by comparing index and site."""

from __future__ import annotations

import logging
from collections.abc import Collection
from heapq import nsmallest
from uuid import uuid4

from search import parking, source, versions
from search.apart import each_apart
from search.current import engine
from search.engines.base import State
from search.lock import drain_lock
from search.models import Outbox
from search.rebuild import rebuild
from search.record import Record
from search.spelling import lexicon
from search.suggest.refresh import is_whole, refresh_all

logger = logging.getLogger(__name__)

A_TURN = 500
"""Records whose contents are compared in a minute: about a second's work, whatever the size of the site."""

# Where the last turn ended. A process begins anywhere, or one that is restarted daily would never see the end.
_compared_to = str(uuid4())


def reconcile() -> int:
    """The worker's minute: repair an index that is not ready, and note every story the index and the site differ on.

    Suggestions are compared first: they need no engine. Of stories the ids are all compared, the contents of some; of
    all after a restore, until none differs any more.

    Returns the number of stories noted. A date that passes, a lost row, a restored backup: all end here.
    """
    if not is_whole(parking.subjects()):
        with drain_lock() as held:
            if held:
                parking.settle([one for one in parking.subjects() if ":" in one], refresh_all())
    state = engine().status()
    if state.rebuilding or state.state is State.UNREACHABLE:
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
    """Have these drained, but for those that are set aside: their turn comes by itself."""
    story_ids = story_ids - parking.subjects()
    Outbox.objects.bulk_create([Outbox(story_id=story_id) for story_id in sorted(story_ids)], batch_size=A_TURN)
    return len(story_ids)


def _altered(story_ids: Collection[str]) -> set[str]:
    """Those that the index holds otherwise than the site would write them now; what it does not hold is not asked."""
    held = engine().digests(list(story_ids))
    records: dict[str, Record] = {}
    failures = each_apart(held, lambda some: records.update(source.records(some)))
    return {key for key, record in records.items() if held[key] != record.digest} | failures.keys()


def _next_turn(public: Collection[str]) -> list[str]:
    """The ids that follow those of the last turn; after the last one the first again."""
    global _compared_to  # noqa: PLW0603 - where this process stands
    turn = nsmallest(A_TURN, (story_id for story_id in public if story_id > _compared_to))
    turn += nsmallest(A_TURN - len(turn), (story_id for story_id in public if story_id <= _compared_to))
    _compared_to = turn[-1] if turn else ""
    return turn
