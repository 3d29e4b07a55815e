"""Erases objections after the set time; only counts remain."""

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

_UNFINISHED = dt.timedelta(days=1)  # a newer file may belong to a form that is being sent


@dataclass
class Erased:
    """What was done.

    `objections` and their `files` erased; `swept`: files without an objection that were deleted; `failed`: what could
    not be deleted, and why.
    """

    objections: int = 0
    files: int = 0
    swept: int = 0
    failed: list[str] = field(default_factory=list)


def due(days: int) -> QuerySet[Objection]:
    """Return objections whose window closed more than `days` ago; without a window: received before that.

    An objection received after the end of its window (the end was moved) counts from its own day.
    """
    before = timezone.now() - dt.timedelta(days=days)
    closed = Q(announcement__objections_until__lt=before) | Q(announcement__objections_until=None)
    return Objection.objects.defer(*Objection.SEALED).filter(closed, received_at__lt=before).order_by("pk")


def erase(days: int, progress: Callable[[], object] = lambda: None) -> Erased:
    """Erase what is due after `days`; an objection with a file that can't be deleted stays, and is reported."""
    done = Erased()
    for objection in list(due(days)):
        _erase_one(objection, done)
        progress()
    for name in strays():
        done.swept += _deleted(name, done)
    ObjectionAccess.objects.filter(objection=None, at__lt=timezone.now() - dt.timedelta(days=days)).delete()
    return done


def erase_due() -> None:
    """Erase what is due; a duty of the worker."""
    done = erase(settings.OBJECTION_RETENTION_DAYS)
    if done.objections:
        logger.info("%s objections and %s files erased", done.objections, done.files)
    for failure in done.failed:
        logger.error("not erased: %s", failure)


def strays() -> Iterator[str]:
    """Yield files that no row names, left behind by an interrupted request."""
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
            return  # another process erased and counted it first
        # Names are deferred, so that these rows can be deleted even if their key is lost.
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
