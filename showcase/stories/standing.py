"""Decides which standing a story shows: *listed* only where the register holds the listing that it rests on.

A listing that only a press report tells of is shown as such.
"""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.pages.sources import SourceKind
from portal.pages.visibility import public_pages
from showcase.choices import Standing
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.spans import ListingSpan
from showcase.stories.relations import StoryEnterprise, StoryListing, StorySource

_PRESS = {"kind": SourceKind.PRESS}


def shown_standing(source: Any) -> Standing | Literal[""]:
    """Return the standing to show; empty for a draft that has none yet.

    *Listed* only where the register holds, or held, an entry that the story cites, or a listing of one of its
    enterprises in the cited programme and level. Else *listed according to the press* where the source of the standing
    is a press report, and *reference* where it is none. No query where `held_listings` was prefetched.
    """
    if source.standing != Standing.LISTED:
        return Standing(source.standing) if source.standing else ""
    listings = source.cited_listings.all()
    if any(_is_held(source, listing) for listing in listings):
        return Standing.LISTED
    is_told = any(_is_told(source, listing) for listing in listings)
    return Standing.PRESS_STATEMENT if is_told else Standing.REFERENCE


def held_listings() -> QuerySet[StoryListing]:
    """Return the listings that stories cite, each with `is_held`: whether the register holds it; for prefetching.

    `is_told`: whether the source of the story's standing is a press report.
    """
    rows = StoryEnterprise.objects.filter(page=OuterRef(OuterRef("page")))
    heads = rows.annotate(head=Coalesce("enterprise__merged__into", "enterprise")).values("head")
    of_chain = _spans().filter(programme=OuterRef("programme"), level=OuterRef("level"), enterprise__in=heads)
    of_entry = _spans().filter(event__entry=OuterRef("entry"))
    held = Q(Exists(of_entry)) | Q(Q(entry=None), Q(Exists(of_chain)))
    told = Exists(StorySource.objects.filter(**_PRESS, page=OuterRef("page"), number=OuterRef("page__standing_source")))
    listings = StoryListing.objects.select_related("programme", "level")
    found: QuerySet[Any] = listings.annotate(is_held=held, is_told=told)
    return found


def listed_stories() -> frozenset[int]:
    """Return the keys of stories (Chinese pages, public or not) that show *listed*; one query."""
    listings: Any = held_listings()  # mypy does not know what was annotated
    held = listings.filter(is_held=True, page__standing=Standing.LISTED)
    return frozenset(held.values_list("page_id", flat=True))


def _spans() -> QuerySet[Any]:
    """Return what the register holds or held, as known now, from public lists."""
    public = public_pages(AnnouncementPage.objects.all()).values("pk")
    return ListingSpan.objects.filter(known_until=None, valid_from__lte=timezone.localdate(), announcement__in=public)


def _is_told(source: Any, listing: StoryListing) -> bool:
    """Say whether the press says what the register does not hold; the rows of a draft exist only in memory."""
    fetched = getattr(listing, "is_told", None)
    if fetched is not None:
        return bool(fetched)
    told = (one for one in source.sources.all() if one.number == source.standing_source)
    return any(one.kind == SourceKind.PRESS for one in told)


def _is_held(source: Any, listing: StoryListing) -> bool:
    """Say whether the register holds it; a previewed draft, whose rows exist only in memory, costs one query."""
    fetched = getattr(listing, "is_held", None)
    if fetched is not None:
        return bool(fetched)
    if listing.entry_id is not None:
        return _spans().filter(event__entry=listing.entry_id).exists()
    heads = [item.enterprise.head.pk for item in source.enterprise_items.all()]
    chain = {"programme": listing.programme_id, "level": listing.level_id, "enterprise__in": heads}
    return _spans().filter(**chain).exists()
