"""The drainer: takes rows from the outbox, reads the stories' state now, and gives the engine their records.

One drainer at a time. Whoever loses the race for the lock leaves its rows to the winner, who looks once more after
releasing the lock, so no row waits for the next publish or the worker's turn.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from django.utils import timezone

from portal import content_version
from search import outbox, source, versions
from search.current import engine
from search.engines.base import Change, Put, Remove, SearchUnavailable
from search.lock import drain_lock
from search.models import DrainFailure, Outbox
from search.spelling import lexicon
from search.suggest.refresh import refresh

logger = logging.getLogger(__name__)

BATCH = 200
REQUEST_SECONDS = 1.0
BACK_OFF_SECONDS = 10.0
LEAST_SECONDS = 0.1
"""What an engine is given where reading the stories took all the time there was."""

# After a failure, requests of this process leave the outbox to the worker for a while: editors never wait twice.
_quiet_until = 0.0


@dataclass(frozen=True)
class Drained:
    """What a drain did: rows applied, and why it stopped early (empty = nothing was left)."""

    rows: int
    stopped: str = ""


def drain_briefly() -> None:
    """In a request, after its commit: at most a second, silent on failure (the rows stay, the worker goes on)."""
    global _quiet_until  # noqa: PLW0603 - the grudge of this process
    if time.monotonic() < _quiet_until:
        return
    try:
        drain(seconds=REQUEST_SECONDS)
    except SearchUnavailable as trouble:
        _quiet_until = time.monotonic() + BACK_OFF_SECONDS
        logger.warning("search: %s; the change waits in the outbox", trouble)


def drain_patiently() -> None:
    """The worker's duty: drain all there is; a failure is logged and tried again at the next turn."""
    if not Outbox.objects.exists():
        return
    try:
        drain(seconds=30)
    except SearchUnavailable as trouble:
        logger.warning("search: %s; %s changes wait", trouble, Outbox.objects.count())


def drain(seconds: float) -> Drained:
    """Apply waiting rows until none is left or `seconds` have passed. Raises SearchUnavailable; no row is lost then."""
    deadline = time.monotonic() + seconds
    rows = 0
    while Outbox.objects.exists():
        with drain_lock() as held:
            if not held:
                return Drained(rows, "another drainer is at work")
            while time.monotonic() < deadline and (done := _apply_batch(deadline)):
                rows += done
        if time.monotonic() >= deadline:
            return Drained(rows, "out of time")
    return Drained(rows)


def _apply_batch(deadline: float) -> int:
    """Apply the oldest rows as one batch; return how many. The lock is held."""
    waiting = list(Outbox.objects.order_by("pk").values_list("pk", "story_id")[:BATCH])
    if not waiting:
        return 0
    ids = [story_id for _, story_id in waiting]
    story_ids = outbox.stories_of(ids)
    refresh(story_ids, outbox.enterprises_of(ids))  # first, because it needs no engine
    try:
        if story_ids:
            changes = changes_of(story_ids)
            lexicon.note(story_ids, [change.record for change in changes if isinstance(change, Put)])
            engine().apply(changes, max(LEAST_SECONDS, deadline - time.monotonic()))
            # Between the commit and now a search was answered from the old index, and perhaps kept.
            content_version.move()
    except SearchUnavailable as trouble:
        DrainFailure.objects.update_or_create(
            pk=1, defaults={"failed_at": timezone.now(), "reason": str(trouble)[:500]}
        )
        raise
    Outbox.objects.filter(pk__in=[pk for pk, _ in waiting]).delete()
    return len(waiting)


def changes_of(story_ids: set[str]) -> list[Change]:
    """What the engine must do for these stories as they are now: put what is public, remove what is not."""
    version = versions.advance()
    records = source.records(story_ids)
    return [
        Put(records[story_id], version) if story_id in records else Remove(story_id, version)
        for story_id in sorted(story_ids)
    ]
