"""Querysets of stories, with prefetches that make a list cost the same however long it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from wagtail.query import PageQuerySet

from portal.pages.visibility import in_force, public_pages
from showcase.stories.relations import (
    StoryCatalogue,
    StoryEnterprise,
    StoryGoal,
    StoryProcess,
    StoryRegion,
)
from showcase.stories.standing import held_listings
from showcase.vocabulary.models import IndustryItem, TechniqueItem


class StoryQuerySet(PageQuerySet):
    """Stories by language, publicity and order."""

    def sources(self) -> StoryQuerySet:
        """Return the Chinese pages: one per story, whatever languages it exists in."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def published(self) -> StoryQuerySet:
        """Return what any reader may see now."""
        return public_pages(self)

    def newest_first(self) -> StoryQuerySet:
        """Sort by the day of first publication; stories that nobody confirmed in time come last."""
        overdue = Coalesce("freshness__is_overdue", models.Value(False))
        return self.order_by(overdue, models.F("first_published_at").desc(nulls_last=True), "-pk")

    def for_cards(self) -> StoryQuerySet:
        """Prefetch what a card reads; seven queries."""
        return self.prefetch_related(*card_lookups())

    def with_facts(self) -> StoryQuerySet:
        """Prefetch everything a story's page or a search record reads; a constant number of queries."""
        return self.prefetch_related(*fact_lookups())


def card_lookups() -> list[str | models.Prefetch]:
    """Return what `for_cards` prefetches."""
    return [
        models.Prefetch("industry_items", IndustryItem.objects.select_related("tag").order_by("pk")),
        models.Prefetch("technique_items", TechniqueItem.objects.select_related("tag").order_by("pk")),
        models.Prefetch("region_items", StoryRegion.objects.select_related("region__parent__parent")),
        enterprise_lookup(),
        models.Prefetch("cited_listings", held_listings()),
        "effects",
        "freshness",
    ]


def enterprise_lookup() -> models.Prefetch:
    """Return the published enterprises of stories, for prefetching. Names of others never leave the database."""
    own = models.Q(enterprise__merged=None) & in_force(prefix="enterprise__")
    published = own | in_force(prefix="enterprise__merged__into__")
    enterprises = StoryEnterprise.objects.filter(published)
    return models.Prefetch(
        "enterprise_items",
        enterprises.select_related("enterprise__region__parent", "enterprise__merged__into__region__parent"),
    )


def fact_lookups() -> list[str | models.Prefetch]:
    """Return what `with_facts` prefetches, for `prefetch_related_objects` on a page already fetched."""
    return [
        *card_lookups(),
        models.Prefetch("process_items", StoryProcess.objects.select_related("process")),
        models.Prefetch("goal_items", StoryGoal.objects.select_related("goal")),
        models.Prefetch("catalogue_items", StoryCatalogue.objects.select_related("catalogue")),
        "sources",
    ]
