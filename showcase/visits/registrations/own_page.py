"""What a person sees of their own registration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.pages.visibility import is_public
from portal.sealing import LostKeyError
from portal.templatetags.portal_tags import shown_date
from showcase.lists.states import shown_moment
from showcase.panels import Fact
from showcase.visits.cards import shown_span
from showcase.visits.choices import RECEIVING, VisitState
from showcase.visits.models import VisitPage
from showcase.visits.reading import place_of, reading_of
from showcase.visits.registrations.erasing import erased_on
from showcase.visits.registrations.models import VisitRegistration
from showcase.visits.registrations.settling import places_of
from showcase.visits.rules import visit_state


def own_context(registration: VisitRegistration) -> dict[str, Any]:
    """Return the context of `showcase/visit_registration.html` for a registration that has a visit.

    Of a visit that is not public any more neither title nor time is shown.
    """
    visit: Any = registration.visit
    held = places_of(visit)
    state = visit_state(visit.facts, len(held.seated) + len(held.waiting), timezone.now())
    is_seated = registration.pk in held.seated
    shown = is_public(visit)
    can_confirm = registration.turn is None and shown and state in RECEIVING
    return {
        **_words(registration, state, is_seated, held.position(registration.pk)),
        **(_visit(visit) if shown else {}),
        "own": _entered(registration.pk, visit),
        "can_confirm": can_confirm,
        "can_cancel": True,
        "frees_seat": is_seated,
        "calendar_url": reverse("visit_calendar", args=[visit.pk]) if shown and is_seated else "",
    }


def _words(registration: VisitRegistration, state: VisitState, is_seated: bool, position: int) -> dict[str, str]:
    """Return the state of the registration and what is to be done, in sentences."""
    if state == VisitState.CANCELLED:
        return {"headline": _("The visit is cancelled"), "note": ""}
    if registration.turn is None:
        if state in RECEIVING:
            note = _("Check what you entered, and confirm. No seat is held before.")
            return {"headline": _("Not confirmed yet"), "note": note}
        return {"headline": _("Not confirmed, and registration is closed"), "note": ""}
    if is_seated:
        return {"headline": _("You have a seat"), "note": _("If you cannot come, please cancel: others are waiting.")}
    note = _("When a seat becomes free for you, you get a mail.")
    return {"headline": _("You are number %(n)s on the waiting list") % {"n": position}, "note": note}


def _visit(visit: VisitPage) -> dict[str, Any]:
    """Return title and facts of the visit in the reader's language."""
    reading, language = reading_of(visit), get_language() or settings.LANGUAGE_CODE
    foreign = reading.language if reading.language != language else ""
    time = _("%(time)s, China time") % {"time": shown_span(visit.begins_at, visit.ends_at)}
    return {
        "title": reading.text.title,
        "title_url": reading.text.get_url() or "",
        "title_language": foreign,
        "facts": (
            Fact(_("Time"), time),
            Fact(_("Venue"), place_of(reading.text, visit), language=foreign),
            Fact(_("Registration closes"), shown_moment(visit.registration_closes_at)),
        ),
    }


def _entered(key: int, visit: VisitPage) -> tuple[Fact, ...]:
    """Return what was entered, and when it is erased; nothing where its key is lost."""
    try:
        whole = VisitRegistration.objects.get(pk=key)
    except (LostKeyError, VisitRegistration.DoesNotExist):
        return ()
    facts = (
        Fact(pgettext("person", "Name"), str(whole.name)),
        Fact(_("Employer"), str(whole.employer)),
        Fact(_("E-mail"), str(whole.email)),
        Fact(_("Remark"), str(whole.remark)),
        Fact(_("Erased on"), shown_date(erased_on(visit, None if whole.turn else whole))),
    )
    return tuple(fact for fact in facts if fact.value)
