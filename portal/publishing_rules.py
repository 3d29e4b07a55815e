"""Rules that hold by every route to the public: form, bulk action, code, schedule, review."""

from __future__ import annotations

import logging
from typing import Any

from portal.refusals import RefusedError

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"


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

        A scheduled publish that has become inadmissible meanwhile is dropped: the others behind it must not wait.
        """
        try:
            revision.as_object().refuse_faults()
        except RefusedError as refused:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            logger.warning("scheduled publish of %r dropped: %s", self, " ".join(refused.messages))
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            return None
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
