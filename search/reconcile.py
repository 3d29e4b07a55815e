"""The worker's minute: what the outbox could not carry is found by comparing."""

from __future__ import annotations

import logging

from search import source
from search.current import engine
from search.engines.base import State
from search.lock import drain_lock
from search.models import Outbox
from search.rebuild import rebuild
from search.spelling import lexicon
from search.suggest.refresh import is_whole, refresh_all

logger = logging.getLogger(__name__)


def reconcile() -> int:
    """The worker's minute: repair an index that is not ready, and note every story the index and the site differ on.

    Suggestions are compared first: they need no engine.

    Returns the number of stories noted. A date that passes, a lost row, a restored backup: all end here.
    """
    if not is_whole():
        with drain_lock() as held:
            if held:
                refresh_all()
    state = engine().status()
    if state.rebuilding or state.state is State.UNREACHABLE:
        return 0
    if state.state is not State.READY:
        logger.warning("search: the index is %s, rebuilding", state.state)
        rebuild()
        return 0
    indexed = {story_id for story_id, _ in engine().versions()}
    differing = (indexed ^ source.public_ids()) | lexicon.differing()
    if differing:
        Outbox.objects.bulk_create([Outbox(story_id=story_id) for story_id in sorted(differing)])
    return len(differing)
