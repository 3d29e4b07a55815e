"""What the worker does with a scheduled publish that comes too late."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"


def is_over(revision: Any) -> bool:
    """Whether the end that a revision sets for itself has passed; the worker may have been down all the time."""
    end = revision.as_object().expire_at
    return end is not None and end <= timezone.now()


def close_instead(instance: Any, revision: Any) -> None:
    """Do at once what publishing now and expiring at the next run would come to: what is live comes down."""
    logger.warning("scheduled publish of %s %s dropped: it has expired", type(instance).__name__, instance.pk)
    drop(revision)
    if instance.live:
        instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def drop(revision: Any) -> None:
    """Publish this revision no more; the others behind it must not wait."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
