"""Corrections in the admin, for users who may change the page concerned: list, detail, decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log

from showcase.admin.frame import AdminSection
from showcase.corrections.erasing import erased_on
from showcase.corrections.forms import ClosingForm
from showcase.corrections.models import Correction, CorrectionState
from showcase.corrections.rights import corrections_for, may_handle
from showcase.objections.sealed import LostKeyError

PER_PAGE = 50
ACCEPTED, DECLINED = "showcase.correction.accept", "showcase.correction.decline"
_LOGGED = {CorrectionState.ACCEPTED: ACCEPTED, CorrectionState.DECLINED: DECLINED}
_SECTION = AdminSection(gettext_lazy("Corrections from readers"), "corrections", "edit")


class CorrectionsMenuItem(MenuItem):
    """A menu item for users who may change published stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle(request.user)


def menu_item() -> CorrectionsMenuItem:
    """Return the item of the main menu, after the objections."""
    return CorrectionsMenuItem(_SECTION.title, reverse("corrections"), name="corrections", icon_name="edit", order=148)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was sent, decrypted, and the editor's remark."""

    wrong: str
    right: str
    email: str
    remark: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the corrections of this user's pages by state, the newest first; what they say stays sealed."""
    _refuse_others(request)
    found, state = corrections_for(request.user), request.GET.get("state", "")
    if state in CorrectionState.values:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_SECTION.frame(),
        "lines": [(row, erased_on(row)) for row in page],
        "page": page.number,
        "pages": page.paginator.num_pages,
        "states": CorrectionState.choices,
        "state": state,
    }
    return render(request, "showcase/admin/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """Show what was sent, decrypted, or that its key is lost; a POST closes it, once."""
    _refuse_others(request)
    rows = corrections_for(request.user)
    if request.method == "POST":  # two at once: the second one finds it closed
        rows = rows.select_for_update(of=("self",))
    found = get_object_or_404(rows, pk=key)
    form = ClosingForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST":
        if found.state != CorrectionState.OPEN:
            messages.warning(request, _("This correction has been closed already; your decision was not stored."))
            return HttpResponseRedirect(reverse("correction_detail", args=[found.pk]))
        if form.is_valid():
            _close(found, form, request.user)
            messages.success(request, _("The correction is closed."))
            return HttpResponseRedirect(reverse("corrections"))
    context = {
        **_SECTION.frame(found.number),
        "found": found,
        "opened": _opened(found),
        "erased_on": erased_on(found),
        "is_open": found.state == CorrectionState.OPEN,
        "form": form,
    }
    return render(request, "showcase/admin/correction.html", context, status=400 if form.errors else 200)


def _close(found: Correction, form: ClosingForm, user: Any) -> None:
    """Store the decision, and note it, without a word of what was sent, in the history of the page."""
    state = CorrectionState(form.cleaned_data["decision"])
    Correction.objects.filter(pk=found.pk).update(
        state=state, remark=form.cleaned_data["remark"], handled_by=user, handled_at=timezone.now()
    )
    log(found.page.specific, _LOGGED[state], user=user)  # type: ignore[union-attr]  # `corrections_for` has pages only


def _opened(found: Correction) -> Opened | None:
    """Return what was sent; None where the key is lost."""
    try:
        whole = Correction.objects.only(*Correction.SEALED).get(pk=found.pk)
    except LostKeyError:
        return None
    return Opened(whole.wrong, whole.right, whole.email, whole.remark)


def _refuse_others(request: HttpRequest) -> None:
    if not may_handle(request.user):
        raise PermissionDenied


URLS = [
    path("corrections/", index, name="corrections"),
    path("corrections/<int:key>/", detail, name="correction_detail"),
]
