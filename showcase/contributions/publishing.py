"""Tells a sender how far the case is: as a draft, in review, and by a mail once it is published."""

from __future__ import annotations

import contextlib
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.signals import page_published

from portal.pages.visibility import is_public
from showcase.contributions.drafting.making import draft_of
from showcase.inbox import handling
from showcase.inbox.models import Submission, SubmissionState
from showcase.stories.models import StoryPage


@receiver(page_published, dispatch_uid="showcase.contribution_published")
def story_published(sender: type[Any], instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Accept the contribution of a case that readers can now see, and send its sender the address."""
    if not isinstance(instance, StoryPage) or not is_public(instance):
        return
    rows = Submission.objects.defer(*Submission.SEALED)
    found = rows.filter(contribution__draft=instance.pk).first()
    if found is not None:
        with contextlib.suppress(handling.AlreadyClosed):  # declined or withdrawn: the page is the editors' alone
            handling.decide(found, SubmissionState.ACCEPTED, getattr(revision, "user", None), send=True)


def public_address(submission: Submission) -> str:
    """Return where the published case stands; empty while nobody can read it."""
    page = draft_of(submission)
    return page.get_url() or "" if page is not None and is_public(page) else ""


def sender_note(submission: Submission) -> str:
    """Return how far the case is, for its sender."""
    page = draft_of(submission)
    if page is None:
        return ""
    if address := public_address(submission):
        whole = f"{settings.SITE_URL}{address}" if address.startswith("/") else address
        return _("The case is published: %(address)s") % {"address": whole}
    if page.workflow_in_progress:
        return _("The editors have made a draft of it, and it is in review.")
    return _("The editors have made a draft of it.")
