"""The enumerations of visits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.choices import AnnouncementState


class VisitState(models.TextChoices):
    """The state of a visit at a moment."""

    ANNOUNCED = "announced", _("Registration opens later")
    OPEN = "open", _("Registration open")
    FULL = "full", _("Full, waiting list open")
    CLOSED = "closed", _("Registration closed")
    OVER = "over", pgettext_lazy("state of a visit", "Over")
    CANCELLED = "cancelled", pgettext_lazy("state of a visit", "Cancelled")

    @property
    def mark(self) -> AnnouncementState:
        """The state of a notice whose colour and icon it is shown with; the label beside it is exact."""
        return _MARKS[self]


_MARKS = {
    VisitState.ANNOUNCED: AnnouncementState.UPCOMING,
    VisitState.OPEN: AnnouncementState.OPEN,
    VisitState.FULL: AnnouncementState.ADJUSTMENT,
    VisitState.CLOSED: AnnouncementState.CLOSED,
    VisitState.OVER: AnnouncementState.CLOSED,
    VisitState.CANCELLED: AnnouncementState.WITHDRAWN,
}

RECEIVING = (VisitState.OPEN, VisitState.FULL)
"""States in which registrations are received."""


class SpokenLanguage(models.TextChoices):
    """The language that a visit is held in."""

    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Chinese and English")


class Told(models.TextChoices):
    """What a registered person was told last of the seat; empty: nothing since the confirmation."""

    SEAT = "seat", pgettext_lazy("registration", "holds a seat")
    WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "told of the cancellation")
