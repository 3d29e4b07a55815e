"""Reads events from the database and writes the stored spans of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_migrate

from portal.text.dates import Precision
from showcase.enterprises.merge_rules import Merged
from showcase.enterprises.merges import EnterpriseMerge, recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import AnnouncementKind, EventKind
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.fold import Event
from showcase.lists.register.spans import ListingSpan
from showcase.lists.register.timeline import Span, spans
from showcase.lists.register.touched import touch
from showcase.vocabulary.models import Level, Programme

_FIELDS = (
    *("pk", "announcement_id", "enterprise_id", "programme__code", "level__code", "kind", "effective_on"),
    *("recorded_at", "effective_precision", "reason", "announcement__kind", "entry__position", "entry__name"),
    "corrects_id",
)
_COLUMNS = [field.attname for field in ListingSpan._meta.concrete_fields if not field.primary_key]
_AT_ONCE = 500  # enterprises


def events(enterprises: Iterable[int] | None = None) -> Iterator[Event]:
    """Yield all events, or those of these enterprises, in one query."""
    rows = ListingEvent.objects.all()
    if enterprises is not None:
        rows = rows.filter(enterprise_id__in=list(enterprises))
    for row in rows.values_list(*_FIELDS).order_by("pk"):
        yield _event(row)


def events_between(kinds: Iterable[str], start: dt.date, end: dt.date) -> Iterator[Event]:
    """Yield events of these kinds whose day may lie between `start` and `end`, and all corrections; one query."""
    near = Q(effective_on__gte=start.replace(month=1, day=1), effective_on__lte=end.replace(month=12, day=31))
    rows = ListingEvent.objects.filter(Q(kind=EventKind.CORRECTED) | near, kind__in=list(kinds))
    return (_event(row) for row in rows.values_list(*_FIELDS).order_by("pk"))


@transaction.atomic
def refresh(enterprises: Iterable[int]) -> None:
    """Recompute the spans of these enterprises and of all ever merged with them, in the caller's transaction."""
    held, merged = lock_families(enterprises)
    families = iter(sorted({merged.family(pk) for pk in held}, key=min))
    while some := sorted(pk for family in islice(families, _AT_ONCE) for pk in family):
        _store(some, spans(events(some), merged))
        touch(some)


def lock_families(enterprises: Iterable[int]) -> tuple[set[int], Merged]:
    """Lock these enterprises and all ever merged with them; return all of them and the merges.

    Of two notices or merges about one enterprise at the same time the second one waits, and then sees the first one's.
    All rows are locked at the beginning and in one order, so that two transactions never wait for each other.
    """
    merged = recorded_merges()
    held: set[int] = set()
    wanted = {one for pk in enterprises for one in merged.family(pk)}
    while wanted - held:
        rows = Enterprise.objects.filter(pk__in=wanted - held)
        list(rows.select_for_update().order_by("pk").values_list("pk"))
        held |= wanted
        merged = recorded_merges()  # a merge recorded while we waited counts
        wanted = {one for pk in held for one in merged.family(pk)}
    return held, merged


def rebuild() -> int:
    """Recompute all spans; return how many enterprises have events."""
    found = list(ListingEvent.objects.values_list("enterprise_id", flat=True).distinct().order_by("enterprise_id"))
    with transaction.atomic():
        with_events = Q(enterprise_id__in=ListingEvent.objects.values("enterprise_id"))
        with_merges = Q(enterprise_id__in=EnterpriseMerge.objects.values("survivor_id"))
        ListingSpan.objects.exclude(with_events | with_merges).delete()
        refresh(found)
        touch(None)
    return len(found)


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    post_migrate.connect(_fill_after_migration, dispatch_uid="showcase.register_projection")


def _fill_after_migration(**kwargs: Any) -> None:
    """Compute spans for events that are older than the table of spans."""
    if getattr(kwargs.get("sender"), "name", "") != "showcase" or kwargs.get("plan") == []:
        return
    if ListingEvent.objects.exists() and not ListingSpan.objects.exists():
        rebuild()


def _store(enterprises: list[int], found: Iterable[Span]) -> None:
    """Write the spans; unchanged ones keep their row, so that readers meanwhile lose nothing."""
    programmes = dict(Programme.objects.values_list("code", "pk"))
    levels = dict(Level.objects.values_list("code", "pk"))
    wanted = {_content(row): row for row in (_row(span, programmes, levels) for span in found)}
    stored = ListingSpan.objects.filter(enterprise_id__in=enterprises)
    gone = [row.pk for row in stored if wanted.pop(_content(row), None) is None]
    if gone:
        ListingSpan.objects.filter(pk__in=gone).delete()
    ListingSpan.objects.bulk_create(wanted.values(), batch_size=_AT_ONCE)


def _content(row: ListingSpan) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _COLUMNS)


def _row(span: Span, programmes: dict[str, int], levels: dict[str, int]) -> ListingSpan:
    listing = span.listing
    return ListingSpan(
        enterprise_id=listing.chain.enterprise,
        programme_id=programmes[listing.chain.programme],
        level_id=levels[listing.chain.level],
        announcement_id=listing.announcement,
        event_id=listing.event,
        since=listing.since,
        since_precision=listing.since_precision,
        name=listing.name,
        reverified_on=listing.reverified_on,
        valid_from=span.valid_from,
        valid_until=span.valid_until,
        known_from=span.known_from,
        known_until=span.known_until,
    )


def _event(row: tuple) -> Event:
    pk, announcement, enterprise, programme, level, kind, effective, recorded, precision, reason, stage, place, name = (
        row[:-1]
    )
    return Event(
        id=pk,
        announcement=announcement,
        enterprise=enterprise,
        programme=programme,
        level=level,
        kind=EventKind(kind),
        effective_on=effective,
        recorded_at=recorded,
        precision=Precision(precision),
        reason=reason or None,
        stage=AnnouncementKind(stage),
        row=place or 0,
        name=name or "",
        corrects=row[-1],
    )
