"""The desk 协作台 in the admin: all that readers sent in, and what is done with one of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from portal.sealing import LostKeyError
from showcase.admin.frame import AdminSection
from showcase.inbox import handling
from showcase.inbox.erasing import erased_on
from showcase.inbox.forms import DecisionForm, QuestionBackForm
from showcase.inbox.kinds import SubmissionKind, kind_of, kinds
from showcase.inbox.letters import address_of
from showcase.inbox.models import OPEN_STATES, AnswerTemplate, Submission, SubmissionState
from showcase.inbox.next_steps import next_step
from showcase.inbox.rights import may_handle, may_publish, submissions_for

PER_PAGE = 50
OPEN = "open"
SECTION = AdminSection(gettext_lazy("Desk"), "inbox", "mail")
_SHOWN_STATES = [(code, label) for code, label in SubmissionState.choices if code != SubmissionState.WRITING]
_DECIDED = (SubmissionState.ACCEPTED, SubmissionState.DECLINED)


class InboxMenuItem(MenuItem):
    """A menu item for users who may change published stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle(request.user)


def menu_item() -> InboxMenuItem:
    """Return the item of the main menu."""
    return InboxMenuItem(SECTION.title, reverse("inbox"), name="inbox", icon_name="mail", order=146)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A submission as a line of the desk; what it says stays sealed."""

    row: Submission
    kind: Any
    next_step: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what this user handles, the newest first; open ones unless another state is chosen."""
    _refuse_others(request)
    page = Paginator(_chosen(request), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **SECTION.frame(),
        "lines": [DeskLine(row, _label(row), next_step(row, kind_of(row.kind))) for row in page],
        "page": page.number,
        "pages": page.paginator.num_pages,
        "states": [(OPEN, _("open or waiting")), *_SHOWN_STATES],
        "state": request.GET.get("state", OPEN),
        "kinds": [(kind.code, kind.label) for kind in kinds()],
        "kind": request.GET.get("kind", ""),
        "mine": request.GET.get("mine", ""),
    }
    return render(request, "showcase/admin/inbox.html", context)


def _chosen(request: HttpRequest) -> QuerySet[Submission]:
    rows, state = submissions_for(request.user), request.GET.get("state", OPEN)
    if state == OPEN:
        rows = rows.filter(state__in=OPEN_STATES)
    elif state in SubmissionState.values:
        rows = rows.filter(state=state)
    if kind := request.GET.get("kind"):
        rows = rows.filter(kind=kind)
    return rows.filter(owner=request.user.pk) if request.GET.get("mine") else rows


@sensitive_variables()
@require_safe
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """Show what was sent, decrypted, or that its key is lost, with its history and what can be done."""
    return _detail(request, _submission(request, key), request.user)


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def act(request: HttpRequest, key: int, action: str) -> HttpResponse:
    """Take it, ask the sender, decide, quarantine or release it; says so where it was closed meanwhile."""
    found = _submission(request, key)
    try:
        faulty = _done(request, found, action)
    except handling.AlreadyClosed:
        messages.warning(request, _("This submission has been closed already; what you sent was not stored."))
        return HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))
    if faulty:
        return _detail(request, found, request.user, **faulty)
    messages.success(request, _("Saved."))
    closed = action in ("decide", "quarantine")
    return HttpResponseRedirect(reverse("inbox") if closed else reverse("inbox_detail", args=[found.pk]))


def _done(request: HttpRequest, found: Submission, action: str) -> dict[str, Any]:
    """Do it; return the forms with faults, by their names in the template, where it was not done."""
    user = request.user
    if action == "take":
        handling.take(found, user)
    elif action == "quarantine":
        handling.quarantine(found, user)
    elif action == "release":
        handling.release(found, user)
    elif action == "ask":
        if not address_of(found):
            raise Http404
        question = QuestionBackForm(request.POST, label_suffix="")
        if not question.is_valid():
            return {"question": question}
        handling.ask_sender(found, question.cleaned_data["text"], user)
    else:
        decision = _decision_form(found, kind_of(found.kind), request.POST)
        if not decision.is_valid():
            return {"decision": decision}
        state, remark = SubmissionState(decision.cleaned_data["decision"]), decision.cleaned_data["remark"]
        handling.decide(found, state, user, remark, send=decision.cleaned_data.get("send", False))
    return {}


def _decision_form(found: Submission, kind: SubmissionKind | None, posted: Any = None) -> DecisionForm:
    """Return the form of a decision; what becomes public is accepted by publishing it, not here."""
    states = (SubmissionState.DECLINED,) if kind and kind.publication else _DECIDED
    only = {"decision": states[0].value} if len(states) == 1 else {}
    return DecisionForm(posted, states=states, may_send=bool(address_of(found)), initial=only)


def _detail(request: HttpRequest, found: Submission, user: Any, **faulty: Any) -> HttpResponse:
    kind = kind_of(found.kind)
    try:
        content = Submission.objects.get(pk=found.pk)
        rows: list[tuple[str, str]] | None = kind.form.rows(content.fields()) if kind else []
        steps, email = list(found.steps.select_related("user")), str(content.email)
    except LostKeyError:
        rows, steps, email = None, [], ""
    template = _template(request, found)
    context = {
        **SECTION.frame(found.number),
        "found": found,
        "kind": _label(found),
        "rows": rows,
        "email": email,
        "steps": steps,
        "next_step": next_step(found, kind),
        "erased_on": erased_on(found),
        "publication": reverse(kind.publication, args=[found.pk]) if kind and kind.publication else "",
        "may_publish": may_publish(user, found),
        "desk_template": kind.desk_template if kind else "",
        "templates": AnswerTemplate.objects.all() if email else (),
        "question": QuestionBackForm(initial={"text": template}, label_suffix="") if email else None,
        "decision": _decision_form(found, kind),
        **(kind.desk_part(found, user) if kind else {}),
        **faulty,
    }
    return render(request, "showcase/admin/submission.html", context, status=400 if faulty else 200)


def _template(request: HttpRequest, found: Submission) -> str:
    """Return the answer template that the address names, in the language of the sender."""
    key = request.GET.get("template", "")
    chosen = AnswerTemplate.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if chosen is None:
        return ""
    return chosen.text_en if found.language == "en" else chosen.text_zh


def _label(row: Submission) -> Any:
    kind = kind_of(row.kind)
    return kind.label if kind else row.kind


def _submission(request: HttpRequest, key: int) -> Submission:
    _refuse_others(request)
    return get_object_or_404(submissions_for(request.user), pk=key)


def _refuse_others(request: HttpRequest) -> None:
    if not may_handle(request.user):
        raise PermissionDenied


URLS = [
    path("inbox/", index, name="inbox"),
    path("inbox/<int:key>/", detail, name="inbox_detail"),
    path("inbox/<int:key>/<slug:action>/", act, name="inbox_act"),
]
