"""Objections in the admin, for one group: list, detail, state and note. Every access is recorded."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from portal.public_forms.receipt_numbers import read_number
from showcase.admin.frame import AdminSection
from showcase.lists.models import AnnouncementPage
from showcase.objections.models import Access, Objection, ObjectionAccess, ObjectionEvidence, ObjectionState
from showcase.objections.reading import line_of, opened, window_words
from showcase.objections.sealed import LostKeyError, unseal

PER_PAGE = 50
SHOWN_ACCESSES = 20
MAX_NOTE = 10_000
MAY_SEE, MAY_CHANGE = "showcase.view_objection", "showcase.change_objection"
_TITLE = gettext_lazy("Objections")
_SECTION = AdminSection(_TITLE, "objections", "warning")


class ObjectionMenuItem(MenuItem):
    """A menu item for the group that handles objections."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_SEE))


def menu_item() -> ObjectionMenuItem:
    """Return the item of the main menu, after the imports of lists."""
    return ObjectionMenuItem(_TITLE, reverse("objections"), name="objections", icon_name="warning", order=147)


@require_safe
@permission_required(MAY_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """List objections by announcement and state, the newest first; a receipt number finds its own."""
    typed = request.GET.get("number", "")
    found = _chosen(request)
    if typed:
        try:
            found = found.filter(number=read_number(typed))
        except ValueError:
            messages.error(request, _("This is not a receipt number: a character is wrong or missing."))
            found = found.none()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    _remember(request, Access.LISTED)
    context = {
        **_SECTION.frame(),
        "lines": [line_of(row) for row in page],
        "page": page.number,
        "pages": page.paginator.num_pages,
        "announcements": AnnouncementPage.objects.filter(pk__in=Objection.objects.values("announcement")).order_by(
            "-pk"
        ),
        "announcement": request.GET.get("announcement", ""),
        "states": ObjectionState.choices,
        "state": request.GET.get("state", ""),
        "typed": typed,
    }
    return render(request, "showcase/admin/objections.html", context)


@require_safe
@permission_required(MAY_SEE)
@sensitive_variables()
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """Show what was sent, decrypted; if the key is lost, a message instead."""
    found = _objection(key)
    _remember(request, Access.READ, found)
    context = {
        **_SECTION.frame(found.number),
        "found": found,
        "window": window_words(found.announcement),
        "opened": opened(found),
        "states": ObjectionState.choices,
        "accesses": found.accesses.select_related("user")[:SHOWN_ACCESSES],
        "may_change": request.user.has_perm(MAY_CHANGE),
        "max_note": MAX_NOTE,
    }
    return render(request, "showcase/admin/objection.html", context)


@require_POST
@permission_required(MAY_CHANGE)
@sensitive_variables()
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Save state and note; the note is kept where the page could not show it."""
    found = _objection(key)
    state = request.POST.get("state", "")
    if state in ObjectionState.values and state != found.state:
        Objection.objects.filter(pk=found.pk).update(state=state)
        _remember(request, Access(state), found)
    before, note = opened(found), request.POST.get("note")
    if before is not None and note is not None and note.strip() != before.note:
        if len(note) > MAX_NOTE or "\x00" in note:
            fault = _(
                "The note was not saved: it has more than %(most)s characters, or characters that cannot be saved."
            )
            messages.error(request, fault % {"most": MAX_NOTE})
            return HttpResponseRedirect(_address(found))
        Objection.objects.filter(pk=found.pk).update(note=note.strip())
        _remember(request, Access.NOTED, found)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(_address(found))


@require_safe
@permission_required(MAY_SEE)
@sensitive_variables()
def evidence(request: HttpRequest, key: int) -> HttpResponseBase:
    """Serve a file as a download: it comes from strangers and is never shown inside the site."""
    row = get_object_or_404(ObjectionEvidence.objects.defer("name").select_related(None), pk=key)
    found = _objection(row.objection_id)
    _remember(request, Access.DOWNLOADED, found)
    try:
        content = unseal(row.file.read())
        name = row.name
    except LostKeyError:
        messages.error(
            request,
            _("The key of this file is lost: set the former SECRET_KEY or SALT_KEY in addition to the new one."),
        )
        return HttpResponseRedirect(_address(found))
    except OSError:
        messages.error(request, _("This file is missing from the evidence store: ask the operators."))
        return HttpResponseRedirect(_address(found))
    answer = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


URLS = [
    path("objections/", index, name="objections"),
    path("objections/<int:key>/", detail, name="objection_detail"),
    path("objections/<int:key>/change/", change, name="objection_change"),
    path("objections/evidence/<int:key>/", evidence, name="objection_evidence"),
]


def _chosen(request: HttpRequest) -> QuerySet[Objection]:
    rows = Objection.objects.defer(*Objection.SEALED).select_related("announcement").annotate(files=Count("evidence"))
    rows = rows.order_by("-received_at", "-pk")
    announcement, state = request.GET.get("announcement", ""), request.GET.get("state", "")
    if announcement.isdecimal() and len(announcement) < 18:
        rows = rows.filter(announcement=int(announcement))
    return rows.filter(state=state) if state in ObjectionState.values else rows


def _objection(key: int) -> Objection:
    rows = Objection.objects.defer(*Objection.SEALED).select_related("announcement")
    return get_object_or_404(rows, pk=key)


def _remember(request: HttpRequest, action: Access, objection: Objection | None = None) -> None:
    ObjectionAccess.objects.create(user_id=request.user.pk, action=action, objection=objection)


def _address(found: Objection) -> str:
    return reverse("objection_detail", args=[found.pk])
