"""Decides which standing a story shows: *listed* only where the register holds the listing that it rests on."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.pages.visibility import public_pages
from showcase.choices import Standing
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.spans import ListingSpan
from showcase.stories.relations import StoryEnterprise, StoryListing


def shown_standing(source: Any) -> Standing | Literal[""]:
    """Return the standing to show; empty for a draft that has none yet.

    *Listed* only where the register holds, or held, an entry that the story cites, or a listing of one of its
    enterprises in the cited programme and level, else *reference*. No query where `held_listings` was prefetched.
    """
    if source.standing != Standing.LISTED:
        return Standing(source.standing) if source.standing else ""
    is_held = any(_is_held(source, listing) for listing in source.cited_listings.all())
    return Standing.LISTED if is_held else Standing.REFERENCE


def held_listings() -> QuerySet[StoryListing]:
    """Return the listings that stories cite, each with `is_held`: whether the register holds it; for prefetching."""
    rows = StoryEnterprise.objects.filter(page=OuterRef(OuterRef("page")))
    heads = rows.annotate(head=Coalesce("enterprise__merged__into", "enterprise")).values("head")
    of_chain = _spans().filter(programme=OuterRef("programme"), level=OuterRef("level"), enterprise__in=heads)
    of_entry = _spans().filter(event__entry=OuterRef("entry"))
    held = Q(Exists(of_entry)) | Q(Q(entry=None), Q(Exists(of_chain)))
    found: QuerySet[Any] = StoryListing.objects.select_related("programme", "level").annotate(is_held=held)
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
