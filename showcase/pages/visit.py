"""What the page of a visit and the list of visits show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb
from portal.frame.structured_data import json_ld
from portal.pages.content import page_context
from portal.pages.visibility import is_public
from showcase.cards import StoryCard
from showcase.lists.notice_state import SHANGHAI
from showcase.lists.states import shown_moment
from showcase.panels import Fact
from showcase.stories.card_builder import story_card, with_covers
from showcase.stories.models import StoryPage
from showcase.stories.reading import readings
from showcase.visits.cards import confirmed_of, public_host, shown_span, state_sentence, visit_cards
from showcase.visits.choices import RECEIVING, VisitState
from showcase.visits.models import VisitIndexPage, VisitPage
from showcase.visits.reading import place_of
from showcase.visits.rules import visit_state

PAST = 50
"""How many of the visits that are over the list shows."""


@page_context.register
def visit_index_context(page: VisitIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the coming visits, the next one first, and those that are over, the last one first."""
    now = timezone.now()
    visits = VisitPage.objects.sources().published().filter(alias_of=None)
    over = visits.filter(ends_at__lte=now).order_by("-begins_at", "-pk")[:PAST]
    return {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE)), Crumb(page.title)),
        "coming": visit_cards(visits.ending_after(now), now),
        "past": visit_cards(over, now),
        "calendar_url": reverse("visits_calendar"),
    }


@page_context.register
def visit_context(page: VisitPage, request: HttpRequest) -> dict[str, Any]:
    """Return what `showcase/visit_page.html` names; facts come from the Chinese source, texts from the page."""
    source: VisitPage = page.source
    confirmed = confirmed_of([source]).get(source.pk, 0)
    state = visit_state(source.facts, confirmed, timezone.now())
    shown = bool(source.pk) and is_public(source)
    return {
        "crumbs": (
            Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE)),
            *crumb_above(page),
            Crumb(page.title),
        ),
        "when": _("%(time)s, China time") % {"time": shown_span(source.begins_at, source.ends_at)},
        "place": place_of(page, source),
        "state": state.mark,
        "state_label": state.label,
        "sentence": state_sentence(source.facts, state, confirmed),
        "cancellation_note": page.cancellation_note if source.is_cancelled else "",
        "facts": _facts(page, source),
        "is_example": source.is_example,
        "register_url": reverse("visit_register", args=[source.pk]) if shown and state in RECEIVING else "",
        "is_full": state == VisitState.FULL,
        "calendar_url": reverse("visit_calendar", args=[source.pk]) if shown and state != VisitState.OVER else "",
        "cards": _stories(source),
        "structured_data": _described(page, source, state),
        "source_numbers": {},
    }


def _facts(page: VisitPage, source: VisitPage) -> tuple[Fact, ...]:
    """Return when, where, for whom and how much; leaves out what nobody states."""
    host = public_host(source)
    language = get_language() or settings.LANGUAGE_CODE
    seats = str(source.seats) if source.seats else ""
    facts = (
        Fact(_("Host"), host.label_in(language), url=host.get_absolute_url()) if host else Fact("", ""),
        Fact(_("Organiser"), page.organiser),
        Fact(_("Language"), str(source.get_spoken_language_display())),
        Fact(_("Price"), page.price),
        Fact(_("Seats"), seats),
        Fact(_("Registration opens"), shown_moment(source.registration_opens_at)),
        Fact(_("Registration closes"), shown_moment(source.registration_closes_at)),
    )
    return tuple(fact for fact in facts if fact.value)


def _stories(source: VisitPage) -> tuple[StoryCard, ...]:
    """Return the public stories that are seen there, in the editor's order."""
    order = [item.target_id for item in source.story_items.all()]
    if not order:
        return ()
    found = with_covers(StoryPage.objects.sources().published().filter(pk__in=order).for_cards())
    by_id = {reading.source.pk: reading for reading in readings(found, get_language() or settings.LANGUAGE_CODE)}
    return tuple(story_card(by_id[pk]) for pk in order if pk in by_id)


def _described(page: VisitPage, source: VisitPage, state: VisitState) -> SafeString | str:
    """Return the visit as schema.org's Event; nothing for an invented one, which search engines would announce."""
    if source.is_example:
        return ""
    host, status = public_host(source), "EventCancelled" if state == VisitState.CANCELLED else "EventScheduled"
    return json_ld(
        {
            "@type": "Event",
            "name": page.title,
            "url": settings.SITE_URL + (page.get_url() or ""),
            "description": page.search_description or page.introduction or page.title,
            "startDate": source.begins_at.astimezone(SHANGHAI).isoformat(),
            "endDate": source.ends_at.astimezone(SHANGHAI).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "inLanguage": {"zh": ["zh"], "en": ["en"], "both": ["zh", "en"]}[source.spoken_language],
            "maximumAttendeeCapacity": source.seats,
            "location": {"@type": "Place", "name": place_of(page, source), "address": place_of(page, source)},
            "organizer": {"@type": "Organization", "name": host.label if host else page.organiser},
        }
    )
