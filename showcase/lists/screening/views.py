"""Personal data of a notice in the admin: what was found, what was decided, files to take down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from portal.admin.transactions import own_transactions
from portal.refusals import RefusedError
from showcase.admin.frame import AdminSection
from showcase.lists.importing.models import ListAttachment
from showcase.lists.importing.reading.process import read_file
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.wording import refusal_text
from showcase.lists.models import AnnouncementPage
from showcase.lists.screening.models import Answer, FileTakedown, PersonalDataDecision
from showcase.lists.screening.notices import attachments_of, kept_form, questions
from showcase.lists.screening.takedown import confirm_takedown, decline_takedown, request_takedown

MAY_SEE, MAY_DECIDE = "showcase.view_listimport", "showcase.change_listimport"
MAY_ASK, MAY_CONFIRM = "showcase.add_filetakedown", "showcase.change_filetakedown"
DECIDED = "showcase.personal_data_decided"
_SECTION = AdminSection(gettext_lazy("Import lists"), "list_imports", "upload")


@permission_required(MAY_SEE)
def personal_data(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was found in the notice with this id, the decisions, and its files with their takedowns."""
    page = _page(number)
    files = attachments_of(page) if page.is_source else []
    takedowns = {one.sha256: one for one in FileTakedown.objects.filter(sha256__in=[file.sha256 for file in files])}
    context = {
        **_SECTION.frame(_("Personal data: %(title)s") % {"title": page.title}),
        "page_id": page.pk,
        "questions": questions(page),
        "files": [(file, takedowns.get(file.sha256)) for file in files],
        "may_decide": request.user.has_perm(MAY_DECIDE),
        "may_ask": request.user.has_perm(MAY_ASK),
        "may_confirm": request.user.has_perm(MAY_CONFIRM),
    }
    return render(request, "showcase/admin/personal_data.html", context)


@require_POST
@permission_required(MAY_DECIDE)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Store one decision in writing; posted fields: question, answer, reason."""
    page, posted = _page(number), request.POST
    question = next((one for one in questions(page) if _key(one.kind, one.attachment) == posted.get("question")), None)
    if question is None:
        raise RefusedError(_("This is no longer there: check the page again."))
    answer, reason = posted.get("answer", ""), posted.get("reason", "").strip()
    if answer not in Answer.values or (answer == Answer.WITHHOLD and question.attachment is None):
        raise RefusedError(_("Choose what to do: texts and rows can only be published or edited."))
    if not reason:
        raise RefusedError(_("State the reason in writing."))
    PersonalDataDecision.objects.create(
        page=page,
        attachment=question.attachment,
        kind=question.kind,
        answer=answer,
        reason=reason,
        fingerprint=question.fingerprint,
        decided_by_id=request.user.pk,
    )
    values = {"kind": question.kind, "answer": answer, "reason": reason, "file": str(question.attachment or "")}
    log(instance=page, action=DECIDED, user=request.user, data=values)
    messages.success(request, _("Saved."))
    return _back(page.pk)


@own_transactions
@require_POST
@permission_required(MAY_DECIDE)
def look_through(request: HttpRequest, number: int) -> HttpResponse:
    """Screen the files that are older than the screening; reads them before it writes."""
    page = _page(number)
    for file in attachments_of(page):
        if file.screening is None:
            screen_attachment(file)
    return _back(page.pk)


def screen_attachment(file: ListAttachment) -> None:
    """Screen one file and store what was found; raises RefusedError where it is refused."""
    with file.document.open_file() as opened:
        content = opened.read()
    try:
        found = read_file(file.name, content).findings
    except FileRefused as refused:
        raise RefusedError(refusal_text(refused, file.name)) from refused
    ListAttachment.objects.filter(pk=file.pk).update(screening=kept_form(found))


@require_POST
@permission_required(MAY_ASK)
def ask_takedown(request: HttpRequest, key: int) -> HttpResponse:
    """Request that a file be taken down; posted field: reason."""
    file = get_object_or_404(ListAttachment, pk=key)
    request_takedown(file, request.user, request.POST.get("reason", ""))
    messages.success(request, _("Takedown requested. The file stays public until another person confirms."))
    return _back(file.list_import.announcement_id)


@require_POST
@permission_required(MAY_CONFIRM)
def answer_takedown(request: HttpRequest, key: int) -> HttpResponse:
    """Confirm or decline another user's request; posted field: answer."""
    asked = get_object_or_404(FileTakedown, pk=key)
    answers = {"confirm": confirm_takedown, "decline": decline_takedown}
    answer = answers.get(request.POST.get("answer", ""))
    if answer is None:
        raise RefusedError(_("Confirm or decline."))
    answer(asked, request.user)
    messages.success(request, _("Saved."))
    return _back(asked.attachment.list_import.announcement_id)


URLS = [
    path("personal-data/<int:number>/", personal_data, name="personal_data"),
    path("personal-data/<int:number>/decide/", decide, name="personal_data_decide"),
    path("personal-data/<int:number>/look/", look_through, name="personal_data_look"),
    path("personal-data/files/<int:key>/takedown/", ask_takedown, name="takedown_ask"),
    path("personal-data/takedowns/<int:key>/", answer_takedown, name="takedown_answer"),
]


def _page(number: int) -> AnnouncementPage:
    """Return the newest state of the page, draft or live: that is what would be published."""
    page = get_object_or_404(AnnouncementPage, pk=number)
    latest: AnnouncementPage = page.get_latest_revision_as_object()
    return latest


def _key(kind: str, file: ListAttachment | None) -> str:
    return f"{file.pk if file else ''}:{kind}"


def _back(number: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse("personal_data", args=[number]))
