"""Which stories, and what is fetched with them so that a list costs the same however long it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from wagtail.query import PageQuerySet

from portal.visibility import in_force, public_pages
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
        """The Chinese pages: one a story, whatever languages it exists in."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def published(self) -> StoryQuerySet:
        """What any reader may see now."""
        return public_pages(self)

    def newest_first(self) -> StoryQuerySet:
        """By the day of their first publication."""
        return self.order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")

    def for_cards(self) -> StoryQuerySet:
        """What a card reads: six queries."""
        return self.prefetch_related(*card_lookups())

    def with_facts(self) -> StoryQuerySet:
        """Everything a story's page or a search record reads, in a constant number of queries."""
        return self.prefetch_related(*fact_lookups())


def card_lookups() -> list[str | models.Prefetch]:
    """What `for_cards` fetches. Names of enterprises that are not published never leave the database."""
    own = models.Q(enterprise__merged=None) & in_force(prefix="enterprise__")
    published = own | in_force(prefix="enterprise__merged__into__")
    enterprises = StoryEnterprise.objects.filter(published)
    return [
        models.Prefetch("industry_items", IndustryItem.objects.select_related("tag").order_by("pk")),
        models.Prefetch("technique_items", TechniqueItem.objects.select_related("tag").order_by("pk")),
        models.Prefetch("region_items", StoryRegion.objects.select_related("region__parent__parent")),
        models.Prefetch(
            "enterprise_items",
            enterprises.select_related("enterprise__region__parent", "enterprise__merged__into__region__parent"),
        ),
        models.Prefetch("cited_listings", held_listings()),
        "effects",
    ]


def fact_lookups() -> list[str | models.Prefetch]:
    """What `with_facts` fetches, for `prefetch_related_objects` on a page that is there already."""
    return [
        *card_lookups(),
        models.Prefetch("process_items", StoryProcess.objects.select_related("process")),
        models.Prefetch("goal_items", StoryGoal.objects.select_related("goal")),
        models.Prefetch("catalogue_items", StoryCatalogue.objects.select_related("catalogue")),
        "sources",
    ]
