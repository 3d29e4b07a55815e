"""The stored spans of the register (see `timeline`), rebuilt from events and never edited."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from portal.text.dates import Precision


class ListingSpanQuerySet(models.QuerySet["ListingSpan"]):
    """The register of a day as known at a moment is one condition on four columns."""

    def holding(self, as_of: dt.date, known_at: dt.datetime | None = None) -> ListingSpanQuerySet:
        """Return the spans of a day as known at a moment (None: now)."""
        valid = self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=as_of), valid_from__lte=as_of)
        if known_at is None:
            return valid.filter(known_until__isnull=True)
        return valid.filter(Q(known_until__isnull=True) | Q(known_until__gt=known_at), known_from__lte=known_at)


class ListingSpan(models.Model):
    """A listing as it is on some days and was known at some moments; the ends are excluded."""

    enterprise = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="spans")
    programme = models.ForeignKey("showcase.Programme", on_delete=models.CASCADE, related_name="+")
    level = models.ForeignKey("showcase.Level", on_delete=models.CASCADE, related_name="+")
    announcement = models.ForeignKey("showcase.AnnouncementPage", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("showcase.ListingEvent", on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    since_precision = models.CharField(max_length=8, choices=Precision)
    name = models.CharField(max_length=255, blank=True)
    reverified_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    objects = ListingSpanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["valid_from", "known_from"], name="span_time")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.valid_from}–{self.valid_until or ''}"
