"""What is done with a question. Each function locks its submission, changes it, writes the step and queues the mail."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from showcase.inbox import handling as inbox
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.models import Action, Submission, SubmissionState
from showcase.questions import letters
from showcase.questions.models import AnsweredBy, QuestionReply, ReplyState


class AddressNotConfirmed(Exception):
    """The asker has not confirmed the address: nothing is sent on before, and no answer is sent there."""


class LinkEnded(Exception):
    """The link was answered, has expired, or the question is closed."""


@transaction.atomic
def send_on(submission: Submission, *, days: int, user: Any, **asked: str) -> QuestionReply:
    """Send the question to the enterprise's contact; an earlier link of the same question ends.

    `asked`: question, name, email, language. Raises AlreadyClosed, AddressNotConfirmed.
    """
    held = _confirmed_row(submission)
    now = timezone.now()
    _open_replies(held).update(expires_at=now, remind_at=None, is_noted=True)
    span = dt.timedelta(days=days)
    reply = QuestionReply.objects.create(
        submission=held,
        answered_by=AnsweredBy.ENTERPRISE,
        asked_at=now,
        remind_at=now + span / 2,
        expires_at=now + span,
        **asked,
    )
    Submission.objects.filter(pk=held.pk).update(state=SubmissionState.WAITING, owner=held.owner_id or user.pk)
    inbox.note(held, Action.FORWARDED, user, asked["question"])
    letters.send_on(QuestionReply.objects.get(pk=reply.pk))
    return reply


@transaction.atomic
def answer_as_editor(submission: Submission, text: str, user: Any) -> None:
    """Keep an answer of the editors and send it to the asker; raises AlreadyClosed, AddressNotConfirmed."""
    held = _confirmed_row(submission)
    now = timezone.now()
    QuestionReply.objects.create(
        submission=held, answered_by=AnsweredBy.EDITORS, asked_at=now, text=text, may_publish=True, answered_at=now
    )
    Submission.objects.filter(pk=held.pk).update(owner=held.owner_id or user.pk)
    inbox.note(held, Action.EDITORS_ANSWERED, user, text)
    letters.send_answer(held, AnsweredBy.EDITORS, text)


@transaction.atomic
def take_reply(reply: QuestionReply, *, text: str, signed_by: str, may_publish: bool, may_name: bool) -> None:
    """Keep what the enterprise answers, once, and send it to the asker; raises LinkEnded."""
    held, submission = _open_reply(reply)
    QuestionReply.objects.filter(pk=held.pk).update(
        text=text,
        signed_by=signed_by,
        may_publish=may_publish,
        may_name=may_publish and may_name,
        answered_at=timezone.now(),
        remind_at=None,
    )
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.NEW)
    inbox.note(submission, Action.REPLIED, text=text)
    letters.send_answer(submission, AnsweredBy.ENTERPRISE, text)


@transaction.atomic
def decline(reply: QuestionReply) -> None:
    """Note that the enterprise does not answer, and inform the asker; raises LinkEnded."""
    held, submission = _open_reply(reply)
    QuestionReply.objects.filter(pk=held.pk).update(declined_at=timezone.now(), remind_at=None)
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.NEW)
    inbox.note(submission, Action.NOT_ANSWERED)
    letters.send_no_answer(submission)


@transaction.atomic
def agree(submission: Submission, *, agrees: bool) -> None:
    """Keep whether the asker agrees to publication; the same again changes nothing. Raises AlreadyClosed."""
    held = inbox.open_row(submission)
    content = Submission.objects.only("content").get(pk=held.pk).fields()
    if bool(content.get("agreed")) == agrees:
        return
    whole = json.dumps({**content, "agreed": agrees}, ensure_ascii=False)
    Submission.objects.filter(pk=held.pk).update(content=whole)
    inbox.note(held, Action.CONSENTED if agrees else Action.NOT_CONSENTED)


@transaction.atomic
def close_unpublished(submission: Submission, user: Any) -> None:
    """Close a question that was answered and is not published; raises AlreadyClosed."""
    inbox.decide(submission, SubmissionState.ACCEPTED, user)


def _confirmed_row(submission: Submission) -> Submission:
    held = inbox.open_row(submission)
    if held.address_confirmed_at is None:
        raise AddressNotConfirmed
    return held


def _open_replies(submission: Submission) -> Any:
    waiting = QuestionReply.objects.filter(submission=submission, answered_at=None, declined_at=None)
    return waiting.filter(expires_at__gt=timezone.now())


def _open_reply(reply: QuestionReply) -> tuple[QuestionReply, Submission]:
    """Return the row with its submission, both locked, the submission first; raises LinkEnded."""
    try:
        submission = inbox.open_row(reply.submission)
    except (AlreadyClosed, Submission.DoesNotExist):
        raise LinkEnded from None
    rows = QuestionReply.objects.defer(*QuestionReply.SEALED).select_for_update(of=("self",))
    held = rows.filter(pk=reply.pk).first()
    if held is None or held.state() != ReplyState.OPEN:
        raise LinkEnded
    return held, submission
