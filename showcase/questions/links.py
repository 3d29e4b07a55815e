"""Links by which an enterprise answers a question: signed, so that a guessed one costs no query."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from showcase.inbox import links as asker_links
from showcase.inbox.models import Submission
from showcase.questions.models import QuestionReply

_SALT = "showcase.questions"


def token_of(reply: QuestionReply) -> str:
    """Return the secret part of its link."""
    return str(_signer().sign_object([reply.pk, reply.nonce]))


def link_of(reply: QuestionReply) -> str:
    """Return the whole link, in the language of the contact."""
    with translation.override(reply.language):
        return str(settings.SITE_URL) + reverse("question_reply", args=[token_of(reply)])


def answer_link(submission: Submission) -> str:
    """Return the whole link of the asker to the answer, in the language of the question."""
    with translation.override(submission.language):
        return str(settings.SITE_URL) + reverse("question_answer", args=[asker_links.token_of(submission)])


def reply_of(token: str) -> QuestionReply | None:
    """Return what a link belongs to, whatever its state, with its submission; None for a link not made here."""
    try:
        pk, nonce = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = QuestionReply.objects.select_related("submission__page")
    rows = rows.defer("submission__content", "submission__email", "name", "email", "signed_by", "question", "text")
    found = rows.filter(pk=pk).first()
    return found if found and secrets.compare_digest(found.nonce, str(nonce)) else None


def _signer() -> signing.Signer:
    """Return what signs; made when it is needed, for the site loads without its secret."""
    return signing.Signer(salt=_SALT)
