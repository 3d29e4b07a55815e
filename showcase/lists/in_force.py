"""Whether the register holds something of an enterprise now: what a story's standing rests on."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from showcase.lists.choices import EventKind
from showcase.lists.events import ListingEvent
from showcase.lists.spans import ListingSpan


def holds_listing(enterprises: Collection[int]) -> bool:
    """Whether any of these records is on a list in force today."""
    return ListingSpan.objects.holding(timezone.localdate()).filter(enterprise_id__in=enterprises).exists()


def holds_proposal(enterprises: Collection[int]) -> bool:
    """Whether a published proposal that was not withdrawn names any of these records, and no correction strikes it."""
    proposed = ListingEvent.objects.filter(enterprise_id__in=enterprises, kind=EventKind.PROPOSED)
    stands = proposed.filter(announcement__live=True, announcement__withdrawn_on=None, corrections=None)
    return stands.exists()
