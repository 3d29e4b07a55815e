"""What the worker does for questions: one reminder, back to the desk where nobody answered, and erasing."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from portal.sealing import LostKeyError
from showcase.inbox import handling as inbox
from showcase.inbox.models import OPEN_STATES, Action, Submission, SubmissionState
from showcase.questions import letters
from showcase.questions.models import QuestionReply

SECONDS = 600

logger = logging.getLogger(__name__)


def turn() -> None:
    """Remind contacts halfway through the time of their link, once; note links that have ended."""
    now = timezone.now()
    waiting = QuestionReply.objects.filter(answered_at=None, declined_at=None, submission__state__in=OPEN_STATES)
    waiting = waiting.defer(*QuestionReply.SEALED).exclude(remind_at=None)
    for reply in waiting.filter(remind_at__lte=now, expires_at__gt=now):
        _remind(reply)
    ended = QuestionReply.objects.filter(submission__state=SubmissionState.WAITING, expires_at__lte=now)
    ended = ended.filter(answered_at=None, declined_at=None, is_noted=False).defer(*QuestionReply.SEALED)
    for reply in ended:
        _note_end(reply)


@transaction.atomic
def _remind(reply: QuestionReply) -> None:
    """Send the reminder of a row, unless another worker has."""
    if not QuestionReply.objects.filter(pk=reply.pk).exclude(remind_at=None).update(remind_at=None):
        return
    try:
        letters.send_on(QuestionReply.objects.get(pk=reply.pk), is_reminder=True)
    except LostKeyError:
        logger.error("the contact of question %s cannot be decrypted", reply.submission_id)  # noqa: TRY400


@transaction.atomic
def _note_end(reply: QuestionReply) -> None:
    """Put the question back on the desk."""
    held = inbox.locked(Submission(pk=reply.submission_id))
    if not QuestionReply.objects.filter(pk=reply.pk, is_noted=False).update(is_noted=True):
        return
    if held.state == SubmissionState.WAITING:
        Submission.objects.filter(pk=held.pk).update(state=SubmissionState.NEW)
        inbox.note(held, Action.EXPIRED)


def erase_replies(submissions: Collection[int]) -> None:
    """Delete the replies to these submissions, unread: their key may be lost. Links to them lead nowhere then."""
    QuestionReply.objects.filter(submission__in=submissions).defer(*QuestionReply.SEALED).delete()
