"""The page behind a link: the enterprise's contact reads one version, comments on passages, confirms. No account."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.blocks import figures
from portal.files.shown_picture import FIGURE
from portal.frame.secret_link import secret_page
from portal.pages.source_list import source_items
from portal.text.citations import source_numbers
from showcase.lists.states import shown_moment
from showcase.signoff.answering import LinkEnded, comment, confirm
from showcase.signoff.enterprise import enterprise_of
from showcase.signoff.forms import CommentsForm, ConfirmForm
from showcase.signoff.links import sign_off_of
from showcase.signoff.models import SignOff, SignOffState
from showcase.signoff.passages import passages_of
from showcase.stories.models import StoryPage


def _held(token: str) -> tuple[SignOff, StoryPage | None]:
    """Return the sign-off of a link and its version; None for one that Wagtail has purged. 404 for no link of ours."""
    sign_off = sign_off_of(token)
    if sign_off is None:
        raise Http404
    return sign_off, sign_off.revision.as_object() if sign_off.revision else None


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version behind the link with its forms; 404 for no link of ours, 410 once the link has ended."""
    held, draft = _held(token)
    state = held.state()
    if draft is None or state in (SignOffState.REVOKED, SignOffState.EXPIRED):
        return _page(request, "sign_off_ended", {"state": state, "until": shown_moment(held.expires_at)}, status=410)
    passages = passages_of(draft)
    numbers = source_numbers(draft.sources.all())
    comments = CommentsForm(passages, _posted(request, "comment"))
    confirmation = ConfirmForm(_posted(request, "confirm"), is_recheck=held.is_recheck)
    if request.method == "POST" and (answer := _take(request, token, held, comments, confirmation)):
        return answer
    context = {
        "token": token,
        "draft": draft,
        "is_recheck": held.is_recheck,
        "yearly_url": reverse("enterprise_years", args=[token]) if enterprise_of(held) else "",
        "rows": comments.rows(),
        "source_numbers": numbers,
        "sources": source_items(draft.sources.all(), numbers),
        "form": confirmation,
        "is_confirmed": state == SignOffState.CONFIRMED,
        "confirmed_at": shown_moment(held.confirmed_at) if held.confirmed_at else "",
        "until": shown_moment(held.expires_at),
        "written": [(one.label, one.text) for one in held.comments.all()],
        "thanks": _thanks(request.GET.get("sent", "")),
        "faulty": comments.errors or confirmation.errors,
    }
    return _page(request, "sign_off", context, status=400 if context["faulty"] else 200)


def _posted(request: HttpRequest, act: str) -> Any:
    """Return the fields of the form whose button was pressed."""
    return request.POST if request.method == "POST" and request.POST.get("act") == act else None


@sensitive_variables()
def _take(
    request: HttpRequest, token: str, held: SignOff, comments: CommentsForm, confirmation: ConfirmForm
) -> HttpResponse | None:
    """Keep what was sent and lead back to the page; None where the form has faults to show."""
    sent = ""
    try:
        if comments.is_valid():
            sent = str(comment(held, comments.texts()))
        elif confirmation.is_valid():
            confirm(held, confirmation.cleaned_data["name"])
            sent = "confirmed"
        elif comments.is_bound or confirmation.is_bound:
            return None
    except LinkEnded:
        sent = ""  # the page says what has become of the link
    address = reverse("sign_off", args=[token])
    return HttpResponseRedirect(f"{address}?sent={sent}" if sent else address)


def _thanks(sent: str) -> str:
    """Return what to say after a form was sent."""
    if sent == "confirmed":
        return _("Thank you. This version is confirmed.")
    if sent.isdecimal() and len(sent) <= 3:
        number = int(sent)
        if not number:
            return _("There was no new comment.")
        return ngettext(
            "Thank you. %(number)s comment has reached the editors.",
            "Thank you. %(number)s comments have reached the editors.",
            number,
        ) % {"number": number}
    return ""


@never_cache
@require_safe
def picture(request: HttpRequest, token: str, key: int) -> HttpResponseBase:
    """Serve a picture of that version: it is not public, and the contact has no account. 404 for any other."""
    held, draft = _held(token)
    leads = held.state() in (SignOffState.OPEN, SignOffState.CONFIRMED)
    found = next((image for image in figures(draft.body) if image.pk == key), None) if draft and leads else None
    if found is None:
        raise Http404
    try:
        file = found.get_rendition(FIGURE[-1]).file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file)
    # A drawing runs nothing.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    return secret_page(request, f"showcase/{template}.html", _("Check and confirm"), context, status)
