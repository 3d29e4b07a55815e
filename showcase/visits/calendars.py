"""Visits as iCalendar files: all coming ones to subscribe to, and one to take over. Public visits alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from portal.answers.calendar_answer import CalendarEvent, calendar_answer
from portal.caching import content_version
from portal.frame.context import demo_notice
from showcase.visits.models import VisitPage
from showcase.visits.reading import VisitReading, place_of, reading_of, readings

KEPT = dt.timedelta(days=30)
"""How long a calendar that is subscribed to keeps a visit that is over."""


def event_of(reading: VisitReading) -> CalendarEvent:
    """Return a visit as an event of a calendar."""
    source, text = reading.source, reading.text
    invented = _("Invented for the demonstration: this visit does not take place.") if source.is_example else ""
    return CalendarEvent(
        uid=f"visit-{source.translation_key}@lujian",
        begin=source.begins_at,
        end=source.ends_at,
        title=_("Cancelled: %(title)s") % {"title": text.title} if source.is_cancelled else text.title,
        description="\n".join(filter(None, (demo_notice(), invented, text.introduction))),
        place=place_of(text, source),
        url=settings.SITE_URL + (text.get_url() or ""),
        changed_at=source.last_published_at or source.begins_at,
        is_cancelled=source.is_cancelled,
    )


def _version(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """Return what the answer depends on: what is public, the language, and the day, on which old visits leave."""
    version, expired = content_version.now()
    return f'"{version}.{expired}.{get_language()}.{timezone.localdate()}"'


@require_safe
@etag(_version)
def every_visit(request: HttpRequest) -> HttpResponse:
    """Answer with the coming visits, and those of the last thirty days."""
    visits = VisitPage.objects.sources().published().filter(alias_of=None).ending_after(timezone.now() - KEPT)
    found = readings(visits.select_related("region__parent"))
    return calendar_answer("visits", " · ".join((_("Lüjian"), _("Visits"))), map(event_of, found))


@require_safe
@etag(_version)
def one_visit(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with the public visit whose Chinese page has this key; 404 where there is none."""
    visits = VisitPage.objects.sources().published().select_related("region__parent")
    source = get_object_or_404(visits, pk=number)
    return calendar_answer(f"visit-{number}", _("Lüjian"), [event_of(reading_of(source))])
