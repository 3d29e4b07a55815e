"""Subscribing by a form, and what its signed links lead to. Nothing of it is cached, or indexed by search engines."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import pace
from portal.answers.charset import require_utf8
from portal.frame.secret_link import secret_page
from portal.public_forms.tickets import new_ticket, read_ticket, ticket_after_time
from search.core.query import BadQuery
from search.subscriptions.forms import SubscriptionForm
from search.subscriptions.links import Link, link_of
from search.subscriptions.models import Rhythm, SubjectKind, Subscriber, Subscription
from search.subscriptions.rules import FORMS, MOST, UNCONFIRMED_KEPT
from search.subscriptions.subject import Described, Subject, described, subject_of
from search.subscriptions.subscribing import confirm, end, end_all, subscribe

PURPOSE = "subscription"
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""Field and value of RFC 8058."""


@dataclass(frozen=True, slots=True)
class ShownSubscription:
    """A line of the page with all subscriptions of a subscriber."""

    key: int
    what: Described
    rhythm: str


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_new(request: HttpRequest) -> HttpResponse:
    """Show the form about the search, finder or enterprise that the address names; 404 where it names none."""
    require_utf8(request)
    try:
        subject = subject_of(dict(request.GET.lists()), _language())
    except BadQuery as bad:
        return render(request, "search/bad_query.html", {"bad": bad, "noindex": True}, status=bad.status)
    if subject is None:
        raise Http404
    if request.method == "POST":
        return _send(request, subject)
    return _show(request, subject, SubscriptionForm(), new_ticket(PURPOSE, subject.identity, timezone.now()))


@sensitive_variables()
def _send(request: HttpRequest, subject: Subject) -> HttpResponse:
    form, signed = SubscriptionForm(request.POST), request.POST.get("ticket", "")
    now = timezone.now()
    ticket = read_ticket(signed, PURPOSE, subject.identity)
    if ticket is None:
        fault = _("The form had expired, and nothing was received: send it again.")
        again = ticket_after_time(PURPOSE, subject.identity, now)
        return _show(request, subject, form, again, status=400, fault=fault)
    if not form.is_valid():
        return _show(request, subject, form, signed, status=400)
    try:
        pace.take_a_turn(pace.digest("subscriptions", pace.network_of(request)), FORMS)
    except pace.TooOften:
        fault = _("Too many forms were sent from your network, and this one was not received: try again tomorrow.")
        return _show(request, subject, form, signed, status=429, fault=fault)
    if not (form.is_trapped or ticket.is_too_quick(now)):
        subscribe(form.cleaned_data["email"], subject, Rhythm(form.cleaned_data["rhythm"]), _language())
    return HttpResponseRedirect(reverse("subscription_sent"))


def _show(
    request: HttpRequest, subject: Subject, form: SubscriptionForm, ticket: str, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    context = {
        "what": described(subject, _language()),
        "form": form,
        "ticket": ticket,
        "fault": fault,
        "faults": form.faults(),
        "is_enterprise": subject.kind is SubjectKind.ENTERPRISE,
        "most": MOST,
        "days": UNCONFIRMED_KEPT.days,
    }
    return secret_page(request, "search/subscription_form.html", _("Subscribe by e-mail"), context, status)


@never_cache
@require_safe
def subscription_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next: the same to everybody, whatever is stored about an address."""
    return secret_page(request, "search/subscription_sent.html", _("One more step"), {"days": UNCONFIRMED_KEPT.days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscriber all subscriptions, to be confirmed or ended; 404 for no link of ours, 410 once all ended."""
    owner = _link(token).subscriber
    if owner is None:
        return _ended(request, status=410)
    if request.method == "POST":
        _act(owner, request)
        return HttpResponseRedirect(reverse("subscriptions", args=[token]))
    rows = list(owner.subscriptions.all())
    context = {
        "waiting": [_shown(row) for row in rows if row.confirmed_at is None],
        "confirmed": [_shown(row) for row in rows if row.confirmed_at is not None],
        "most": MOST,
        "is_full": sum(row.confirmed_at is not None for row in rows) >= MOST,
        "days": UNCONFIRMED_KEPT.days,
    }
    return secret_page(request, "search/subscriptions.html", _("Your subscriptions"), context)


def _act(owner: Subscriber, request: HttpRequest) -> None:
    """Do what the pressed button says with the subscriptions that were ticked."""
    keys = [int(key) for key in request.POST.getlist("key") if key.isascii() and key.isdecimal() and len(key) < 18]
    match request.POST.get("act"):
        case "confirm":
            confirm(owner, keys)
        case "end":
            end(owner, keys)
        case "end_all":
            end_all(owner)


# RFC 8058: mail programs post here without a cookie; the token is the key, and says which subscription to end.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_end(request: HttpRequest, token: str) -> HttpResponse:
    """End one subscription by a POST, from a mail program or from the button that a GET shows.

    404 for no link of ours; ended before, it is said to have ended.
    """
    link = _link(token)
    if link.subscription is None or link.subscriber is None:
        return _ended(request, own_url=reverse("subscriptions", args=[token]) if link.subscriber else "")
    if request.method != "POST":
        context = {"line": _shown(link.subscription), "own_url": reverse("subscriptions", args=[token])}
        return secret_page(request, "search/subscription_end.html", _("End this subscription"), context)
    if request.POST.get(ONE_CLICK[0]) != ONE_CLICK[1]:
        return HttpResponse(status=400)
    end(link.subscriber, [link.subscription.pk])
    others = Subscription.objects.filter(subscriber=link.subscriber.pk).exists()
    return _ended(request, own_url=reverse("subscriptions", args=[token]) if others else "")


def _ended(request: HttpRequest, *, own_url: str = "", status: int = 200) -> HttpResponse:
    context = {"own_url": own_url}
    return secret_page(request, "search/subscription_ended.html", _("This subscription has ended"), context, status)


def _link(token: str) -> Link:
    found = link_of(token)
    if found is None:
        raise Http404
    return found


def _shown(row: Subscription) -> ShownSubscription:
    return ShownSubscription(row.pk, described(Subject.of(row), _language()), str(row.get_rhythm_display()))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
