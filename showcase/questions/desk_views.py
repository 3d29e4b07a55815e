"""A question in the admin: send it on or answer it, publish the answer where both agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.sealing import LostKeyError
from showcase.inbox.desk_views import SECTION
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.models import Submission
from showcase.inbox.rights import may_handle, may_publish, submissions_for
from showcase.questions import handling, publishing
from showcase.questions.forms import OwnAnswerForm, PublicationForm, SendOnForm
from showcase.questions.kind import CODE
from showcase.questions.models import PublishedAnswer, QuestionReply
from showcase.questions.rules import obstacles
from showcase.signoff.asking import contact_of


@sensitive_variables()
@require_safe
def handle(request: HttpRequest, key: int) -> HttpResponse:
    """Show a question with its answers, and all that can be done with it."""
    return _page(request, _question(request, key))


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def act(request: HttpRequest, key: int, action: str) -> HttpResponse:
    """Send it on, answer it, publish it or close it; says why where that was not done."""
    found = _question(request, key)
    doing = _ACTIONS.get(action, _close)
    try:
        faulty = doing(request, found)
    except AlreadyClosed:
        messages.warning(request, _("This submission has been closed already; what you sent was not stored."))
    except handling.AddressNotConfirmed:
        messages.warning(request, _("The asker has not confirmed the address yet; nothing was sent."))
    except publishing.NotPublishable as wrong:
        messages.error(request, " ".join(str(one.label) for one in wrong.obstacles))
    else:
        if faulty:
            return _page(request, found, **faulty)
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("question_handle", args=[found.pk]))


def _send_on(request: HttpRequest, found: Submission) -> dict[str, Any]:
    form = SendOnForm(request.POST, label_suffix="")
    if not form.is_valid():
        return {"send_on": form}
    handling.send_on(found, user=request.user, **form.cleaned_data)
    return {}


def _answer(request: HttpRequest, found: Submission) -> dict[str, Any]:
    form = OwnAnswerForm(request.POST, label_suffix="")
    if not form.is_valid():
        return {"own_answer": form}
    handling.answer_as_editor(found, form.cleaned_data["text"], request.user)
    return {}


def _publish(request: HttpRequest, found: Submission) -> dict[str, Any]:
    """Publish the wording; only a publisher of the page may."""
    if not may_publish(request.user, found):
        raise PermissionDenied
    reply = publishing.published_reply(found)
    form = PublicationForm(request.POST, may_name=bool(reply and reply.may_name))
    if not form.is_valid():
        return {"publication": form}
    publishing.publish(found, publishing.Wording(**form.cleaned_data), request.user)
    return {}


def _close(request: HttpRequest, found: Submission) -> dict[str, Any]:
    handling.close_unpublished(found, request.user)
    return {}


_ACTIONS: dict[str, Callable[[HttpRequest, Submission], dict[str, Any]]] = {
    "send-on": _send_on,
    "answer": _answer,
    "publish": _publish,
    "close": _close,
}


def _page(request: HttpRequest, found: Submission, **faulty: Any) -> HttpResponse:
    context = {
        **SECTION.frame(found.number),
        "found": found,
        "may_publish": may_publish(request.user, found),
        "published": PublishedAnswer.objects.filter(submission=found).first(),
    }
    try:
        context |= _forms(found)
    except LostKeyError:
        context["is_lost"] = True
    return render(request, "showcase/admin/question.html", {**context, **faulty}, status=400 if faulty else 200)


def _forms(found: Submission) -> dict[str, Any]:
    """Return what was asked and answered, decrypted, with the forms; raises LostKeyError."""
    whole = Submission.objects.select_related("page").get(pk=found.pk)
    content = whole.fields()
    replies = list(QuestionReply.objects.filter(submission=found))
    newest = publishing.published_reply(found)
    reply = next((one for one in replies if newest and one.pk == newest.pk), None)
    asked = {"question": content.get("question", ""), **_contact(found)}
    return {
        "question": content.get("question", ""),
        "to": content.get("to", ""),
        "replies": [(one, one.state().label) for one in replies],
        "answer": reply,
        "obstacles": [one.label for one in obstacles(publishing.standing_of(whole, reply))],
        "send_on": SendOnForm(initial=asked, label_suffix=""),
        "own_answer": OwnAnswerForm(label_suffix=""),
        "publication": _publication_form(content.get("question", ""), reply, found.language),
    }


def _publication_form(question: str, reply: QuestionReply | None, language: str) -> PublicationForm | None:
    if reply is None:
        return None
    end = "en" if language == "en" else "zh"
    texts = {f"question_{end}": question, f"answer_{end}": str(reply.text), "answerer": str(reply.signed_by)}
    return PublicationForm(initial=texts, may_name=reply.may_name)


def _contact(found: Submission) -> dict[str, str]:
    """Return name and address of the contact who last confirmed the story, to propose them."""
    page = found.page
    contact = contact_of(page.specific.source) if page is not None else None
    if contact is None:
        return {}
    return {"name": str(contact.name), "email": str(contact.email), "language": contact.language}


def _question(request: HttpRequest, key: int) -> Submission:
    if not may_handle(request.user):
        raise PermissionDenied
    return get_object_or_404(submissions_for(request.user), pk=key, kind=CODE)


URLS = [
    path("questions/<int:key>/", handle, name="question_handle"),
    path("questions/<int:key>/<slug:action>/", act, name="question_act"),
]
