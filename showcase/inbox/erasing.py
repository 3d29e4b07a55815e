"""Erases submissions: a set time after they were handled, out of quarantine sooner, after two years at the latest."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from showcase.inbox import quarantine
from showcase.inbox.kinds import codes_about_pages, kinds
from showcase.inbox.models import Submission, SubmissionState, SubmissionStep

logger = logging.getLogger(__name__)

LONGEST = dt.timedelta(days=730)
"""How long one is kept that nobody handles."""
UNSENT = dt.timedelta(days=60)
"""How long one is kept whose sender has not gone on writing it."""


def due() -> QuerySet[Submission]:
    """Return the submissions that are to be erased."""
    now = timezone.now()
    handled = Q(handled_at__lt=now - dt.timedelta(days=settings.SUBMISSION_RETENTION_DAYS))
    junk = Q(state=SubmissionState.QUARANTINED, received_at__lt=now - quarantine.KEPT)
    without_page = Q(page=None, kind__in=codes_about_pages())
    unsent = Q(state=SubmissionState.WRITING, received_at__lt=now - UNSENT)
    rows = Submission.objects.filter(handled | junk | unsent | Q(received_at__lt=now - LONGEST) | without_page)
    # Deferred, so that rows whose key is lost can be deleted too.
    return rows.defer(*Submission.SEALED)


def erased_on(row: Submission) -> dt.date:
    """Return the day from which the worker erases it, as matters stand."""
    latest = row.received_at + LONGEST
    if row.handled_at is not None:
        latest = min(latest, row.handled_at + dt.timedelta(days=settings.SUBMISSION_RETENTION_DAYS))
    if row.state == SubmissionState.QUARANTINED:
        latest = row.received_at + quarantine.KEPT
    if row.state == SubmissionState.WRITING:
        latest = row.received_at + UNSENT
    return timezone.localdate(latest)


def erase_due() -> None:
    """Erase what is due; a duty of the worker."""
    keys = list(due().values_list("pk", flat=True))
    for kind in kinds():
        if kind.erase:
            kind.erase(keys)
    # Steps first and unread: their texts may be sealed with a lost key.
    SubmissionStep.objects.filter(submission__in=keys).defer("text").delete()
    erased, _models = Submission.objects.filter(pk__in=keys).defer(*Submission.SEALED).delete()
    if erased:
        logger.info("%s submissions erased", erased)
