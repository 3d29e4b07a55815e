"""The public pages of a registration: its form, the receipt, and the page behind the link in the mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.pace import TooOften
from portal.answers.charset import require_utf8
from portal.frame.context import home_path
from portal.frame.frame import Crumb
from portal.frame.secret_link import secret_page
from portal.public_forms.tickets import new_ticket, read_ticket, ticket_after_time
from showcase.visits.cards import confirmed_of, shown_span, state_sentence
from showcase.visits.choices import RECEIVING, VisitState
from showcase.visits.models import VisitPage
from showcase.visits.reading import place_of, reading_of
from showcase.visits.registrations.forms import RegistrationForm
from showcase.visits.registrations.links import ForeignLink, registration_of
from showcase.visits.registrations.own_page import own_context
from showcase.visits.registrations.receiving import (
    NotReceiving,
    RegistrationEnded,
    TooMany,
    cancel,
    confirm,
    drop,
    receive,
    sender_of,
)
from showcase.visits.rules import visit_state

PURPOSE = "visit"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form of a public visit while it receives registrations, else why it does not (410, before: 403)."""
    require_utf8(request)
    visit = _visit(number)
    confirmed = confirmed_of([visit]).get(visit.pk, 0)
    state = visit_state(visit.facts, confirmed, timezone.now())
    sentence = state_sentence(visit.facts, state, confirmed)
    context = {"state_label": state.label, "sentence": sentence, "is_full": state == VisitState.FULL}
    if state not in RECEIVING:
        status = 403 if state == VisitState.ANNOUNCED else 410
        context["was_sent"] = request.method == "POST"
        return _page(request, "visit_closed", visit, context, status=status)
    if request.method == "POST":
        return _send(request, visit, context)
    return _show(request, visit, context, RegistrationForm(), new_ticket(PURPOSE, visit.pk, timezone.now()))


@sensitive_variables()
def _send(request: HttpRequest, visit: VisitPage, context: dict[str, Any]) -> HttpResponse:
    form, signed = RegistrationForm(request.POST), request.POST.get("ticket", "")
    ticket = read_ticket(signed, PURPOSE, visit.pk)
    if ticket is None:
        fault = _("The form had expired, and nothing was received: send it again.")
        again = ticket_after_time(PURPOSE, visit.pk, timezone.now())
        return _show(request, visit, {**context, "fault": fault}, form, again, status=400)
    if not form.is_valid():
        return _show(request, visit, context, form, signed, status=400)
    try:
        if form.is_trapped or ticket.is_too_quick(timezone.now()):
            drop(sender_of(request))
        else:
            receive(visit, form.entry(), get_language() or settings.LANGUAGE_CODE, sender_of(request))
    except TooOften:
        fault = _("Too many forms were sent from your network, and this one was not received: try again tomorrow.")
        return _show(request, visit, {**context, "fault": fault}, form, signed, status=429)
    except TooMany:
        fault = _("Very many forms are arriving at the moment, and this one was not received: try again tomorrow.")
        return _show(request, visit, {**context, "fault": fault}, form, signed, status=429)
    return HttpResponseRedirect(reverse("visit_received", args=[visit.pk]))


@never_cache
@require_safe
def received(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a mail is on its way; the same for everybody, whatever is stored."""
    return _page(request, "visit_received", _visit(number), {})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show a person their own registration; a POST confirms or cancels it. A GET, as of mail scanners, changes nothing.

    404 for no link of ours, 410 once the registration was cancelled or erased.
    """
    try:
        found = registration_of(token)
    except ForeignLink:
        raise Http404 from None
    if found is None or found.visit is None:
        return _own_page(request, {"headline": _ended(request)}, status=410)
    fault, status = "", 200
    if request.method == "POST":
        try:
            return _act(request, token, request.POST.get("act", ""), found)
        except NotReceiving:
            fault, status = _("The registration could not be confirmed: the visit receives none any more."), 409
        except RegistrationEnded:
            return _own_page(request, {"headline": _ended(request)}, status=410)
    return _own_page(request, {**own_context(found), "fault": fault}, status=status)


def _act(request: HttpRequest, token: str, act: str, found: Any) -> HttpResponse:
    """Do what the button says, and lead back to the page."""
    address = reverse("visit_registration", args=[token])
    if act == "confirm":
        confirm(found)
    elif act == "cancel":
        cancel(found)
        address += "?done=cancelled"
    return HttpResponseRedirect(address)


def _ended(request: HttpRequest) -> str:
    if request.GET.get("done") == "cancelled":
        return _("The registration is cancelled, and what you entered is erased.")
    return _("This registration is cancelled or erased.")


def _own_page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return secret_page(request, "showcase/visit_registration.html", _("Your registration"), context, status)


def _visit(number: int) -> VisitPage:
    """Return the public visit whose Chinese page has this key; raises Http404."""
    visits = VisitPage.objects.sources().published().filter(alias_of=None).select_related("region__parent")
    found: VisitPage | None = visits.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    visit: VisitPage,
    context: dict[str, Any],
    form: RegistrationForm,
    ticket: str,
    *,
    status: int = 200,
) -> HttpResponse:
    own = {
        "form": form,
        "ticket": ticket,
        "faults": form.faults(),
        "kept_days": settings.VISIT_RETENTION_DAYS,
    }
    return _page(request, "visit_form", visit, {**context, **own}, status=status)


def _page(
    request: HttpRequest, template: str, visit: VisitPage, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    reading, title = reading_of(visit), _("Register for the visit")
    language = get_language() or settings.LANGUAGE_CODE
    frame = {
        "crumbs": (
            Crumb(_("Home"), home_path(language)),
            Crumb(reading.text.title, reading.text.get_url() or ""),
            Crumb(title),
        ),
        "page_title": title,
        "noindex": True,
        "visit": reading.text,
        "title_language": reading.language if reading.language != language else "",
        "when": _("%(time)s, China time") % {"time": shown_span(visit.begins_at, visit.ends_at)},
        "place": place_of(reading.text, visit),
        "is_example": visit.is_example,
    }
    answer = render(request, f"showcase/{template}.html", {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
