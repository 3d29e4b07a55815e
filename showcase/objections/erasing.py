"""Erasing what the set time has passed over; counts are all that stays."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from showcase.objections.models import Objection, ObjectionAccess, ObjectionEvidence, ObjectionTally
from showcase.objections.storage import PrivateStorage

logger = logging.getLogger(__name__)

_UNFINISHED = dt.timedelta(days=1)  # a file younger than that may belong to a form that is being sent


@dataclass
class Erased:
    """What was done.

    `objections` and their `files` erased, files of no objection `swept`; `failed`: what could not be deleted, and why.
    """

    objections: int = 0
    files: int = 0
    swept: int = 0
    failed: list[str] = field(default_factory=list)


def due(days: int) -> QuerySet[Objection]:
    """Objections of windows that closed more than `days` ago; of a notice that lost its window, received before that.

    A later objection than the end of its window (the end was moved) counts from its own day.
    """
    before = timezone.now() - dt.timedelta(days=days)
    closed = Q(announcement__objections_until__lt=before) | Q(announcement__objections_until=None)
    return Objection.objects.defer(*Objection.SEALED).filter(closed, received_at__lt=before).order_by("pk")


def erase(days: int, progress: Callable[[], object] = lambda: None) -> Erased:
    """Erase what is due after `days`; an objection with a file that cannot be deleted stays, and is named."""
    done = Erased()
    for objection in list(due(days)):
        _erase_one(objection, done)
        progress()
    for name in strays():
        done.swept += _deleted(name, done)
    ObjectionAccess.objects.filter(objection=None, at__lt=timezone.now() - dt.timedelta(days=days)).delete()
    return done


def erase_due() -> None:
    """The worker's duty."""
    done = erase(settings.OBJECTION_RETENTION_DAYS)
    if done.objections:
        logger.info("%s objections and %s files erased", done.objections, done.files)
    for failure in done.failed:
        logger.error("not erased: %s", failure)


def strays() -> Iterator[str]:
    """Files that no row names: what an interrupted sending left behind."""
    storage = PrivateStorage()
    try:
        _folders, files = storage.listdir("")
    except FileNotFoundError:
        return
    named = set(ObjectionEvidence.objects.values_list("file", flat=True))
    for name in sorted(set(files) - named):
        if storage.get_modified_time(name) < timezone.now() - _UNFINISHED:
            yield name


def _erase_one(objection: Objection, done: Erased) -> None:
    names = list(objection.evidence.values_list("file", flat=True))
    deleted = [_deleted(name, done, objection.number) for name in names]
    if not all(deleted):
        return
    with transaction.atomic():
        if not Objection.objects.select_for_update().filter(pk=objection.pk).exists():
            return  # another process was quicker, and counted it
        # With their names deferred: these rows go where their key is lost, too.
        objection.evidence.defer("name").delete()
        ObjectionTally.objects.get_or_create(announcement_id=objection.announcement_id)
        ObjectionTally.objects.filter(announcement_id=objection.announcement_id).update(erased=F("erased") + 1)
        objection.delete()
    done.objections += 1
    done.files += len(names)


def _deleted(name: str, done: Erased, number: str = "") -> bool:
    try:
        PrivateStorage().erase(name)
    except OSError as error:
        done.failed.append(f"{number} {name}: {error.strerror or error}".strip())
        return False
    return True
