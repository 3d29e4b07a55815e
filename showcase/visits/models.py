"""The models of visits. Registrations for them: `showcase.visits.registrations.models`."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from portal.blocks import BodyBlock
from portal.pages.base import BasePage, facts_stay_on_source
from portal.pages.rows import Row
from portal.pages.visibility import public_pages
from showcase.visits.choices import SpokenLanguage
from showcase.visits.edit_panels import visit_tabs
from showcase.visits.publishing import visit_faults
from showcase.visits.rules import VisitFacts


class VisitQuerySet(PageQuerySet):
    """Visits by language and publicity."""

    def sources(self) -> VisitQuerySet:
        """Return the Chinese pages: one per visit."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def published(self) -> VisitQuerySet:
        """Return what any reader may see now."""
        return public_pages(self)

    def ending_after(self, moment: dt.datetime) -> VisitQuerySet:
        """Return visits that are not over at that moment, the next one first."""
        return self.filter(ends_at__gt=moment).order_by("begins_at", "pk")


VisitManager = PageManager.from_queryset(VisitQuerySet)


class VisitIndexPage(BasePage):
    """观摩活动: the coming visits, and below them those that are over."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "showcase/visit_index.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    max_count_per_parent = 1
    parent_page_types = ["showcase.HomePage"]
    subpage_types = ["showcase.VisitPage"]

    class Meta:
        verbose_name = _("visit section")
        verbose_name_plural = _("visit sections")


class VisitPage(BasePage):
    """An open day of a demonstration plant, or a training: when, where, for how many, and how to come."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What there is to see, in two sentences.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=pgettext_lazy("visit", "programme"))
    address = models.CharField(
        _("address"), max_length=255, blank=True, help_text=_("Street and number, gate, meeting point.")
    )
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    price = models.CharField(_("price"), max_length=255, blank=True, help_text=_("For example: free of charge."))
    cancellation_note = models.TextField(
        _("what readers are told of the cancellation"), blank=True, help_text=_("Why, and whether there is a new date.")
    )
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    registration_opens_at = models.DateTimeField(_("registration opens at"))
    registration_closes_at = models.DateTimeField(_("registration closes at"))
    seats = models.PositiveSmallIntegerField(_("seats"))
    spoken_language = models.CharField(
        _("language of the visit"), max_length=8, choices=SpokenLanguage, default=SpokenLanguage.CHINESE
    )
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    host = models.ForeignKey(
        "showcase.Enterprise",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("host enterprise"),
    )
    is_cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_("Publish the page with this: it says so, and everybody registered gets a mail."),
    )
    is_example = models.BooleanField(_("invented for demonstration"), default=False)

    objects = VisitManager()
    template = "showcase/visit_page.html"
    slug_prefix = "visit"
    edit_handler = visit_tabs()
    parent_page_types = ["showcase.VisitIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    fact_relations = ("story_items",)
    override_translatable_fields = facts_stay_on_source(
        "begins_at",
        "ends_at",
        "registration_opens_at",
        "registration_closes_at",
        "seats",
        "spoken_language",
        "region",
        "host",
        "is_cancelled",
        "is_example",
        "story_items",
    )
    page_description = _("An open day of a plant or a training, with registration by mail.")

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    @property
    def facts(self) -> VisitFacts:
        """What the rules need to know; of the Chinese page."""
        return VisitFacts(
            begins_at=self.begins_at,
            ends_at=self.ends_at,
            opens_at=self.registration_opens_at,
            closes_at=self.registration_closes_at,
            seats=self.seats,
            is_cancelled=self.is_cancelled,
        )

    def publishing_faults(self) -> list[str]:
        return [*super().publishing_faults(), *(visit_faults(self) if self.is_source else [])]


class VisitStory(Row):
    """A story that is seen at the visit."""

    page = ParentalKey(VisitPage, on_delete=models.CASCADE, related_name="story_items")
    target = models.ForeignKey(
        "showcase.StoryPage", on_delete=models.CASCADE, related_name="visit_items", verbose_name=_("story")
    )

    class Meta(Row.Meta):
        verbose_name = _("story of the visit")
