"""The form by which a reader reports a mistake on a story, and its receipt. Nothing of either is cached or indexed."""

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
from portal.pages.visibility import public_pages
from showcase.corrections.forms import CorrectionForm
from showcase.corrections.receiving import drop, receive, sender_of
from showcase.corrections.tickets import MINIMUM, new_receipt, new_ticket, read_receipt, read_ticket
from showcase.stories.models import StoryPage


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest) -> HttpResponse:
    """Show the form about the public story that `page` names; 404 where it names none."""
    require_utf8(request)
    page = _story(request.GET.get("page", ""))
    if page is None:
        raise Http404
    if request.method == "POST":
        return _send(request, page)
    return _show(request, page, CorrectionForm(), new_ticket(page.pk, timezone.now()))


@sensitive_variables()
def _send(request: HttpRequest, page: StoryPage) -> HttpResponse:
    form, signed = CorrectionForm(request.POST), request.POST.get("ticket", "")
    ticket = read_ticket(signed, page.pk)
    if ticket is None:
        fault = _("The form had expired, and nothing was received: send it again.")
        # Whoever has typed it all already may send it at once.
        again = new_ticket(page.pk, timezone.now() - MINIMUM)
        return _show(request, page, form, again, status=400, fault=fault)
    if not form.is_valid():
        return _show(request, page, form, signed, status=400)
    try:
        if form.cleaned_data["website"] or ticket.is_too_quick(timezone.now()):
            number = drop(sender_of(request))
        else:
            number = receive(page, form.statement(), ticket, sender_of(request))
    except TooOften:
        fault = _("Too many forms were sent from your network, and this one was not received: try again tomorrow.")
        return _show(request, page, form, signed, status=429, fault=fault)
    return HttpResponseRedirect(reverse("correction_receipt", args=[new_receipt(number, page.pk)]))


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Thank the reader and show the number; says nothing about what is stored."""
    found = read_receipt(receipt)
    if found is None:
        raise Http404
    number, key = found
    return _page(request, "correction_receipt", _story(str(key)), number=number)


def _story(key: str) -> StoryPage | None:
    """Return the public story with this key, in whatever language it is written."""
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    found: StoryPage | None = public_pages(StoryPage.objects.filter(pk=int(key))).first()
    return found


def _show(
    request: HttpRequest, page: StoryPage, form: CorrectionForm, ticket: str, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    faulty = [form[name] for name in form.fields if name in form.errors]
    context = {
        "form": form,
        "ticket": ticket,
        "fault": fault,
        "faults": [(field.auto_id, str(field.label), list(field.errors)) for field in faulty],
        "kept_days": settings.CORRECTION_RETENTION_DAYS,
    }
    return _page(request, "correction_form", page, status=status, **context)


def _page(
    request: HttpRequest, template: str, page: StoryPage | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    crumbs = [Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE))]
    if page is not None:
        crumbs.append(Crumb(page.title, page.get_url() or ""))
    frame = {
        "crumbs": (*crumbs, Crumb(_("Report a mistake"))),
        "page_title": _("Report a mistake"),
        "noindex": True,
        "story": page,
        "story_url": page.get_url() if page else "",
        "story_language": page.locale.language_code if page else "",
    }
    answer = render(request, f"showcase/{template}.html", {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
