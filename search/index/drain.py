"""The drainer: takes rows from the outbox, reads the stories' current state and gives the engine their records.

One drainer works at a time. A process that does not get the lock leaves its rows to the one that has it; that one looks
again after releasing the lock, so no row waits for the next publish or for the worker.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.caching import content_version
from portal.running.after_commit import run_if_due
from search.core.apart import each_apart, store_apart
from search.core.engine import Change, Failures, Put, Remove, SearchUnavailable
from search.core.record import Record
from search.index import outbox_keys, parking, source, versions
from search.index.current import engine
from search.index.lock import drain_lock, is_rebuilding
from search.index.models import ChangeDuringRebuild, DrainFailure, Outbox
from search.spelling import lexicon
from search.suggest.refresh import refresh

logger = logging.getLogger(__name__)

BATCH = 200
REQUEST_SECONDS = 1.0
BACK_OFF_SECONDS = 10.0
LEAST_SECONDS = 0.1
"""What an engine gets even where reading the stories used up all the time."""

# After a failure the requests of this process leave the outbox to the worker for a while: editors never wait twice.
_quiet_until = 0.0


@dataclass(frozen=True)
class Drained:
    """What a drain did: rows applied, and why it stopped early (empty: nothing was left)."""

    rows: int
    stopped: str = ""


def drain_briefly() -> None:
    """Drain within a request, after its commit: at most a second, silent on failure (the worker goes on)."""
    global _quiet_until  # noqa: PLW0603 - the grudge of this process
    if time.monotonic() < _quiet_until:
        return
    try:
        drain(seconds=REQUEST_SECONDS)
    except SearchUnavailable as trouble:
        _quiet_until = time.monotonic() + BACK_OFF_SECONDS
        logger.warning("search: %s; the change waits in the outbox", trouble)


def drain_patiently() -> None:
    """Drain everything that waits, as a duty of the worker; a failure is logged and tried again next time."""
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
            if Outbox.objects.filter(story_id=outbox_keys.NAMES).exists():
                # Records are made of what is cached of the vocabulary.
                run_if_due(content_version.move_vocabulary)
            while time.monotonic() < deadline and (done := _apply_batch(deadline)):
                rows += done
        if time.monotonic() >= deadline:
            return Drained(rows, "out of time")
    return Drained(rows)


def _apply_batch(deadline: float) -> int:
    """Apply the oldest rows as one batch and return their number. The caller holds the lock.

    What fails on its own is set aside (`parking`) and its row is deleted like all others: no row waits for it.
    """
    waiting = list(Outbox.objects.order_by("pk").values_list("pk", "story_id")[:BATCH])
    if not waiting:
        return 0
    ids = {story_id for _, story_id in waiting}
    story_ids = outbox_keys.stories_of(ids)
    try:
        # First, because it needs no engine.
        failures = dict(refresh(story_ids, outbox_keys.enterprises_of(ids), terms=outbox_keys.NAMES in ids))
        if story_ids:
            failures |= _index(story_ids, deadline)
            # Since the commit a search may have been answered from the old index, and its page cached.
            content_version.move()
    except SearchUnavailable as trouble:
        DrainFailure.objects.update_or_create(
            pk=1, defaults={"failed_at": timezone.now(), "reason": str(trouble)[:500]}
        )
        raise
    with transaction.atomic():
        parking.settle(ids, failures)
        if is_rebuilding():
            ChangeDuringRebuild.objects.bulk_create(map(_during_rebuild, story_ids), ignore_conflicts=True)
        Outbox.objects.filter(pk__in=[pk for pk, _ in waiting]).delete()
    return len(waiting)


def _during_rebuild(story_id: str) -> ChangeDuringRebuild:
    return ChangeDuringRebuild(story_id=story_id)


def _index(story_ids: set[str], deadline: float) -> Failures:
    changes, failures = changes_of(story_ids, engine().highest_version(_left(deadline)))
    return failures | note_words(changes) | store_apart(changes, lambda some: engine().apply(some, _left(deadline)))


def _left(deadline: float) -> float:
    return max(LEAST_SECONDS, deadline - time.monotonic())


def changes_of(story_ids: set[str], known: int) -> tuple[list[Change], Failures]:
    """Return what the engine must do for these stories as they are now: put what is public, remove the rest.

    `known`: the highest version that the engine knows. Stories whose record can't be built are in the failures only.
    """
    version = versions.advance(known)
    records: dict[str, Record] = {}
    failures = each_apart(story_ids, lambda some: records.update(source.records(some)))
    sound = sorted(story_ids - failures.keys())
    return [Put(records[one], version) if one in records else Remove(one, version) for one in sound], failures


def note_words(changes: Sequence[Change]) -> Failures:
    """Update the known words to those of these records, without those of removed stories."""
    records = {change.id: change.record for change in changes if isinstance(change, Put)}
    ids = {change.id for change in changes}
    return each_apart(ids, lambda some: lexicon.note(some, [records[one] for one in some if one in records]))
