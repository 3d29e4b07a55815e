"""Keeps a registration, confirms it and cancels it. Nothing is held before the confirmation by the link in the mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts import pace
from portal.pages.visibility import is_public
from showcase.visits.choices import RECEIVING
from showcase.visits.models import VisitPage
from showcase.visits.registrations.letters import send
from showcase.visits.registrations.models import VisitRegistration, hash_of
from showcase.visits.registrations.settling import locked, seats_moved, settle
from showcase.visits.rules import LetterKind, visit_state

# Many people in an office share one address of the network.
LIMITS = (pace.Limit(dt.timedelta(hours=1), 10), pace.Limit(dt.timedelta(days=1), 30))
# A stranger who types somebody's address causes few mails to it: two a day for a visit, five for all of them.
_MAILS_OF_VISIT = (pace.Limit(dt.timedelta(days=1), 2),)
_MAILS = (pace.Limit(dt.timedelta(days=1), 5),)


@dataclass(frozen=True)
class Entry:
    """What a person wrote in the form, as cleaned by it."""

    name: str
    employer: str
    email: str
    remark: str


MOST_UNCONFIRMED = 200
"""Registrations of a visit that wait for their confirmation; beyond it nothing is taken, and the sender reads so."""


class TooMany(Exception):
    """So many registrations wait for their confirmation that no more are taken for now."""


class NotReceiving(Exception):
    """The visit receives no registrations now."""


class RegistrationEnded(Exception):
    """The registration was cancelled or erased."""


def sender_of(request: HttpRequest) -> str:
    """Return a keyed hash of the network that the request comes from."""
    return pace.digest("visit", pace.network_of(request))


def receive(visit: VisitPage, entry: Entry, language: str, sender: str) -> None:
    """Keep a registration and mail its link to the address; one address registers once, whoever types it.

    What was not confirmed is replaced by what is sent last. Raises `pace.TooOften` where the sender has sent enough
    for now, TooMany in a flood.
    """
    try:
        with transaction.atomic():
            pace.take_a_turn(sender, LIMITS)
            row = _kept(visit, entry, language)
            if _may_write_to(row):
                send(row, visit, LetterKind.CONFIRM if row.turn is None else LetterKind.KNOWN)
    except IntegrityError:
        # Sent twice at the same time: the other request was first, and has written the mail.
        if not VisitRegistration.objects.filter(visit=visit.pk, address_hash=hash_of(entry.email)).exists():
            raise


def drop(sender: str) -> None:
    """Keep nothing of what a program sent; counts and refuses as `receive`."""
    pace.take_a_turn(sender, LIMITS)


def _kept(visit: VisitPage, entry: Entry, language: str) -> VisitRegistration:
    address_hash = hash_of(entry.email)
    row = VisitRegistration.objects.plain().filter(visit=visit.pk, address_hash=address_hash).first()
    if row is None:
        if VisitRegistration.objects.filter(visit=visit.pk, turn=None).count() >= MOST_UNCONFIRMED:
            raise TooMany
        row = VisitRegistration(visit=visit, address_hash=address_hash)
    if row.turn is None:
        row.language, row.registered_at = language, timezone.now()
    for name, text in (("name", entry.name), ("employer", entry.employer), ("remark", entry.remark)):
        if row.turn is None:
            setattr(row, name, text)
    row.email = entry.email  # type: ignore[assignment]  # encrypted_fields has no types
    if row.turn is None:
        row.save()
    return row


def _may_write_to(row: VisitRegistration) -> bool:
    """Count one more mail to this address; say whether it may be sent."""
    try:
        pace.take_a_turn(pace.digest("visit-mail", row.address_hash, str(row.visit_id)), _MAILS_OF_VISIT)
        pace.take_a_turn(pace.digest("visit-mail", row.address_hash), _MAILS)
    except pace.TooOften:
        return False
    return True


@transaction.atomic
def confirm(registration: VisitRegistration) -> None:
    """Give the registration its turn, and with it a seat or a place on the waiting list; a second time changes nothing.

    Raises NotReceiving where the visit receives no registrations, RegistrationEnded where there is none any more.
    """
    if registration.visit_id is None:
        raise RegistrationEnded
    visit, now = locked(registration.visit_id), timezone.now()
    rows = VisitRegistration.objects.filter(visit=visit.pk, turn__isnull=False).order_by()
    held = VisitRegistration.objects.plain().filter(pk=registration.pk).first()
    if held is None:
        raise RegistrationEnded
    if held.turn is not None:
        return
    if not is_public(visit) or visit_state(visit.facts, rows.count(), now) not in RECEIVING:
        raise NotReceiving
    held.turn, held.confirmed_at = (rows.aggregate(last=Max("turn"))["last"] or 0) + 1, now
    held.save(update_fields=["turn", "confirmed_at"])
    settle(visit, now)
    seats_moved()


@transaction.atomic
def cancel(registration: VisitRegistration) -> None:
    """Erase the registration at once; its seat goes to the first on the waiting list, who gets a mail."""
    visit = locked(registration.visit_id) if registration.visit_id else None
    VisitRegistration.objects.plain().filter(pk=registration.pk).delete()
    if visit is not None and registration.turn is not None:
        if is_public(visit):
            settle(visit)
        seats_moved()
