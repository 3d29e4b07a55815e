"""The forms of readers, their receipts, and the page of a sender. Nothing of them is cached or indexed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
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
from portal.public_forms.tickets import new_receipt, new_ticket, read_receipt, read_ticket, ticket_after_time
from showcase.inbox import quarantine
from showcase.inbox.forms import SubmissionForm
from showcase.inbox.kinds import SubmissionKind, kind_of, public_story
from showcase.inbox.receiving import QuarantineClosed, Statement, drop, receive, sender_of
from showcase.stories.models import StoryPage


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of this kind, about the public story that `page` names; 404 where it needs one and has none."""
    require_utf8(request)
    if request.method == "POST" and quarantine.is_refusing():
        return _refuse(request)
    found = kind_of(kind)
    page = public_story(request.GET.get("page", ""))
    if found is None or (found.is_about_page and page is None):
        raise Http404
    about = page if found.is_about_page else None
    if request.method == "POST":
        return _send(request, found, about)
    form, ticket = found.form(initial=found.initial(request)), new_ticket(found.code, _key(about), timezone.now())
    return _show(request, found, about, form, ticket)


@sensitive_variables()
def _send(request: HttpRequest, kind: SubmissionKind, page: StoryPage | None) -> HttpResponse:
    form, signed = kind.form(request.POST, initial=kind.initial(request)), request.POST.get("ticket", "")
    ticket = read_ticket(signed, kind.code, _key(page))
    if ticket is None:
        fault = _("The form had expired, and nothing was received: send it again.")
        again = ticket_after_time(kind.code, _key(page), timezone.now())
        return _show(request, kind, page, form, again, status=400, fault=fault)
    if not form.is_valid():
        return _show(request, kind, page, form, signed, status=400)
    sender, language = sender_of(request, kind), get_language() or settings.LANGUAGE_CODE
    try:
        if form.is_trapped or ticket.is_too_quick(timezone.now()):
            number = drop(kind, sender)
        else:
            statement = Statement(kind, page, form.content(), form.cleaned_data.get("email", ""), language)
            number = receive(statement, ticket, sender)
    except TooOften:
        fault = _("Too many forms were sent from your network, and this one was not received: try again tomorrow.")
        return _show(request, kind, page, form, signed, status=429, fault=fault)
    except QuarantineClosed:
        return _refuse(request)
    receipt = new_receipt(kind.code, number, _key(page))
    return HttpResponseRedirect(reverse("submission_receipt", args=[kind.code, receipt]))


def _refuse(request: HttpRequest) -> HttpResponse:
    """Say that too much is arriving, by a page without queries that holds what was typed and sends it again."""
    typed = [(name, text) for name, texts in request.POST.lists() for text in texts if name != "csrfmiddlewaretoken"]
    context = {"typed": typed, "csrf_token": get_token(request)}
    answer = HttpResponse(render_to_string("showcase/submission_refused.html", context), status=429)
    answer["Retry-After"] = str(quarantine.TRY_AGAIN)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_safe
def submission_receipt(request: HttpRequest, kind: str, receipt: str) -> HttpResponse:
    """Thank the reader and show the number; says nothing about what is stored."""
    found, read = kind_of(kind), read_receipt(receipt, kind)
    if found is None or read is None:
        raise Http404
    number, key = read
    story, confirms = public_story(str(key)), found.confirms_address
    return _page(
        request,
        "submission_receipt",
        found,
        story,
        template=found.receipt_template,
        number=number,
        confirms_address=confirms,
    )


def _key(page: StoryPage | None) -> int:
    """Return what a ticket names: the key of the page, 0 for no page."""
    return page.pk if page is not None else 0


def _show(
    request: HttpRequest,
    kind: SubmissionKind,
    page: StoryPage | None,
    form: SubmissionForm,
    ticket: str,
    *,
    status: int = 200,
    fault: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "ticket": ticket,
        "fault": fault,
        "faults": form.faults(),
        "introduction": kind.introduction,
        "button": kind.button,
        "kept_days": settings.SUBMISSION_RETENTION_DAYS,
    }
    return _page(request, "submission_form", kind, page, status=status, template=kind.form_template, **context)


def _page(
    request: HttpRequest,
    name: str,
    kind: SubmissionKind,
    page: StoryPage | None,
    *,
    status: int = 200,
    template: str = "",
    **context: Any,
) -> HttpResponse:
    crumbs = [Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE))]
    if page is not None:
        crumbs.append(Crumb(page.title, page.get_url() or ""))
    frame = {
        "crumbs": (*crumbs, Crumb(str(kind.title))),
        "page_title": str(kind.title),
        "noindex": True,
        "story": page,
        "story_url": page.get_url() if page else "",
        "story_language": page.locale.language_code if page else "",
    }
    answer = render(request, template or f"showcase/{name}.html", {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
