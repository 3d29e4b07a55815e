"""The rows below a story: its enterprises, terms, listings, sources and links. All of them are facts of the source."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.sources import CitedSource


class StoryEnterprise(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="enterprise_items")
    enterprise = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="story_items")


class StoryProcess(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="process_items")
    process = models.ForeignKey("showcase.Process", on_delete=models.CASCADE, related_name="story_items")


class StoryRegion(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="region_items")
    region = models.ForeignKey("showcase.Region", on_delete=models.CASCADE, related_name="story_items")


class StoryGoal(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="goal_items")
    goal = models.ForeignKey("showcase.Goal", on_delete=models.CASCADE, related_name="story_items")


class StoryCatalogue(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="catalogue_items")
    catalogue = models.ForeignKey("showcase.Catalogue", on_delete=models.CASCADE, related_name="story_items")


class StoryListing(Orderable):
    """The listing a story rests its standing on: an entry of a list we hold, or a title a source prints."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="cited_listings")
    programme = models.ForeignKey("showcase.Programme", on_delete=models.CASCADE, related_name="+")
    level = models.ForeignKey("showcase.Level", on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(
        "showcase.ListEntry", on_delete=models.SET_NULL, null=True, blank=True, related_name="cited_by"
    )


class StorySource(Orderable, CitedSource):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="sources")

    class Meta(Orderable.Meta):
        pass


class RelatedStory(Orderable):
    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="related_items")
    target = models.ForeignKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="related_from")
