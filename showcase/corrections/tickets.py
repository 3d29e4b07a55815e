"""Signed tickets of forms and receipts: a form is sent with the ticket it was shown with, after a minimum time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing

MINIMUM = dt.timedelta(seconds=3)
"""Nobody reads the form and writes a sentence in less; programs do."""

_FORM = signing.Signer(salt="showcase.corrections.form")
_RECEIPT = signing.Signer(salt="showcase.corrections.receipt")


@dataclass(frozen=True)
class Ticket:
    """A form that was shown: its random key, and when it was."""

    key: str
    shown_at: dt.datetime

    def is_too_quick(self, now: dt.datetime) -> bool:
        """Say whether the form comes back sooner than a person can fill it in."""
        return now - self.shown_at < MINIMUM


def new_ticket(page: int, shown_at: dt.datetime) -> str:
    """Return the ticket of a form about the page with this key."""
    return str(_FORM.sign_object([page, uuid.uuid4().hex, shown_at.isoformat()]))


def read_ticket(signed: str, page: int) -> Ticket | None:
    """Return what the ticket says; None where it is not ours, or of another page."""
    try:
        of_page, key, shown_at = _FORM.unsign_object(signed)
    except signing.BadSignature:
        return None
    return Ticket(key, dt.datetime.fromisoformat(shown_at)) if of_page == page else None


def new_receipt(number: str, page: int) -> str:
    """Return the part of an address that shows this number; nothing is looked up there."""
    return str(_RECEIPT.sign_object([number, page]))


def read_receipt(signed: str) -> tuple[str, int] | None:
    """Return number and page of a receipt; None where it is not ours."""
    try:
        number, page = _RECEIPT.unsign_object(signed)
    except signing.BadSignature:
        return None
    return number, page
