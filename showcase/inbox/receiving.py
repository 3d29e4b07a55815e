"""Stores a submission once, however often its form is sent."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts import pace
from portal.public_forms.receipt_numbers import new_number
from portal.public_forms.tickets import Ticket
from showcase.inbox import letters, quarantine
from showcase.inbox.kinds import SubmissionKind
from showcase.inbox.models import Action, Submission, SubmissionState, SubmissionStep
from showcase.inbox.quarantine import Arrival, Suspicion, suspicion_of
from showcase.stories.models import StoryPage

# Many people in an office share one address.
LIMITS = (pace.Limit(dt.timedelta(hours=1), 5), pace.Limit(dt.timedelta(days=1), 20))


class QuarantineClosed(Exception):
    """So many submissions wait in quarantine, or arrive at the same time, that no more are taken for now."""


@dataclass(frozen=True)
class Statement:
    """What a reader sent, as cleaned by the form. `page`: what it is about; `language`: of the form."""

    kind: SubmissionKind
    page: StoryPage | None
    content: dict[str, Any]
    email: str
    language: str


def sender_of(request: HttpRequest, kind: SubmissionKind) -> str:
    """Return a keyed hash of the network that the request comes from, for forms of this kind."""
    return pace.digest(kind.code, pace.network_of(request))


def receive(statement: Statement, ticket: Ticket, sender: str) -> str:
    """Store the submission and return its receipt number; the same request again returns the first one's.

    Raises `pace.TooOften` where the sender has sent enough for now, QuarantineClosed in a quarantine.
    """
    digest = _digest(statement, ticket)
    if kept := _kept(digest):
        return kept
    # Also asked in the transaction below. In a flood most are refused here, without waiting for the only writer.
    pace.check(sender, LIMITS)
    _suspicion(*_text_of(statement))
    try:
        with transaction.atomic():
            return _kept(digest) or _stored(statement, digest, sender)
    except IntegrityError:
        # Sent twice at the same time: the other request was first.
        kept = _kept(digest)
        if kept is None:
            raise
        return kept


def drop(kind: SubmissionKind, sender: str) -> str:
    """Return a receipt number for what a program sent, of which nothing is kept; counts and refuses as `receive`."""
    pace.take_a_turn(sender, LIMITS)
    return _new_number(kind)


def _kept(digest: str) -> str | None:
    return Submission.objects.filter(digest=digest).values_list("number", flat=True).first()


def _stored(statement: Statement, digest: str, sender: str) -> str:
    pace.take_a_turn(sender, LIMITS)
    text, text_digest = _text_of(statement)
    suspicion = _suspicion(text, text_digest)
    submission = Submission.objects.create(
        kind=statement.kind.code,
        page=statement.page,
        number=_new_number(statement.kind),
        digest=digest,
        text_digest=text_digest,
        language=statement.language,
        state=SubmissionState.QUARANTINED if suspicion else statement.kind.first_state,
        content=text,
        email=statement.email or None,
    )
    SubmissionStep.objects.create(
        submission=submission, action=Action.BEGUN if statement.kind.writing_view else Action.RECEIVED
    )
    if suspicion:
        SubmissionStep.objects.create(submission=submission, action=Action.QUARANTINED, text=suspicion.value)
    else:
        letters.send_receipt(submission)
    return submission.number


def _text_of(statement: Statement) -> tuple[str, str]:
    """Return the content as it is stored, and the hash by which the same text is recognised."""
    text = json.dumps(statement.content, ensure_ascii=False)
    return text, _hash(json.dumps([statement.kind.code, text]))


def _suspicion(text: str, text_digest: str) -> Suspicion | None:
    """Return why it waits in quarantine; raises QuarantineClosed where that takes nothing now."""
    now = timezone.now()
    lately = Submission.objects.filter(received_at__gt=now - quarantine.FLOOD_SPAN)
    same = Submission.objects.filter(text_digest=text_digest, received_at__gt=now - quarantine.REPEATED_SPAN)
    found = suspicion_of(Arrival(text, same.count(), lately.count()))
    if found and _is_closed(now):
        quarantine.refuse_for_a_moment()
        raise QuarantineClosed
    return found


def _is_closed(now: dt.datetime) -> bool:
    waiting = Submission.objects.filter(state=SubmissionState.QUARANTINED)
    lately = waiting.filter(received_at__gt=now - quarantine.PACE_SPAN)
    return quarantine.is_closed(waiting.count(), lately.count())


def _new_number(kind: SubmissionKind) -> str:
    return new_number(timezone.localdate().year, kind.prefix)


def _digest(statement: Statement, ticket: Ticket) -> str:
    """Return a keyed hash of everything sent, which only tells whether two are the same."""
    page = statement.page.pk if statement.page else None
    return _hash(json.dumps([statement.kind.code, page, ticket.key, statement.content, statement.email]))


def _hash(whole: str) -> str:
    return salted_hmac("showcase.inbox.receiving", whole, algorithm="sha256").hexdigest()
