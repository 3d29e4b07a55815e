"""The rows below a story: its enterprises, terms, listings, sources and links. All of them are facts of the source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.pages.rows import Row
from portal.pages.sources import BodySource
from portal.reasons import GivenReason


class StoryEnterprise(Row):
    """An enterprise the story is about."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="enterprise_items")
    enterprise = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("enterprise")
    )

    class Meta(Row.Meta):
        verbose_name = _("enterprise of the story")


class StoryProcess(Row):
    """A machine or step of the story, for the search."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="process_items")
    process = models.ForeignKey(
        "showcase.Process", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("process")
    )

    class Meta(Row.Meta):
        verbose_name = _("process of the story")


class StoryRegion(Row):
    """Where the story is."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="region_items")
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("region")
    )

    class Meta(Row.Meta):
        verbose_name = _("region of the story")


class StoryGoal(Row):
    """A goal of GB/T 36132 that the story serves."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="goal_items")
    goal = models.ForeignKey(
        "showcase.Goal", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("goal")
    )

    class Meta(Row.Meta):
        verbose_name = _("goal of the story")


class StoryCatalogue(Row):
    """A national catalogue that lists the technology."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="catalogue_items")
    catalogue = models.ForeignKey(
        "showcase.Catalogue", on_delete=models.CASCADE, related_name="story_items", verbose_name=_("catalogue")
    )

    class Meta(Row.Meta):
        verbose_name = _("catalogue of the story")


class StoryListing(Row):
    """The listing that a story's standing rests on: an entry of a list we hold, or a title a source prints."""

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

    class Meta(Row.Meta):
        verbose_name = _("listing of the story")


class StorySource(Row, BodySource):
    """A source the story cites by number."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        ordering = ["sort_order", "number"]
        verbose_name = _("source of the story")


class StoryEvidence(Row):
    """A document behind the figures: a meter report, a verification, an invoice. Editors see it, readers never."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="evidence_items")
    document = models.ForeignKey(
        "portal.Document", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )
    shows = models.CharField(
        _("what it shows"),
        max_length=255,
        blank=True,
        help_text=_("For example: meter readings of 2023 for the effect of 1.86 million kWh."),
    )

    class Meta(Row.Meta):
        verbose_name = _("supporting document")
        verbose_name_plural = _("supporting documents")


class RelatedStory(Row):
    """A link to another story, set by the editor."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="related_items")
    target = models.ForeignKey(
        "showcase.StoryPage", on_delete=models.CASCADE, related_name="related_from", verbose_name=_("story")
    )

    class Meta(Row.Meta):
        verbose_name = _("related story")


class FindingAnswer(Row, GivenReason):
    """A reason in writing why a finding of the checks is overruled: until one of its compared values changes."""

    page = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="finding_answers")
    rule = models.CharField(_("rule"), max_length=40)

    class Meta(Row.Meta):
        verbose_name = _("reason for a finding")
        verbose_name_plural = _("reasons for findings")
