"""The persistent counter that gives every record its version, and how a restored database is noticed.

An engine refuses what is no newer than what it knows. A database restored from a backup counts from where the backup
stood; so a version is a time, and what is written now is newer than all that was ever written. The highest version in
the index shows the restore: if it lies above the counter, the database is the older of the two, and this is recorded
until all records have been compared (`reconcile`) or rebuilt.
"""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import transaction
from django.db.models import F, PositiveBigIntegerField, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.caching import content_version
from search.index.models import VersionCounter

logger = logging.getLogger(__name__)


@transaction.atomic
def advance(known: int) -> int:
    """Return the next version: microseconds since 1970, but always above the last one, whatever the clock says.

    `known`: the highest version in the index. Call it under the drain lock and *before* reading the story's state. Ids
    of outbox rows can't be used: a smaller id can commit later, and an old text would stay for good.
    """
    catch_up(known)
    clock = Value(time.time_ns() // 1000, output_field=PositiveBigIntegerField())
    VersionCounter.objects.filter(pk=1).update(value=Greatest(F("value") + 1, clock))
    return _counted()


@transaction.atomic
def catch_up(known: int) -> None:
    """Move the counter to `known` where it is behind, and record that the database was restored."""
    VersionCounter.objects.get_or_create(pk=1)
    behind = VersionCounter.objects.filter(pk=1, value__lt=known)
    if behind.update(value=known, restored_at=timezone.now()):
        logger.warning("search: the index knows version %s, which this database never gave: it was restored", known)
        content_version.leap()


def is_behind(known: int) -> bool:
    """Say whether the engine knows a version that this database has not given yet. Ask the engine first, then this."""
    return known > _counted()


def restored_at() -> dt.datetime | None:
    """Return when a restore was noticed, None once every record has been compared since."""
    return VersionCounter.objects.filter(pk=1).values_list("restored_at", flat=True).first()


def forget_restore() -> None:
    """Clear the restore: the index now holds what the site says."""
    VersionCounter.objects.filter(pk=1, restored_at__isnull=False).update(restored_at=None)


def _counted() -> int:
    return VersionCounter.objects.filter(pk=1).values_list("value", flat=True).first() or 0
