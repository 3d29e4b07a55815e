"""Record what notices say: the one way in which events are written."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from showcase.lists.publishing.renaming import take_back
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.projection import refresh

_AT_ONCE = 500  # rows of one INSERT


@transaction.atomic
def record(events: Iterable[ListingEvent]) -> list[ListingEvent]:
    """Check and insert events, then bring up what rests on them: the spans of their enterprises, and names given back.

    Returns the events with their keys. Raises ValueError where a correction or withdrawal names another enterprise's
    event, or a correction none; IntegrityError where a row of a list already says the same; nothing is written then.
    """
    rows = list(events)
    for row in rows:
        row.check_correction()
    made = QuerySet.bulk_create(ListingEvent.objects.all(), rows, batch_size=_AT_ONCE)
    refresh(row.enterprise_id for row in made)
    take_back(made)
    return made
