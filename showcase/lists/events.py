"""What notices say happened to listings: append-only, and all that the register is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.lists.choices import EventKind, Precision


class ListingEventQuerySet(models.QuerySet["ListingEvent"]):
    """Refuses bulk changes: events are append-only. Whatever adds events moves the register along."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        from showcase.lists.projection import refresh
        from showcase.lists.renaming import take_back

        rows = list(objs)
        for row in rows:
            row.check_correction()
        with transaction.atomic(using=self.db):
            made = super().bulk_create(rows, *args, **kwargs)
            refresh(row.enterprise_id for row in made)
            take_back(made)
        return made

    def update(self, **kwargs: Any) -> int:
        raise TypeError("events are append-only: record a correction as a new event")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("events are append-only: record a withdrawal as a new event")


class ListingEvent(models.Model):
    """What a notice says happened to a listing. Append-only; holds only what the notice says."""

    announcement = models.ForeignKey(
        "showcase.AnnouncementPage", on_delete=models.PROTECT, related_name="events", verbose_name=_("announcement")
    )
    entry = models.ForeignKey(
        "showcase.ListEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("entry"),
    )
    enterprise = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.PROTECT, related_name="listing_events", verbose_name=_("enterprise")
    )
    programme = models.ForeignKey(
        "showcase.Programme", on_delete=models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    level = models.ForeignKey("showcase.Level", on_delete=models.PROTECT, related_name="+", verbose_name=_("level"))
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind)
    effective_on = models.DateField(_("effective on"))
    effective_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    reason = models.TextField(_("reason as printed"), blank=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("strikes out"),
        help_text=_(
            "A correction strikes out one earlier event; what is right instead stands in further events. "
            "A withdrawal ends one from its day on."
        ),
    )

    objects = ListingEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["effective_on", "pk"]
        indexes = [
            models.Index(fields=["enterprise", "programme", "level", "effective_on"], name="event_chain"),
            models.Index(fields=["effective_on", "recorded_at"], name="event_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[EventKind.CORRECTED, EventKind.WITHDRAWN]) | Q(corrects__isnull=True),
                name="only_corrections_and_withdrawals_name_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_on} {self.get_kind_display()} {self.enterprise}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("events are append-only: record a correction as a new event")
        self.check_correction()
        from showcase.lists.projection import refresh
        from showcase.lists.renaming import take_back

        with transaction.atomic():
            super().save(*args, **kwargs)
            refresh([self.enterprise_id])
            take_back([self])

    def check_correction(self) -> None:
        """Raises ValueError where a correction or withdrawal names another enterprise's event, or a correction none."""
        if self.kind == EventKind.CORRECTED and self.corrects_id is None:
            raise ValueError("a correction names the event that it strikes out")
        if self.corrects is not None and self.corrects.enterprise_id != self.enterprise_id:
            raise ValueError("a correction belongs to the enterprise of the event that it strikes out")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("events are append-only: record a withdrawal as a new event")
