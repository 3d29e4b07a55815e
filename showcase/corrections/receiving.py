"""Stores a correction once, however often its form is sent."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import astuple, dataclass

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts import pace
from showcase.corrections.models import Correction
from showcase.corrections.tickets import Ticket
from showcase.objections.receipt_numbers import new_number
from showcase.stories.models import StoryPage

# Many people in an office share one address.
LIMITS = (pace.Limit(dt.timedelta(hours=1), 5), pace.Limit(dt.timedelta(days=1), 20))


@dataclass(frozen=True)
class CorrectionStatement:
    """What a reader wrote, as cleaned by the form."""

    wrong: str
    right: str
    email: str


def sender_of(request: HttpRequest) -> str:
    """Return a keyed hash of the network that the request comes from."""
    return pace.digest("correction", pace.network_of(request))


def receive(page: StoryPage, statement: CorrectionStatement, ticket: Ticket, sender: str) -> str:
    """Store the correction and return its receipt number; the same request again returns the first one's.

    Raises `pace.TooOften` where the sender has sent enough for now.
    """
    digest = _digest(page, statement, ticket)
    try:
        with transaction.atomic():
            return _kept(digest) or _stored(page, statement, digest, sender)
    except IntegrityError:
        # Sent twice at the same time: the other request was first.
        kept = _kept(digest)
        if kept is None:
            raise
        return kept


def drop(sender: str) -> str:
    """Return a receipt number for what a program sent, of which nothing is kept; counts and refuses as `receive`."""
    pace.take_a_turn(sender, LIMITS)
    return _new_number()


def _kept(digest: str) -> str | None:
    return Correction.objects.filter(digest=digest).values_list("number", flat=True).first()


def _stored(page: StoryPage, statement: CorrectionStatement, digest: str, sender: str) -> str:
    pace.take_a_turn(sender, LIMITS)
    number = _new_number()
    Correction.objects.create(
        page=page,
        number=number,
        digest=digest,
        wrong=statement.wrong,
        right=statement.right or None,
        email=statement.email or None,
    )
    return number


def _new_number() -> str:
    return new_number(timezone.localdate().year, "COR")


def _digest(page: StoryPage, statement: CorrectionStatement, ticket: Ticket) -> str:
    """Return a keyed hash of everything sent, which only tells whether two are the same."""
    whole = json.dumps([page.pk, ticket.key, *astuple(statement)])
    return salted_hmac("showcase.corrections.receiving", whole, algorithm="sha256").hexdigest()
