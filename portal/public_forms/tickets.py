"""Signed tickets of forms and receipts: a form is sent with the ticket it was shown with, after a minimum time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing

MINIMUM = dt.timedelta(seconds=3)
"""Nobody reads the form and writes a sentence in less; programs do."""


@dataclass(frozen=True)
class Ticket:
    """A form that was shown: its random key, and when it was."""

    key: str
    shown_at: dt.datetime

    def is_too_quick(self, now: dt.datetime) -> bool:
        """Say whether the form comes back sooner than a person can fill it in."""
        return now - self.shown_at < MINIMUM


def new_ticket(purpose: str, about: str | int, shown_at: dt.datetime) -> str:
    """Return the ticket of a form of this purpose (`correction`) about something (the key of a page)."""
    return str(_form(purpose).sign_object([about, uuid.uuid4().hex, shown_at.isoformat()]))


def ticket_after_time(purpose: str, about: str | int, now: dt.datetime) -> str:
    """Return a ticket that may be used at once: for whoever has typed it all already."""
    return new_ticket(purpose, about, now - MINIMUM)


def read_ticket(signed: str, purpose: str, about: str | int) -> Ticket | None:
    """Return what the ticket says; None where it is not ours, of another purpose or about something else."""
    try:
        ticket_about, key, shown_at = _form(purpose).unsign_object(signed)
    except signing.BadSignature:
        return None
    return Ticket(key, dt.datetime.fromisoformat(shown_at)) if ticket_about == about else None


def new_receipt(purpose: str, number: str, about: str | int) -> str:
    """Return the part of an address that shows this number; nothing is looked up there."""
    return str(_receipt(purpose).sign_object([number, about]))


def read_receipt(signed: str, purpose: str) -> tuple[str, str | int] | None:
    """Return the number and what it is about; None where the receipt is not ours."""
    try:
        number, about = _receipt(purpose).unsign_object(signed)
    except signing.BadSignature:
        return None
    return number, about


def _form(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"portal.public_forms.{purpose}")


def _receipt(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"portal.public_forms.{purpose}.receipt")
