"""The rows below a story: its enterprises, terms, listings, sources and links. All of them are facts of the source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.rows import Row
from portal.sources import CitedSource


class StoryEnterprise(Row):
    """An enterprise the story is about."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="enterprise_items")
    enterprise = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("enterprise")
    )


class StoryProcess(Row):
    """A machine or step of the story, for search."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="process_items")
    process = models.ForeignKey(
        "showcase.Process", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("process")
    )


class StoryRegion(Row):
    """Where the story is."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="region_items")
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("region")
    )


class StoryGoal(Row):
    """A goal of GB/T 36132 the story serves."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="goal_items")
    goal = models.ForeignKey(
        "showcase.Goal", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("goal")
    )


class StoryCatalogue(Row):
    """A national catalogue that lists the technology."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="catalogue_items")
    catalogue = models.ForeignKey(
        "showcase.Catalogue", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("catalogue")
    )


class StoryListing(Row):
    """The listing a story rests its standing on: an entry of a list we hold, or a title a source prints."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="cited_listings")
    programme = models.ForeignKey(
        "showcase.Programme", on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    level = models.ForeignKey("showcase.Level", on_delete=models.CASCADE, related_name="+", verbose_name=_("level"))
    entry = models.ForeignKey(
        "showcase.ListEntry",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name=_("entry"),
    )


class StorySource(Row, CitedSource):
    """A source the story cites by number."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        pass


class RelatedStory(Row):
    """A link to another story, set by the editor."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="related_items")
    target = models.ForeignKey(
        "showcase.StoryPage", on_delete=models.CASCADE, related_name="related_from", verbose_name=_("story")
    )
