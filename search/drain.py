"""The drainer: takes rows from the outbox, reads the stories' state now, and gives the engine their records.

One drainer at a time. Whoever loses the race for the lock leaves its rows to the winner, who looks once more after
releasing the lock, so no row waits for the next publish or the worker's turn.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal import content_version
from search import outbox, parking, source, versions
from search.apart import each_apart, store_apart
from search.current import engine
from search.engines.base import Change, Failures, Put, Remove, SearchUnavailable
from search.lock import drain_lock
from search.models import DrainFailure, Outbox
from search.record import Record
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
    parking.try_again()
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
    """Apply the oldest rows as one batch; return how many. The lock is held.

    What fails by itself is set aside (`parking`) and its row goes like all others: none waits for it.
    """
    waiting = list(Outbox.objects.order_by("pk").values_list("pk", "story_id")[:BATCH])
    if not waiting:
        return 0
    ids = {story_id for _, story_id in waiting}
    story_ids = outbox.stories_of(ids)
    try:
        failures = dict(refresh(story_ids, outbox.enterprises_of(ids)))  # first, because it needs no engine
        if story_ids:
            failures |= _index(story_ids, deadline)
            # Between the commit and now a search was answered from the old index, and perhaps kept.
            content_version.move()
    except SearchUnavailable as trouble:
        DrainFailure.objects.update_or_create(
            pk=1, defaults={"failed_at": timezone.now(), "reason": str(trouble)[:500]}
        )
        raise
    with transaction.atomic():
        parking.settle(ids, failures)
        Outbox.objects.filter(pk__in=[pk for pk, _ in waiting]).delete()
    return len(waiting)


def _index(story_ids: set[str], deadline: float) -> Failures:
    changes, failures = changes_of(story_ids, engine().highest_version(_left(deadline)))
    return failures | note_words(changes) | store_apart(changes, lambda some: engine().apply(some, _left(deadline)))


def _left(deadline: float) -> float:
    return max(LEAST_SECONDS, deadline - time.monotonic())


def changes_of(story_ids: set[str], known: int) -> tuple[list[Change], Failures]:
    """What the engine must do for these stories as they are now: put what is public, remove what is not.

    `known`: the highest version the engine knows. Stories whose record can't be built are among the failures alone.
    """
    version = versions.advance(known)
    records: dict[str, Record] = {}
    failures = each_apart(story_ids, lambda some: records.update(source.records(some)))
    sound = sorted(story_ids - failures.keys())
    return [Put(records[one], version) if one in records else Remove(one, version) for one in sound], failures


def note_words(changes: Sequence[Change]) -> Failures:
    """Let the known words be those of these records, and not those of what is removed."""
    records = {change.id: change.record for change in changes if isinstance(change, Put)}
    ids = {change.id for change in changes}
    return each_apart(ids, lambda some: lexicon.note(some, [records[one] for one in some if one in records]))
