"""What the public learns of objections: how many there were, once the window has closed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from showcase.lists.models import AnnouncementPage
from showcase.lists.online_objections import takes_online
from showcase.objections.models import Objection, ObjectionTally
from showcase.objections.window import state_now


@dataclass(frozen=True, slots=True)
class OnlineObjections:
    """`form_url` while the form is open, else empty; `total` once the window has closed, else None."""

    form_url: str = ""
    total: int | None = None


def online_objections(source: AnnouncementPage) -> OnlineObjections:
    """What stands on the page of an announcement now; nothing where its form is off."""
    if not source.live or not takes_online(source):
        return OnlineObjections()
    state = state_now(source).state
    if state == "open":
        return OnlineObjections(form_url=reverse("objection", args=[source.pk]))
    return OnlineObjections() if state == "upcoming" else OnlineObjections(total=total_of(source))


def total_of(source: AnnouncementPage) -> int:
    """All that were ever received, the erased ones included: two queries."""
    erased = ObjectionTally.objects.filter(announcement=source).values_list("erased", flat=True).first()
    return Objection.objects.filter(announcement=source).count() + (erased or 0)
