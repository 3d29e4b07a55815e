"""Erases corrections: a set time after they were handled, after two years at the latest, and with their page."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from showcase.corrections.models import Correction

logger = logging.getLogger(__name__)

LONGEST = dt.timedelta(days=730)
"""How long one is kept that nobody handles."""


def due() -> QuerySet[Correction]:
    """Return the corrections that are to be erased."""
    now = timezone.now()
    handled = Q(handled_at__lt=now - dt.timedelta(days=settings.CORRECTION_RETENTION_DAYS))
    rows = Correction.objects.filter(handled | Q(received_at__lt=now - LONGEST) | Q(page=None))
    # Deferred, so that rows whose key is lost can be deleted too.
    return rows.defer(*Correction.SEALED)


def erased_on(row: Correction) -> dt.date:
    """Return the day from which the worker erases it, as matters stand."""
    latest = row.received_at + LONGEST
    if row.handled_at is not None:
        latest = min(latest, row.handled_at + dt.timedelta(days=settings.CORRECTION_RETENTION_DAYS))
    return timezone.localdate(latest)


def erase_due() -> None:
    """Erase what is due; a duty of the worker."""
    erased, _models = due().delete()
    if erased:
        logger.info("%s corrections erased", erased)
