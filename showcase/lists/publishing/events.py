"""Writes the events of an announcement when it is first published, in the same transaction."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.utils import timezone

from showcase.enterprises.models import Enterprise, enterprises_written
from showcase.enterprises.name_keys import refresh_names
from showcase.lists.choices import AnnouncementKind, EntryAction, EventKind
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.models import ImportRow
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.publishing.coverage import set_coverage
from showcase.lists.publishing.renaming import follow_renamings
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.record import record
from showcase.lists.tracing import recording

logger = logging.getLogger(__name__)

_EVENT_OF_ACTION = {
    EntryAction.LIST: EventKind.LISTED,
    EntryAction.REMOVE: EventKind.REMOVED,
    EntryAction.RENAME: EventKind.RENAMED,
    EntryAction.REVERIFY: EventKind.REVERIFIED,
    EntryAction.SUSPEND: EventKind.SUSPENDED,
    EntryAction.RESUME: EventKind.RESUMED,
    EntryAction.EXPIRE: EventKind.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many events were written, and how many rows gave none.

    `unlinked`: rows without an enterprise; `untold`: rows of a proposal that propose anything but a listing.
    """

    events: int
    unlinked: int
    untold: int = 0


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    pre_save.connect(_keep_the_lock, sender=AnnouncementPage, dispatch_uid="showcase.announcement_lock")
    pre_save.connect(set_coverage, sender=AnnouncementPage, dispatch_uid="showcase.announcement_coverage")
    recording.connect(AnnouncementPage)
    post_save.connect(_record_when_live, sender=AnnouncementPage, dispatch_uid="showcase.announcement_events")


@transaction.atomic
def record_events(announcement: AnnouncementPage) -> Recorded:
    """Write the events of a live announcement; a second call writes nothing.

    Rows without an enterprise give no event: the register names only units that somebody has identified. Rows of a
    proposal that propose anything but a listing give none either. An announcement without rows is not locked yet.
    """
    # Of two who publish at once the second waits here, and then sees that it is done.
    locked = AnnouncementPage.objects.select_for_update().filter(pk=announcement.pk)
    announcement.events_recorded_at = locked.values_list("events_recorded_at", flat=True).get()
    if announcement.events_recorded_at is not None:
        return Recorded(0, 0)
    entries = list(announcement.entries.select_related("programme", "enterprise", "region"))
    if not entries:
        return Recorded(0, 0)
    moment = timezone.now()
    linked = [entry for entry in entries if entry.enterprise_id is not None]
    entry_kinds = [
        (entry, kind) for entry in linked if (kind := event_kind(announcement.kind, entry.action)) is not None
    ]
    record(_event(announcement, entry, kind, moment) for entry, kind in entry_kinds)
    _publish_new_units(announcement, moment)
    follow_renamings(
        announcement, (entry for entry, _kind in entry_kinds if announcement.kind != AnnouncementKind.PROPOSAL)
    )
    AnnouncementPage.objects.filter(pk=announcement.pk).update(events_recorded_at=moment)
    announcement.events_recorded_at = moment
    refresh_names(entry.enterprise_id for entry in linked)  # as printed in it
    return Recorded(len(entry_kinds), len(entries) - len(linked), len(linked) - len(entry_kinds))


def _publish_new_units(announcement: AnnouncementPage, moment: dt.datetime) -> None:
    """Publish the enterprises that an import made for this list, except those that somebody has edited since."""
    made = ImportRow.objects.filter(list_import__announcement=announcement.pk, decision=Decision.CREATE)
    waiting = Enterprise.objects.filter(live=False, first_published_at=None, latest_revision=None)
    keys = list(waiting.filter(pk__in=made.values("enterprise")).values_list("pk", flat=True))
    if keys:
        Enterprise.objects.filter(pk__in=keys).update(live=True, first_published_at=moment, last_published_at=moment)
        enterprises_written.send(Enterprise, keys=keys)


def event_kind(announcement_kind: str, action: str) -> EventKind | None:
    """Return what a row says happened, by its action; None for nothing. A proposal only ever proposes."""
    if announcement_kind == AnnouncementKind.PROPOSAL:
        return EventKind.PROPOSED if action == EntryAction.LIST else None
    return _EVENT_OF_ACTION[EntryAction(action)]


def _event(announcement: AnnouncementPage, entry: ListEntry, kind: EventKind, moment: Any) -> ListingEvent:
    return ListingEvent(
        announcement=announcement,
        entry=entry,
        enterprise=entry.enterprise,
        programme=entry.programme,
        level_id=announcement.level_id,
        kind=kind,
        effective_on=announcement.effective_on,
        effective_precision=announcement.effective_precision,
        recorded_at=moment,
        reason=entry.reason_printed,
    )


def _keep_the_lock(instance: AnnouncementPage, **kwargs: Any) -> None:
    """Keep the lock when an older revision is saved, so that events are not written again."""
    if instance.pk is not None and instance.events_recorded_at is None and not kwargs.get("raw"):
        kept = AnnouncementPage.objects.filter(pk=instance.pk).values_list("events_recorded_at", flat=True)
        instance.events_recorded_at = kept.first()


def _record_when_live(instance: AnnouncementPage, **kwargs: Any) -> None:
    if kwargs.get("raw") or not instance.live or not instance.is_source:
        return
    recorded = record_events(instance)
    if recorded.events or recorded.unlinked:
        logger.info(
            "announcement %s: %s events, %s rows without an enterprise, %s rows that tell nothing",
            *(instance.pk, recorded.events, recorded.unlinked, recorded.untold),
        )
