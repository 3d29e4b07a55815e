"""The events: what notices say happened to listings. Append-only; the register is derived from them alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.text.dates import Precision
from showcase.lists.choices import EventKind

_APPEND_ONLY = (
    "events are append-only: showcase.lists.register.record writes them, a correction or withdrawal is a new event"
)


class ListingEventQuerySet(models.QuerySet["ListingEvent"]):
    """Refuses every way to write: `record` does it, with all that rests on events."""

    def create(self, **kwargs: Any) -> Any:
        raise TypeError(_APPEND_ONLY)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        raise TypeError(_APPEND_ONLY)

    def update(self, **kwargs: Any) -> int:
        raise TypeError(_APPEND_ONLY)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(_APPEND_ONLY)


class ListingEvent(models.Model):
    """What a notice says happened to a listing, and nothing else. Append-only."""

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
        verbose_name=_("event corrected or withdrawn"),
        help_text=_(
            "A correction cancels one earlier event; the correct facts are recorded as further events. A "
            "withdrawal ends one event from its effective date."
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
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(corrects__isnull=True),
                name="a_row_says_each_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_on} {self.get_kind_display()} {self.enterprise}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError(_APPEND_ONLY)

    def check_correction(self) -> None:
        """Raise ValueError for a correction of no event, or of another enterprise's event."""
        if self.kind == EventKind.CORRECTED and self.corrects_id is None:
            raise ValueError("a correction names the event that it strikes out")
        if self.corrects is not None and self.corrects.enterprise_id != self.enterprise_id:
            raise ValueError("a correction belongs to the enterprise of the event that it strikes out")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(_APPEND_ONLY)
