"""The page of a sender behind a signed link: what became of it, questions and answers, change, withdraw."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from portal.frame.secret_link import secret_page
from portal.sealing import LostKeyError
from showcase.inbox import handling
from showcase.inbox.erasing import erased_on
from showcase.inbox.forms import AnswerForm
from showcase.inbox.kinds import SubmissionKind, kind_of
from showcase.inbox.links import submission_of
from showcase.inbox.models import Action, Submission, SubmissionState
from showcase.lists.states import shown_moment

_TO_THE_SENDER = (
    *(Action.BEGUN, Action.RECEIVED, Action.ADDRESS_CONFIRMED, Action.ASKED, Action.ANSWERED, Action.CHANGED),
    *(Action.REPLIED, Action.EDITORS_ANSWERED, Action.CONSENTED, Action.NOT_CONSENTED),
)
_WITHOUT_TEXT = (
    *(Action.ACCEPTED, Action.DECLINED, Action.WITHDRAWN, Action.FORWARDED, Action.NOT_ANSWERED, Action.EXPIRED),
    *(Action.CONTACT_CONFIRMED, Action.DRAFTED),
)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the sender reads it; remarks of editors are not among them."""

    at: str
    label: str
    text: str


def _held(token: str) -> tuple[Submission, SubmissionKind]:
    """Return what a link belongs to; 404 for no link of ours, or an erased one."""
    found = submission_of(token)
    kind = kind_of(found.kind) if found else None
    if found is None or kind is None:
        raise Http404
    return found, kind


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_sent(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sender what became of it; a POST confirms the address, answers, or withdraws."""
    found, kind = _held(token)
    if found.state == SubmissionState.WRITING and kind.writing_view:
        return HttpResponseRedirect(reverse(kind.writing_view, args=[token]))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = AnswerForm(request.POST if act == "answer" else None, label_suffix="")
    try:
        if act == "confirm":
            handling.confirm_address(found)
        elif act == "withdraw":
            handling.withdraw(found)
        elif form.is_valid():
            handling.answer(found, form.cleaned_data["text"])
    except handling.AlreadyClosed:
        pass  # the page says what has become of it
    if act and not form.errors:
        return HttpResponseRedirect(reverse("submission_sent", args=[token]))
    return _page(request, token, found, kind, form)


def _page(request: HttpRequest, token: str, found: Submission, kind: SubmissionKind, form: AnswerForm) -> HttpResponse:
    try:
        rows, steps = kind.form.rows(Submission.objects.get(pk=found.pk).fields()), _steps(found)
    except LostKeyError:
        rows, steps = [], []
    context = {
        "token": token,
        "found": found,
        "kind": kind,
        "state": found.get_state_display(),
        "rows": rows,
        "steps": steps,
        "form": form,
        "asks_confirmation": kind.confirms_address and found.is_open and found.address_confirmed_at is None,
        "asks_answer": _asks_answer(found),
        "further_page": reverse(kind.sender_page, args=[token]) if kind.sender_page and found.is_open else "",
        "may_change": found.is_open and kind.may_change(found),
        "may_withdraw": found.is_open,
        "note": kind.sender_note(found),
        "erased_on": erased_on(found),
    }
    return secret_page(request, "showcase/submission_sent.html", str(kind.title), context, 400 if form.errors else 200)


def _asks_answer(found: Submission) -> bool:
    """Say whether it is the sender who is waited for; it may also be the enterprise."""
    if found.state != SubmissionState.WAITING:
        return False
    asked = found.steps.filter(action__in=(Action.ASKED, Action.FORWARDED))
    return asked.values_list("action", flat=True).last() == Action.ASKED


def _steps(found: Submission) -> list[ShownStep]:
    shown = found.steps.filter(action__in=(*_TO_THE_SENDER, *_WITHOUT_TEXT))
    return [
        ShownStep(
            shown_moment(step.at),
            step.get_action_display(),
            "" if step.action in _WITHOUT_TEXT else str(step.text),
        )
        for step in shown
    ]


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_change(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form again with what was sent; a POST stores what the sender changed. 410 once it is closed."""
    found, kind = _held(token)
    if kind.writing_view:
        return HttpResponseRedirect(reverse(kind.writing_view, args=[token]))
    try:
        sent = Submission.objects.get(pk=found.pk)
    except LostKeyError as error:
        raise Http404 from error
    here = reverse("submission_sent", args=[token])
    initial: dict[str, Any] = {**sent.fields(), "email": str(sent.email)}
    if not found.is_open:
        return HttpResponseRedirect(here)
    form = kind.form(request.POST or None, initial=initial)
    form.fields["email"].disabled = True  # it is what the link was sent to
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(handling.AlreadyClosed):  # its page says so
            handling.change(found, form.content())
        return HttpResponseRedirect(here)
    context = {"form": form, "faults": form.faults(), "button": _("Save the changes"), "back": here}
    context |= {"story": found.page, "story_url": found.page.get_url() if found.page else "", "is_change": True}
    return secret_page(request, kind.form_template, str(kind.title), context, 400 if form.errors else 200)
