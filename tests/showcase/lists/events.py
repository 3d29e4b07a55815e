"""Events that notices told of one unit."""

import datetime as dt
from dataclasses import replace

from showcase.lists.choices import AnnouncementKind, EventKind
from showcase.lists.register.fold import Event, fold

RECORDED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)


def event(number: int, kind: EventKind, effective_on: str, **facts: object) -> Event:
    event = Event(
        id=number,
        announcement=number,
        enterprise=1,
        programme="green-factory",
        level="provincial",
        kind=kind,
        effective_on=dt.date.fromisoformat(effective_on),
        recorded_at=RECORDED,
        stage=AnnouncementKind.PROPOSAL if kind is EventKind.PROPOSED else AnnouncementKind.FINAL,
    )
    return replace(event, **facts)


def listed_on(day: str, *events: Event) -> bool:
    return bool(fold(events, dt.date.fromisoformat(day)))
