"""Sign-offs in the admin: ask the enterprise, see what came back, take a link back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from portal.sealing import LostKeyError
from showcase.admin.frame import frame_beside
from showcase.lists.states import shown_moment
from showcase.signoff.asking import ask, revoke
from showcase.signoff.content import content_digest
from showcase.signoff.forms import AskForm
from showcase.signoff.links import link_of
from showcase.signoff.models import SignOff, SignOffComment, SignOffState
from showcase.stories.editing import edit_button, for_editors
from showcase.stories.models import StoryPage

TITLE = gettext_lazy("Confirmation by the enterprise")


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """A sign-off as a line of the page; `link`: while it is open.

    `is_recheck`: it asks about the published page; `is_newest`: it does, or it is of the newest draft.
    """

    pk: int
    contact: str
    email: str
    state: SignOffState
    state_label: str
    asked_at: str
    until: str
    confirmed_at: str
    confirmed_by: str
    link: str
    is_recheck: bool
    is_newest: bool
    comments: tuple[SignOffComment, ...]


_for_editors = for_editors(StoryPage.objects.sources)


@_for_editors
def sign_offs(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """Show what was asked and answered; a POST asks a contact for the newest draft."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask(page, user=request.user, **form.cleaned_data)
        messages.success(request, _("The link is on its way to %(name)s.") % {"name": form.cleaned_data["name"]})
        return HttpResponseRedirect(reverse("sign_offs", args=[page.pk]))
    context = {
        **frame_beside(page, TITLE, "check"),
        "form": form,
        "lines": _readable_lines(request, page),
    }
    return render(request, "showcase/admin/sign_offs.html", context, status=400 if form.errors else 200)


def _readable_lines(request: HttpRequest, page: StoryPage) -> list[SignOffLine]:
    """Return the lines, or none, with a message, where the key that they are sealed with is lost."""
    try:
        return list(_lines(page))
    except LostKeyError:
        messages.error(request, _("What was asked and answered cannot be decrypted: its key is lost."))
        return []


def _lines(page: StoryPage) -> Iterator[SignOffLine]:
    newest = page.get_latest_revision()
    digest = content_digest(newest.content) if newest else ""
    for one in SignOff.objects.filter(page=page).prefetch_related("comments"):
        state = one.state()
        yield SignOffLine(
            pk=one.pk,
            contact=str(one.name),
            email=str(one.email),
            state=state,
            state_label=str(state.label),
            asked_at=shown_moment(one.asked_at),
            until=shown_moment(one.expires_at),
            confirmed_at=shown_moment(one.confirmed_at) if one.confirmed_at else "",
            confirmed_by=str(one.confirmed_by),
            link=link_of(one, "zh-hans") if state == SignOffState.OPEN else "",
            is_recheck=one.is_recheck,
            is_newest=one.is_recheck or one.digest == digest,
            comments=tuple(one.comments.all()),
        )


@require_POST
@_for_editors
def take_back(request: HttpRequest, page: StoryPage, sign_off: int) -> HttpResponse:
    """Revoke a link."""
    if revoke(get_object_or_404(SignOff, page=page, pk=sign_off), request.user):
        messages.success(request, _("The link leads nowhere from now on."))
    else:
        messages.warning(request, _("This link was not open any more."))
    return HttpResponseRedirect(reverse("sign_offs", args=[page.pk]))


@require_POST
@_for_editors
def done(request: HttpRequest, page: StoryPage, comment: int) -> HttpResponse:
    """Mark a comment as dealt with; marked twice, it is open again."""
    found = get_object_or_404(SignOffComment, sign_off__page=page, pk=comment)
    found.done_at = None if found.done_at else timezone.now()
    found.save(update_fields=["done_at"])
    return HttpResponseRedirect(reverse("sign_offs", args=[page.pk]))


URLS = [
    path("sign-offs/<int:key>/", sign_offs, name="sign_offs"),
    path("sign-offs/<int:key>/<int:sign_off>/revoke/", take_back, name="sign_off_revoke"),
    path("sign-offs/<int:key>/comments/<int:comment>/", done, name="sign_off_comment_done"),
]


def button(page: Any, user: Any) -> Button | None:
    """Return the button of a story's editor."""
    return edit_button(page, user, TITLE, "sign_offs", "check", 80)
