"""The one persistent counter that gives every record its version, and how it gets past an index that knows more.

An engine refuses what is no newer than what it knows. A database that was restored from a backup counts from where the
backup stood, so everything written since would be refused, and what was removed since would stay away. The engine's
highest version tells: where it lies above the counter, the database is the older of the two. The counter then moves
past it, which voids every version and every removal the engine remembers, and until all records were compared
(`reconcile`) or rebuilt the restore is written down here.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal import content_version
from search.models import VersionCounter

logger = logging.getLogger(__name__)


@transaction.atomic
def advance(known: int) -> int:
    """The next version, above `known`, the highest the engine knows.

    Call it under the drain lock and *before* reading the story's state. Ids of outbox rows will not do: a smaller id
    can commit later, and an old text would stay for good.
    """
    catch_up(known)
    VersionCounter.objects.filter(pk=1).update(value=F("value") + 1)
    return _counted()


@transaction.atomic
def catch_up(known: int) -> None:
    """Move the counter to `known` where it lies behind, and write down that the database was restored."""
    VersionCounter.objects.get_or_create(pk=1)
    behind = VersionCounter.objects.filter(pk=1, value__lt=known)
    if behind.update(value=known, restored_at=timezone.now()):
        logger.warning("search: the index knows version %s, which this database never gave: it was restored", known)
        content_version.leap()


def is_behind(known: int) -> bool:
    """Whether the engine knows a version that this database has not given yet. Ask the engine first, then this."""
    return known > _counted()


def restored_at() -> dt.datetime | None:
    """When a restore was noticed after which not every record was compared yet."""
    return VersionCounter.objects.filter(pk=1).values_list("restored_at", flat=True).first()


def forget_restore() -> None:
    """The index holds what the site says, all of it."""
    VersionCounter.objects.filter(pk=1, restored_at__isnull=False).update(restored_at=None)


def _counted() -> int:
    return VersionCounter.objects.filter(pk=1).values_list("value", flat=True).first() or 0
