"""The form of an announcement and its receipt. Nothing of either is cached, indexed or logged."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.pace import TooOften
from portal.answers.charset import require_utf8
from portal.frame.context import home_path
from portal.frame.frame import Crumb
from showcase.choices import AnnouncementState
from showcase.lists.contacts import contact_points
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_page.banner import banner_of
from showcase.lists.references import references
from showcase.lists.states import shown_moment
from showcase.objections.evidence import EvidenceUploadHandler
from showcase.objections.forms import ObjectionForm
from showcase.objections.models import Objection
from showcase.objections.pace import sender_of
from showcase.objections.receiving import SentBefore, receive
from showcase.objections.window import announcement_with_form, state_now

logger = logging.getLogger(__name__)

MAX_BODY = 160_000_000  # beyond that nothing is read; below it, files too large are counted and named
MOST_NAMES = 300  # suggested while typing; a longer list would be larger than the page


@csrf_exempt  # the token is checked inside, where the upload handler is in place
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form of the announcement with this id; 404 where it has none, 403 with contacts outside the window."""
    source = announcement_with_form(number)
    require_utf8(request)
    if _announced_bytes(request) > MAX_BODY:
        return _too_much(request, source)
    request.upload_handlers = [EvidenceUploadHandler(request)]
    try:
        return _objection(request, source)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return _too_much(request, source)


def _announced_bytes(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() else 0


@csrf_protect
def _objection(request: HttpRequest, source: AnnouncementPage) -> HttpResponse:
    if state_now(source).state != AnnouncementState.OPEN:
        return _page(request, "objection_closed", source, status=403, was_sent=request.method == "POST")
    if request.method == "POST":
        return _send(request, source)
    return _show(request, source, ObjectionForm(units=_units(source)))


@sensitive_variables()
def _send(request: HttpRequest, source: AnnouncementPage) -> HttpResponse:
    form = ObjectionForm(request.POST, request.FILES, units=_units(source))
    if "key" in form.errors:
        fault = _("The form had expired, and nothing was received: send it again.")
        return _show(request, source, _anew(request), status=400, fault=fault)
    if not form.is_valid():
        return _show(request, source, form, status=400)
    key = form.cleaned_data["key"]
    try:
        receive(source, form.statement(), key, sender_of(request))
    except SentBefore as before:
        fault = _(
            "This form was already sent and received as %(number)s. Your changes since then have not been sent: "
            "if you send it again, it becomes a second objection."
        )
        return _show(request, source, _anew(request), status=409, fault=fault % {"number": before.number})
    except TooOften:
        fault = _(
            "Too many forms were sent from your network, and this one was not received: try again "
            "tomorrow, or use the contacts."
        )
        return _show(request, source, form, status=429, fault=fault)
    except OSError:
        logger.exception("evidence cannot be kept")
        fault = _(
            "The files cannot be stored at the moment, and nothing was received: send the form later, or use the "
            "contacts."
        )
        return _show(request, source, form, status=503, fault=fault)
    return HttpResponseRedirect(reverse("objection_receipt", args=[source.pk, key]))


@never_cache
@require_safe
def receipt(request: HttpRequest, number: int, key: uuid.UUID) -> HttpResponse:
    """Show the receipt to anyone who has its address; 404 once the objection is erased."""
    rows = Objection.objects.defer(*Objection.SEALED).select_related("announcement")
    found = get_object_or_404(rows, announcement__id=number, key=key)
    context: dict[str, Any] = {"number": found.number, "received": shown_moment(found.received_at)}
    return _page(request, "objection_receipt", found.announcement, **context)


def _units(source: AnnouncementPage) -> tuple[str, ...]:
    names = tuple(source.entries.values_list("name", flat=True)[: MOST_NAMES + 1])
    return names if len(names) <= MOST_NAMES else ()


def _anew(request: HttpRequest) -> ObjectionForm:
    """Return the same form with a new key, so that sending it is a new objection."""
    fields = request.POST.copy()
    fields["key"] = str(uuid.uuid4())
    again = ObjectionForm(fields, request.FILES)
    for upload in request.FILES.getlist("evidence"):
        upload.seek(0)
    return again


def _too_much(request: HttpRequest, source: AnnouncementPage) -> HttpResponse:
    fault = _("This is more than the form accepts, and nothing was received: send less text or smaller files.")
    return _show(request, source, ObjectionForm(), status=413, fault=fault)


def _show(
    request: HttpRequest, source: AnnouncementPage, form: ObjectionForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    faulty = [form[name] for name in form.fields if name in form.errors]
    faults = [(field.auto_id, str(field.label).rstrip(".。"), list(field.errors)) for field in faulty]
    had_files = form.is_bound and bool(form.files)
    context = {
        "form": form,
        "units": _units(source),
        "fault": fault,
        "faults": faults,
        "files_again": had_files,
        "kept_days": settings.OBJECTION_RETENTION_DAYS,
    }
    return _page(request, "objection_form", source, status=status, **context)


def _page(
    request: HttpRequest, template: str, source: AnnouncementPage, *, status: int = 200, **context: Any
) -> HttpResponse:
    notice = references([source.pk]).get(source.pk)
    title = notice.title if notice else source.title
    frame = {
        "crumbs": (
            Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE)),
            Crumb(title, notice.url if notice else ""),
            Crumb(_("Objection by the online form")),
        ),
        "page_title": _("Objection by the online form"),
        "noindex": True,
        "notice": notice,
        "banner": banner_of(source),
        "contacts": contact_points(source),
        "is_example": source.is_example or settings.DEMO,
    }
    answer = render(request, f"showcase/{template}.html", {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
