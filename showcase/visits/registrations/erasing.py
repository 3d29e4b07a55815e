"""Erases registrations, a duty of the worker: unconfirmed ones after two days, the others some time after the visit."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from showcase.visits.models import VisitPage
from showcase.visits.registrations.models import RegistrationQuerySet, VisitRegistration

logger = logging.getLogger(__name__)

SECONDS = 3600
UNCONFIRMED = dt.timedelta(days=2)
"""How long a registration is kept whose link nobody opened."""


def due(now: dt.datetime | None = None) -> RegistrationQuerySet:
    """Return the registrations that are to be erased."""
    now = now or timezone.now()
    over = Q(visit__ends_at__lt=now - dt.timedelta(days=settings.VISIT_RETENTION_DAYS))
    unconfirmed = Q(turn=None, registered_at__lt=now - UNCONFIRMED)
    return VisitRegistration.objects.plain().filter(over | unconfirmed | Q(visit=None))


def erased_on(visit: VisitPage, unconfirmed: VisitRegistration | None = None) -> dt.date:
    """Return the day from which the worker erases who was registered for a visit, or who has not confirmed."""
    if unconfirmed is not None:
        return timezone.localdate(unconfirmed.registered_at + UNCONFIRMED)
    return timezone.localdate(visit.ends_at + dt.timedelta(days=settings.VISIT_RETENTION_DAYS))


def erase_due() -> int:
    """Erase what is due; return how many."""
    erased, _models = due().delete()
    if erased:
        logger.info("%s registrations for visits erased", erased)
    return erased
