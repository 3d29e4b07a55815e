"""Writes to registered people what they do not know yet: a seat, a place on the waiting list, a change, the end."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from portal.caching import content_version
from portal.running.after_commit import once_after_commit
from portal.sealing import LostKeyError
from showcase.visits.choices import Told
from showcase.visits.models import VisitPage
from showcase.visits.registrations.letters import send
from showcase.visits.registrations.models import VisitRegistration
from showcase.visits.rules import Confirmed, LetterKind, Places, Standing, next_letter, places

logger = logging.getLogger(__name__)

SECONDS = 60
AT_ONCE = 100
"""How many mails one transaction writes: while it does, nobody else can save on SQLite."""
_TOLD = {
    LetterKind.SEAT: Told.SEAT,
    LetterKind.MOVED_UP: Told.SEAT,
    LetterKind.WAITING: Told.WAITING,
    LetterKind.CANCELLED: Told.CANCELLED,
}


def locked(visit: int) -> VisitPage:
    """Return the Chinese page of a visit and keep others from its seats until the transaction ends."""
    return VisitPage.objects.select_for_update(of=("self",)).get(pk=visit)


def places_of(visit: VisitPage) -> Places:
    """Return who holds a seat of this visit and who waits; one query."""
    rows = VisitRegistration.objects.confirmed().filter(visit=visit.pk).values_list("pk", "turn")
    return places((Confirmed(key, turn or 0) for key, turn in rows), visit.seats)


def details_of(visit: VisitPage) -> str:
    """Return a hash of time and place, of which a change is told to everybody registered."""
    parts = (visit.begins_at.timestamp(), visit.ends_at.timestamp(), visit.region_id, visit.address)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def settle(visit: VisitPage, now: dt.datetime | None = None) -> int:
    """Send the mails that are due to those registered for a locked visit, and note them; return how many.

    At most AT_ONCE: the worker's next round sends the others. Mail and note are in the caller's transaction, so that a
    crash neither loses nor repeats one.
    """
    now = now or timezone.now()
    held, sent = places_of(visit), 0
    for row, kind in list(islice(_due(visit, held, now), AT_ONCE)):
        try:
            send(VisitRegistration.objects.get(pk=row.pk), visit, kind, held.position(row.pk))
        except LostKeyError:
            logger.error("the key of registration %s is lost: no mail was sent", row.pk)  # noqa: TRY400 - no trace needed
            continue
        sent += 1
        if kind == LetterKind.REMINDER:
            row.reminded_at = now
        row.told, row.told_at, row.told_details = _TOLD.get(kind, row.told), now, details_of(visit)
        row.save(update_fields=["told", "told_at", "told_details", "reminded_at"])
    return sent


def _due(visit: VisitPage, held: Places, now: dt.datetime) -> Iterator[tuple[VisitRegistration, LetterKind]]:
    """Yield the registrations to which a mail is due, with its kind."""
    details = details_of(visit)
    for row in VisitRegistration.objects.plain().confirmed().filter(visit=visit.pk):
        standing = Standing(
            is_seated=row.pk in held.seated,
            told=Told(row.told) if row.told else None,
            told_at=row.told_at,
            knows_details=row.told_details == details,
            is_reminded=row.reminded_at is not None,
        )
        kind = next_letter(standing, visit.facts, now)
        if kind is not None:
            yield row, kind


def seats_moved() -> None:
    """Outdate the pages that show how many seats are free, after the transaction."""
    once_after_commit(content_version.move)


def settle_due() -> int:
    """Settle the public visits to come; a duty of the worker. Return how many mails were sent.

    So what an editor changes (seats, time, place, a cancellation) is told, and the reminders go out. A visit where
    nothing is due is not locked.
    """
    now, sent = timezone.now(), 0
    registered = VisitRegistration.objects.filter(turn__isnull=False).values("visit")
    for visit in VisitPage.objects.sources().published().filter(begins_at__gt=now, pk__in=registered):
        if any(_due(visit, places_of(visit), now)):
            with transaction.atomic():
                sent += settle(locked(visit.pk), now)
    return sent
