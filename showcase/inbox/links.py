"""Links of senders: signed, so that a guessed one costs no query; they lead nowhere once the row is erased."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from showcase.inbox.models import Submission

_SALT = "showcase.inbox"


def token_of(submission: Submission) -> str:
    """Return the secret part of its link."""
    return str(_signer().sign_object([submission.pk, submission.nonce]))


def link_of(submission: Submission) -> str:
    """Return the whole link to the sender's page, in the language of the form."""
    with translation.override(submission.language):
        return str(settings.SITE_URL) + reverse("submission_sent", args=[token_of(submission)])


def submission_of(token: str) -> Submission | None:
    """Return the submission that a link belongs to, without what was sent; None for a link that was not made here."""
    try:
        pk, nonce = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Submission.objects.defer(*Submission.SEALED).select_related("page").filter(pk=pk).first()
    return found if found and secrets.compare_digest(found.nonce, str(nonce)) else None


def _signer() -> signing.Signer:
    """Return what signs; made when it is needed, for the site loads without its secret."""
    return signing.Signer(salt=_SALT)
