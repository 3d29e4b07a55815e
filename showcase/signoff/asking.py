"""Asks an enterprise to confirm a draft, and takes the request back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from showcase.lists.states import shown_moment
from showcase.signoff.content import content_digest
from showcase.signoff.links import link_of
from showcase.signoff.models import SignOff, SignOffState
from showcase.stories.models import StoryPage

ASKED, CONFIRMED, COMMENTED, REVOKED = (f"showcase.sign_off.{what}" for what in ("ask", "confirm", "comment", "revoke"))


@transaction.atomic
def ask(page: StoryPage, *, name: str, email: str, language: str, days: int, user: Any) -> SignOff:
    """Send the contact a link to the newest revision of the page, valid for so many days; return it."""
    revision = page.get_latest_revision() or page.save_revision(user=user)
    return _asked(SignOff(page=page, revision=revision, name=name, email=email, language=language, asked_by=user), days)


def ask_again(contact: SignOff, revision: Revision, days: int, user: Any = None) -> SignOff:
    """Ask a contact who was asked before whether the published revision is still correct; return what was sent.

    An open link of the same kind, to another version of the page or of another contact, ends; the same is sent again.
    """
    digest = content_digest(revision.content)
    open_ones = SignOff.objects.filter(page=contact.page_id, is_recheck=True, revoked_at=None, confirmed_at=None)
    with transaction.atomic():
        same = open_ones.filter(digest=digest, expires_at__gt=timezone.now()).first()
        if same is not None and same.email == contact.email:
            _letter(same).send()
            return same
        open_ones.update(revoked_at=timezone.now())
        new = SignOff(page=contact.page, revision=revision, name=contact.name, email=contact.email, is_recheck=True)
        new.language, new.asked_by = contact.language, user
        return _asked(new, days)


def contact_of(page: StoryPage) -> SignOff | None:
    """Return the newest sign-off of the page whose address is known and whose link nobody took back."""
    asked = SignOff.objects.filter(page=page.pk, revoked_at=None).exclude(email=None)
    return asked.select_related("page").first()


def _asked(sign_off: SignOff, days: int) -> SignOff:
    """Store a request, note it in the page's history, and send its mail."""
    revision: Any = sign_off.revision
    sign_off.digest = content_digest(revision.content)
    sign_off.expires_at = timezone.now() + dt.timedelta(days=days)
    sign_off.save()
    log(sign_off.page, ASKED, user=sign_off.asked_by, revision=revision)
    _letter(sign_off).send()
    return sign_off


def _letter(sign_off: SignOff) -> EmailMessage:
    """Return the mail with the link; it says what is asked, of whom and until when, and names no other address."""
    title = sign_off.revision.content["title"] if sign_off.revision else ""
    context = {
        "name": sign_off.name,
        "title": title,
        "link": link_of(sign_off, sign_off.language),
    }
    template = "showcase/mail/recheck.txt" if sign_off.is_recheck else "showcase/mail/sign_off.txt"
    with translation.override(sign_off.language):
        context["until"] = shown_moment(sign_off.expires_at)
        text = render_to_string(template, context)
        asked = (
            _("Is this page still correct? %(title)s")
            if sign_off.is_recheck
            else _("Please check and confirm: %(title)s")
        )
        subject = asked % {"title": " ".join(str(title).split())}
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [str(sign_off.email)])


@transaction.atomic
def revoke(sign_off: SignOff, user: Any) -> bool:
    """Let an open link lead nowhere from now on; return False where it was not open any more."""
    held = SignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)
    if held.state() != SignOffState.OPEN:
        return False
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    log(held.page, REVOKED, user=user)
    return True
