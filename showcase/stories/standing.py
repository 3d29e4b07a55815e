"""What a story may be said to be: *listed* only where the register holds the listing that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.visibility import public_pages
from showcase.lists.models import AnnouncementPage
from showcase.lists.spans import ListingSpan
from showcase.stories.relations import StoryEnterprise, StoryListing

if TYPE_CHECKING:
    from showcase.stories.models import StoryPage

LISTED, UNCONFIRMED = "listed", "reference"
"""Values of `Standing`: what the editor says, and what is shown where the register does not hold it."""


def shown_standing(source: StoryPage) -> str:
    """The standing to show, a value of `Standing`.

    Listed only where the register holds an entry that the story cites, or a listing of one of its enterprises in the
    programme and at the level it cites: today or then. No query where `held_listings` was fetched before.
    """
    if source.standing != LISTED:
        return str(source.standing)
    return LISTED if any(_is_held(source, listing) for listing in source.cited_listings.all()) else UNCONFIRMED


def held_listings() -> QuerySet[StoryListing]:
    """The listings that stories cite, each with `is_held`: whether the register holds it. To be prefetched."""
    told = StoryEnterprise.objects.filter(page=OuterRef(OuterRef("page")))
    heads = told.annotate(head=Coalesce("enterprise__merged__into", "enterprise")).values("head")
    of_chain = _spans().filter(programme=OuterRef("programme"), level=OuterRef("level"), enterprise__in=heads)
    of_entry = _spans().filter(event__entry=OuterRef("entry"))
    held = Q(Exists(of_entry)) | Q(Q(entry=None), Q(Exists(of_chain)))
    found: QuerySet[Any] = StoryListing.objects.select_related("programme", "level").annotate(is_held=held)
    return found


def _spans() -> QuerySet[Any]:
    """What the register holds or held, as known now, on the word of a public list."""
    public = public_pages(AnnouncementPage.objects.all()).values("pk")
    return ListingSpan.objects.filter(known_until=None, valid_from__lte=timezone.localdate(), announcement__in=public)


def _is_held(source: StoryPage, listing: StoryListing) -> bool:
    """Of a draft that is previewed, whose rows are nowhere but in memory, one query."""
    fetched = getattr(listing, "is_held", None)
    if fetched is not None:
        return bool(fetched)
    if listing.entry_id is not None:
        return _spans().filter(event__entry=listing.entry_id).exists()
    heads = [item.enterprise.head.pk for item in source.enterprise_items.all()]
    chain = {"programme": listing.programme_id, "level": listing.level_id, "enterprise__in": heads}
    return _spans().filter(**chain).exists()
