"""What is published of questions on a story, in the admin: read it, correct its wording, take it back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from showcase.admin.frame import frame_beside
from showcase.questions import publishing
from showcase.questions.forms import CorrectionForm, TakeBackForm
from showcase.questions.models import PublishedAnswer
from showcase.stories.editing import edit_button, for_editors
from showcase.stories.models import StoryPage

TITLE = gettext_lazy("Questions and answers")
_for_editors = for_editors(StoryPage.objects.sources)


@require_safe
@_for_editors
def published_answers(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """List what is published on a story, taken back ones included."""
    return _published(request, page)


@require_POST
@_for_editors
def take_back(request: HttpRequest, page: StoryPage, answer: int) -> HttpResponse:
    """Hide a published answer; only a publisher of the page may."""
    found = _answer(request, page, answer)
    form = TakeBackForm(request.POST, label_suffix="", auto_id=_ids(found))
    if not form.is_valid():
        return _published(request, page, found.pk, take_back=form)
    if publishing.take_back(found, form.cleaned_data["reason"], request.user):
        messages.success(request, _("The answer is no longer public."))
    return HttpResponseRedirect(reverse("published_answers", args=[page.pk]))


@require_POST
@_for_editors
def correct(request: HttpRequest, page: StoryPage, answer: int) -> HttpResponse:
    """Correct the wording of a published answer, with a note; only a publisher of the page may."""
    found = _answer(request, page, answer)
    form = CorrectionForm(request.POST, instance=found, auto_id=_ids(found))
    if not form.is_valid():
        return _published(request, page, found.pk, correction=form)
    if publishing.correct(found, form.texts(), form.cleaned_data["note"], request.user):
        messages.success(request, _("Corrected; the page says so with the date."))
    else:
        messages.warning(request, _("Nothing was changed."))
    return HttpResponseRedirect(reverse("published_answers", args=[page.pk]))


def _answer(request: HttpRequest, page: StoryPage, answer: int) -> PublishedAnswer:
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return get_object_or_404(PublishedAnswer, page=page, pk=answer)


def _published(request: HttpRequest, page: StoryPage, faulty: int = 0, **forms: Any) -> HttpResponse:
    """Return the list; `forms`: those of the answer `faulty` that could not be stored."""
    rows = PublishedAnswer.objects.filter(page=page)
    context = {
        **frame_beside(page, TITLE, "help"),
        "rows": [{**_forms(row), **(forms if row.pk == faulty else {})} for row in rows],
        "may_publish": page.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "showcase/admin/published_answers.html", context, status=400 if faulty else 200)


def _forms(row: PublishedAnswer) -> dict[str, Any]:
    take_back_form = TakeBackForm(label_suffix="", auto_id=_ids(row))
    return {"row": row, "take_back": take_back_form, "correction": CorrectionForm(instance=row, auto_id=_ids(row))}


def _ids(row: PublishedAnswer) -> str:
    """Return the pattern of the ids of its fields, which no other answer on the page has."""
    return f"id_{row.pk}_%s"


def button(page: Any, user: Any) -> Button | None:
    """Return the button of a story's editor, once something was published there."""
    if page.pk is None or not PublishedAnswer.objects.filter(page=page.pk).exists():
        return None
    return edit_button(page, user, TITLE, "published_answers", "help", 85)


URLS = [
    path("published-answers/<int:key>/", published_answers, name="published_answers"),
    path("published-answers/<int:key>/<int:answer>/take-back/", take_back, name="published_answer_take_back"),
    path("published-answers/<int:key>/<int:answer>/correct/", correct, name="published_answer_correct"),
]
