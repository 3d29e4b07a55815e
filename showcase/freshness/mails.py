"""Asks for confirmations by mail, thirty days before a story's date and on it, each once; a duty of the worker."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from portal.sealing import LostKeyError
from portal.templatetags.portal_tags import shown_date
from showcase.freshness.keeping import AT_ONCE, live_stories
from showcase.freshness.models import StoryFreshness
from showcase.freshness.rules import SOON, Notice, notice_for
from showcase.signoff.asking import ask_again, contact_of
from showcase.signoff.models import SignOff
from showcase.stories.models import StoryPage

SECONDS = 600
LINK_DAYS = 90
"""How long the link of the contact is valid: from thirty days before the date until two months after it."""


def send_due() -> int:
    """Send the mails that are due today; return of how many stories."""
    today = timezone.localdate()
    rows = StoryFreshness.objects.filter(confirm_by__lte=today + SOON, page__in=live_stories().values("pk"))
    due = {row.pk: notice for row in rows.order_by("confirm_by", "pk") if (notice := _notice(row, today))}
    due = dict(list(due.items())[:AT_ONCE])
    if due:
        with transaction.atomic():
            _send(due)
    return len(due)


def _notice(row: StoryFreshness, today: dt.date) -> Notice | None:
    return notice_for(row.confirm_by, today, row.soon_sent_for, row.due_sent_for)


def _send(due: dict[int, Notice]) -> None:
    """Note what is sent, write to each contact, and one mail to each editor about all their stories."""
    stories = live_stories().filter(pk__in=due).select_related("freshness", "latest_revision__user", "owner")
    for_editors: dict[Any, list[StoryPage]] = defaultdict(list)
    for page in stories.order_by("freshness__confirm_by", "pk"):
        # Not saved: the dates of mails change nothing that pages or the search show.
        field = "due_sent_for" if due[page.pk] is Notice.DUE else "soon_sent_for"
        StoryFreshness.objects.filter(pk=page.pk).update(**{field: page.freshness.confirm_by})
        ask_contact(page)
        editor = editor_of(page)
        if editor is not None:
            for_editors[editor].append(page)
    for editor, pages in for_editors.items():
        _letter(editor, pages).send()


def ask_contact(page: StoryPage, user: Any = None) -> bool:
    """Ask the enterprise's contact whether the published page is still correct; False where none is known."""
    contact = known_contact(page)
    if contact is None or page.live_revision is None:
        return False
    ask_again(contact, page.live_revision, LINK_DAYS, user)
    return True


def known_contact(page: StoryPage) -> SignOff | None:
    """Return the sign-off that names the contact of a story; None where there is none, or its key is lost."""
    try:
        return contact_of(page)
    except LostKeyError:
        return None


def editor_of(page: StoryPage) -> Any:
    """Return who is asked at the portal: the last editor, else the owner, of those with an address who may edit it."""
    last = page.latest_revision.user if page.latest_revision else None
    asked = (user for user in (last, page.owner) if user is not None and user.is_active and user.email)
    return next((user for user in asked if page.permissions_for_user(user).can_edit()), None)


def _letter(editor: Any, pages: Iterable[StoryPage]) -> EmailMessage:
    profile = getattr(editor, "wagtail_userprofile", None)
    with translation.override((profile.preferred_language if profile else "") or settings.LANGUAGE_CODE):
        lines = [
            {
                "title": " ".join(page.title.split()),
                "by": shown_date(page.freshness.confirm_by),
                "link": settings.SITE_URL + reverse("freshness", args=[page.pk]),
            }
            for page in pages
        ]
        subject = ngettext("%(count)s story is to be confirmed", "%(count)s stories are to be confirmed", len(lines))
        text = render_to_string("showcase/mail/to_confirm.txt", {"lines": lines})
    return EmailMessage(subject % {"count": len(lines)}, text, settings.DEFAULT_FROM_EMAIL, [editor.email])
