"""Rules that hold by every route to the public: form, bulk action, code, schedule, review."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.refusals import RefusedError
from portal.scheduling import SCHEDULED, close_instead, drop, is_over

logger = logging.getLogger(__name__)


class PublishingRules:
    """For pages and snippets with drafts; stands before Wagtail's classes."""

    def publishing_faults(self) -> list[str]:
        """Why this may not go live, in the editor's language; empty = it may."""
        return []

    def refuse_faults(self) -> None:
        """Raise RefusedError where this may not go live."""
        faults = self.publishing_faults()
        if faults:
            raise RefusedError(faults)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's; also a publish for later is refused now, not then.

        A scheduled publish that has become inadmissible meanwhile, or is over already, is dropped: the others behind it
        must not wait.
        """
        is_scheduled = kwargs.get("log_action") == SCHEDULED
        if is_scheduled and is_over(revision):
            close_instead(self, revision)
            return None
        found = revision.as_object()
        faults = [*found.publishing_faults(), *_expiry_faults(found)]
        if not faults:
            return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
        if not is_scheduled:
            raise RefusedError(faults)
        logger.warning("scheduled publish of %r dropped: %s", self, " ".join(faults))
        drop(revision)
        return None


def _expiry_faults(found: Any) -> list[str]:
    """It would be public until the worker looks again."""
    if found.expire_at is None or found.expire_at > timezone.now():
        return []
    return [_("Its expiry date has passed: clear or change it, then publish.")]
