"""Mails to the senders of submissions. None is sent where no address was given, or where its key is lost."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.mail.composing import compose
from portal.sealing import LostKeyError
from showcase.inbox.kinds import kind_of
from showcase.inbox.links import link_of
from showcase.inbox.models import Submission

logger = logging.getLogger(__name__)


def send_receipt(submission: Submission, *, was_submitted: bool = False) -> None:
    """Send receipt number and link; where the kind needs a confirmed address, it asks for that.

    `was_submitted`: it was begun under its link before, and its address is confirmed.
    """
    kind = kind_of(submission.kind)
    asks = bool(kind and kind.confirms_address) and not was_submitted
    with translation.override(submission.language):
        subject = _("Please confirm your address: %(number)s") if asks else _("Received: %(number)s")
    page, name = submission.page, "begun" if kind and kind.writing_view and not was_submitted else "received"
    _send(submission, name, subject, {"title": page.title if page else "", "confirms_address": asks})


def send_question(submission: Submission, text: str) -> None:
    """Send a question of the editors."""
    with translation.override(submission.language):
        subject = _("A question about your submission %(number)s")
    _send(submission, "asked", subject, {"text": text})


def send_decision(submission: Submission, *, is_accepted: bool, text: str = "") -> None:
    """Send what was decided, with the editor's remark if there is one to send, and where it can be read."""
    kind = kind_of(submission.kind)
    found = kind.public_address(submission) if is_accepted and kind and kind.public_address else ""
    address = f"{settings.SITE_URL}{found}" if found.startswith("/") else found
    with translation.override(submission.language):
        subject = _("Your submission %(number)s was handled")
    _send(submission, "decided", subject, {"is_accepted": is_accepted, "text": text, "address": address})


def address_of(submission: Submission) -> str:
    """Return the sender's address; empty where none was given or where its key is lost."""
    try:
        return str(Submission.objects.only("email").get(pk=submission.pk).email)
    except LostKeyError:
        logger.error("the address of %s cannot be decrypted", submission.number)  # noqa: TRY400 - says it all
        return ""


def _send(submission: Submission, template: str, subject: str, context: dict[str, Any]) -> None:
    to = address_of(submission)
    if not to:
        return
    with translation.override(submission.language):
        greeted = {"number": submission.number, "link": link_of(submission), **context}
        subject %= {"number": submission.number}
    compose(
        f"showcase/mail/submission_{template}.txt", greeted, subject=subject, to=to, language=submission.language
    ).send()
