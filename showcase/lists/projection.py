"""The register from the database: loads the events and calls the pure fold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from portal.content_version import cached_by_version
from portal.dates import Precision
from showcase.lists.models import ListingEvent
from showcase.lists.register import Event, Kind, Listing, Stage, fold

_FIELDS = (
    *("pk", "announcement_id", "enterprise_id", "programme__code", "level__code", "kind", "effective_on"),
    *("recorded_at", "effective_precision", "reason", "announcement__kind", "entry__position", "entry__name"),
)


def events(enterprises: Iterable[int] | None = None) -> Iterator[Event]:
    """All events, or those of these enterprises, in one query."""
    rows = ListingEvent.objects.all()
    if enterprises is not None:
        rows = rows.filter(enterprise_id__in=list(enterprises))
    for row in rows.values_list(*_FIELDS).order_by("pk"):
        yield _event(row)


def register_on(as_of: dt.date) -> tuple[Listing, ...]:
    """Every listing in force on a day, kept until content changes."""
    return cached_by_version(f"register:{as_of.isoformat()}", lambda: fold(events(), as_of))


def _event(row: tuple) -> Event:
    pk, announcement, enterprise, programme, level, kind, effective, recorded, precision, reason, stage, place, name = (
        row
    )
    return Event(
        id=pk,
        announcement=announcement,
        enterprise=enterprise,
        programme=programme,
        level=level,
        kind=Kind(kind),
        effective_on=effective,
        recorded_at=recorded,
        precision=Precision(precision),
        reason=reason or None,
        stage=Stage(stage),
        row=place or 0,
        name=name or "",
    )
