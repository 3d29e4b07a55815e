"""The pages behind links: the enterprise answers a question, the asker reads the answer. No account, never cached."""

from __future__ import annotations

import contextlib
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from portal.frame.secret_link import secret_page
from portal.sealing import LostKeyError
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.links import submission_of
from showcase.inbox.models import Submission
from showcase.lists.states import shown_moment
from showcase.questions import handling
from showcase.questions.forms import ReplyForm
from showcase.questions.kind import CODE
from showcase.questions.links import reply_of
from showcase.questions.models import QuestionReply, ReplyState
from showcase.questions.publishing import published_reply
from showcase.questions.stories import story_for


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_reply(request: HttpRequest, token: str) -> HttpResponse:
    """Show the enterprise the question; a POST answers it or declines to. 404: no link of ours; 410: it has ended."""
    held = reply_of(token)
    if held is None:
        raise Http404
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = ReplyForm(request.POST if act == "answer" else None)
    try:
        if act == "decline":
            handling.decline(held)
        elif form.is_valid():
            handling.take_reply(held, **form.cleaned_data)
    except handling.LinkEnded:
        pass  # the page says what has become of it
    if act and not form.errors:
        return HttpResponseRedirect(reverse("question_reply", args=[token]))
    return _reply_page(request, held, form)


def _reply_page(request: HttpRequest, held: QuestionReply, form: ReplyForm) -> HttpResponse:
    title, state = _("A reader's question"), held.state()
    if state == ReplyState.OPEN and not held.submission.is_open:
        state = ReplyState.ENDED
    try:
        whole = QuestionReply.objects.get(pk=held.pk)
    except LostKeyError:
        state, whole = ReplyState.ENDED, held
    if state == ReplyState.ENDED:
        until = shown_moment(held.expires_at) if held.expires_at else ""
        return secret_page(request, "showcase/question_ended.html", title, {"until": until}, 410)
    page = story_for(held.submission, get_language() or settings.LANGUAGE_CODE)
    context = {
        "state": state.value,
        "reply": whole,
        "form": form,
        "story": page,
        "story_url": page.get_url() if page is not None else "",
        "story_language": page.locale.language_code if page is not None else "",
        "until": shown_moment(held.expires_at) if held.expires_at else "",
    }
    return secret_page(request, "showcase/question_reply.html", title, context, 400 if form.errors else 200)


@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the asker the answer; a POST says whether both may be published."""
    found = submission_of(token)
    if found is None or found.kind != CODE:
        raise Http404
    if request.method == "POST":
        with contextlib.suppress(AlreadyClosed, LostKeyError):  # the page says so
            handling.agree(found, agrees=request.POST.get("act") == "agree")
        return HttpResponseRedirect(reverse("question_answer", args=[token]))
    return secret_page(request, "showcase/question_answer.html", _("Your question"), _answer(found, token))


def _answer(found: Submission, token: str) -> dict[str, Any]:
    reply = published_reply(found)
    context = {"number": found.number, "token": token, "is_open": found.is_open}
    try:
        content = Submission.objects.get(pk=found.pk).fields()
        text = str(QuestionReply.objects.only("text").get(pk=reply.pk).text) if reply else ""
    except LostKeyError:
        return {**context, "question": "", "answer": "", "agrees": False}
    asked = str(content.get("question", ""))
    by = reply.get_answered_by_display() if reply else ""
    return {**context, "question": asked, "answer": text, "answered_by": by, "agrees": bool(content.get("agreed"))}
