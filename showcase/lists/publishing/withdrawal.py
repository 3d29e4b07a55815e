"""Ends what a withdrawn list said, from the day of its withdrawal on, by new events; none is deleted.

The register as known before the withdrawal was recorded keeps its answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone

from portal.text.dates import Precision
from showcase.lists.choices import EventKind
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.record import record

_SAY_NOTHING_THEMSELVES = (EventKind.WITHDRAWN, EventKind.CORRECTED)


def connect() -> None:
    """Connect the receiver; called once, after `publishing`: a list's own events come before its withdrawal."""
    post_save.connect(_follow_when_live, sender=AnnouncementPage, dispatch_uid="showcase.announcement_withdrawal")


@transaction.atomic
def follow_withdrawal(announcement: AnnouncementPage) -> int:
    """Write the events that a published list's withdrawal requires; return their number.

    Withdrawal events that no longer match the page are cancelled by corrections. A second call writes nothing.
    """
    own_events = ListingEvent.objects.filter(announcement=announcement.pk).order_by("pk")
    recorded = own_events.filter(kind=EventKind.WITHDRAWN, corrects__isnull=False).exclude(
        corrections__kind=EventKind.CORRECTED
    )
    if announcement.withdrawn_on is None and not recorded.exists():
        return 0
    stale = [event for event in recorded if not _says(event, announcement)]
    kept = {event.corrects_id for event in recorded if _says(event, announcement)}
    rows = list(_struck(stale))
    if day := _day(announcement):
        speaking = own_events.exclude(kind__in=_SAY_NOTHING_THEMSELVES)
        rows += _withdrawn((event for event in speaking if event.pk not in kept), day, announcement.withdrawal_reason)
    moment = timezone.now()
    for row in rows:
        row.recorded_at = moment
    return len(record(rows))


def _says(event: ListingEvent, announcement: AnnouncementPage) -> bool:
    return (event.effective_on, event.reason) == (_day(announcement), announcement.withdrawal_reason)


def _day(announcement: AnnouncementPage) -> dt.date | None:
    """Return the day of the withdrawal; a page that code has just made may hold it as text."""
    field = AnnouncementPage._meta.get_field("withdrawn_on")
    day: dt.date | None = field.to_python(announcement.withdrawn_on)
    return day


def _withdrawn(events: Iterable[ListingEvent], day: dt.date, reason: str) -> Iterator[ListingEvent]:
    for event in events:
        row = _about(event, EventKind.WITHDRAWN)
        row.effective_on, row.effective_precision, row.reason = day, Precision.DAY, reason
        yield row


def _struck(events: Iterable[ListingEvent]) -> Iterator[ListingEvent]:
    for event in events:
        row = _about(event, EventKind.CORRECTED)
        row.effective_on, row.effective_precision = event.effective_on, event.effective_precision
        yield row


def _about(event: ListingEvent, kind: EventKind) -> ListingEvent:
    return ListingEvent(
        announcement_id=event.announcement_id,
        entry_id=event.entry_id,
        enterprise_id=event.enterprise_id,
        programme_id=event.programme_id,
        level_id=event.level_id,
        kind=kind,
        corrects=event,
    )


def _follow_when_live(instance: AnnouncementPage, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
    """Ignore drafts: they are saved as revisions, and the page in memory is not the live one."""
    if update_fields is not None and not {"withdrawn_on", "withdrawal_reason"} & set(update_fields):
        return
    if not kwargs.get("raw") and instance.live and instance.is_source and instance.events_recorded_at is not None:
        follow_withdrawal(instance)
