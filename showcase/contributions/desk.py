"""What editors do with a contribution: ask the contact on record, make the draft, find the origin of a draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from portal.admin.transactions import own_transactions
from portal.sealing import LostKeyError
from showcase.choices import StoryKind
from showcase.contributions import recognition
from showcase.contributions.drafting.making import draft_of, make_draft
from showcase.contributions.models import CODE, Contribution
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.models import Submission
from showcase.inbox.rights import may_handle, submissions_for
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.models import StoryPage
from showcase.stories.word.pictures import may_add_images
from showcase.stories.word.rights import section_for
from showcase.stories.word.wording import refusal_text


def desk_part(submission: Submission, user: Any) -> dict[str, Any]:
    """Return what the desk shows of a contribution besides what was sent."""
    try:
        recognised: recognition.Recognition | None = recognition.recognition_of(submission)
    except LostKeyError:
        recognised = None
    draft = draft_of(submission)
    return {
        "recognised": recognised,
        "asked_at": Contribution.objects.filter(submission=submission.pk)
        .values_list("contact_asked_at", flat=True)
        .first(),
        "draft": draft,
        "may_draft": draft is None and submission.is_open and section_for(user, StoryKind.CASE) is not None,
        "keeps_pictures": may_add_images(user),
        "publication": "",  # the draft is made by its own button below
    }


@sensitive_variables()
@own_transactions
@require_POST
def draft(request: HttpRequest, key: int) -> HttpResponse:
    """Make the draft and open it; the second time, open the draft of the first."""
    found = _contribution(request, key)
    desk = HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))
    try:
        page = make_draft(found, request.user)
    except AlreadyClosed:
        messages.warning(request, _("This submission has been closed already; no draft was made."))
        return desk
    except LostKeyError:
        messages.error(request, _("The key of this submission is lost, so no draft can be made of it."))
        return desk
    except FileRefused as refused:
        messages.error(request, refusal_text(refused, _("Word file")))
        return desk
    messages.success(request, _("The draft is made. Check every sentence: it says what the sender wrote."))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@sensitive_variables()
@require_POST
def ask_contact(request: HttpRequest, key: int) -> HttpResponse:
    """Send the contact on record a link to confirm the contribution by."""
    found = _contribution(request, key)
    try:
        was_sent = recognition.ask_contact(found, request.user)
    except AlreadyClosed:
        was_sent = False
    if was_sent:
        messages.success(request, _("The contact on record was asked."))
    else:
        messages.warning(request, _("Nobody was asked: the portal holds no contact, or it is closed."))
    return HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))


def origin_button(page: Page, user: Any) -> Button | None:
    """Return the button to the contribution that a draft was made of, for who handles it."""
    if page.pk is None or not issubclass(page.specific_class or Page, StoryPage) or not may_handle(user):
        return None
    key = submissions_for(user).filter(contribution__draft=page.pk).values_list("pk", flat=True).first()
    return (
        Button(_("Contribution"), reverse("inbox_detail", args=[key]), icon_name="mail", priority=90) if key else None
    )


def _contribution(request: HttpRequest, key: int) -> Submission:
    if not may_handle(request.user):
        raise PermissionDenied
    return get_object_or_404(submissions_for(request.user).filter(kind=CODE), pk=key)


URLS = [
    path("contributions/<int:key>/draft/", draft, name="contribution_draft"),
    path("contributions/<int:key>/contact/", ask_contact, name="contribution_ask_contact"),
]
