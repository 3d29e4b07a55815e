"""Rules that hold however something is published: form, bulk action, code, schedule, review."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.refusals import RefusedError

logger = logging.getLogger(__name__)

_SCHEDULED = "wagtail.publish.scheduled"


class PublishingRules:
    """For pages and snippets with drafts; must come before Wagtail's classes."""

    def publishing_faults(self) -> list[str]:
        """Return why this may not go live, in the editor's language; empty: it may."""
        return []

    def refuse_faults(self) -> None:
        """Raise RefusedError where this may not go live."""
        faults = self.publishing_faults()
        if faults:
            raise RefusedError(faults)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish as Wagtail does; a publish scheduled for later is refused now, not then.

        A scheduled publish that has become inadmissible, or has expired, is dropped: others behind it must not wait.
        """
        is_scheduled = kwargs.get("log_action") == _SCHEDULED
        if is_scheduled and _is_over(revision):
            _close_instead(self, revision)
            return None
        found = revision.as_object()
        faults = [*found.publishing_faults(), *_expiry_faults(found)]
        if not faults:
            return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
        if not is_scheduled:
            raise RefusedError(faults)
        logger.warning("scheduled publish of %r dropped: %s", self, " ".join(faults))
        _drop(revision)
        return None


def _expiry_faults(found: Any) -> list[str]:
    """Return a fault where the expiry date has passed: it would be public until the worker runs."""
    if found.expire_at is None or found.expire_at > timezone.now():
        return []
    return [_("The expiry date has passed: clear or change it, then publish.")]


def _is_over(revision: Any) -> bool:
    """Say whether the end that a revision sets for itself has passed, for example while the worker was down."""
    end = revision.as_object().expire_at
    return end is not None and end <= timezone.now()


def _close_instead(instance: Any, revision: Any) -> None:
    """Do the net effect of publishing now and expiring at once: what is live is unpublished."""
    logger.warning("scheduled publish of %s %s dropped: it has expired", type(instance).__name__, instance.pk)
    _drop(revision)
    if instance.live:
        instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _drop(revision: Any) -> None:
    """Cancel the schedule of this revision; the others behind it must not wait."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
