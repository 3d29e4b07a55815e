"""The participants of a visit in the admin, for users who may change its page: a list, and the same as a workbook.

Every access is noted in the history of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from portal.answers.xlsx_answer import xlsx_answer
from portal.sealing import LostKeyError
from showcase.admin.frame import frame_beside
from showcase.lists.states import shown_moment
from showcase.visits.choices import Told
from showcase.visits.models import VisitPage
from showcase.visits.registrations.erasing import erased_on
from showcase.visits.registrations.models import VisitRegistration
from showcase.visits.registrations.settling import places_of

LISTED, DOWNLOADED = "showcase.visit.participants_list", "showcase.visit.participants_download"
TITLE = gettext_lazy("Participants")
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Participant:
    """A confirmed registration, decrypted; `position`: the place on the waiting list, 0 for a seat."""

    name: str
    employer: str
    email: str
    remark: str
    position: int
    confirmed_at: str

    @property
    def standing(self) -> str:
        """Whether the person has a seat, in words."""
        if self.position:
            return _("Waiting list, number %(n)s") % {"n": self.position}
        return str(Told.SEAT.label)


def _for_organisers(view: View) -> View:
    """Let only users in who may change the page of the visit; the view gets the page."""

    @never_cache
    @require_safe
    @require_admin_access
    @wraps(view)
    def checked(request: HttpRequest, key: int) -> HttpResponse:
        page = get_object_or_404(VisitPage.objects.sources(), pk=key)
        if not may_see(page, request.user):
            raise PermissionDenied
        return view(request, page)

    return checked


def may_see(page: VisitPage, user: Any) -> bool:
    """Say whether the user sees who comes: those who may change the page, which a permission to add is not."""
    tester = page.permissions_for_user(user)
    return bool(user.is_active and (user.is_superuser or "change" in tester.permissions))


@_for_organisers
@sensitive_variables()
def participants(request: HttpRequest, page: VisitPage) -> HttpResponse:
    """Show who comes and who waits."""
    log(page, LISTED, user=request.user)
    try:
        rows = list(_participants(page))
    except LostKeyError:
        rows = []
        messages.error(request, _("The registrations cannot be decrypted: their key is lost."))
    context = {
        **frame_beside(page, TITLE, "group"),
        "rows": rows,
        "seats": page.seats,
        "unconfirmed": VisitRegistration.objects.filter(visit=page.pk, turn=None).count(),
        "erased_on": erased_on(page),
    }
    return render(request, "showcase/admin/participants.html", context)


@_for_organisers
@sensitive_variables()
def participants_file(request: HttpRequest, page: VisitPage) -> HttpResponse:
    """Answer with the same as a workbook; cells are texts, whatever people typed."""
    try:
        rows = list(_participants(page))
    except LostKeyError:
        messages.error(request, _("The registrations cannot be decrypted: their key is lost."))
        return HttpResponseRedirect(reverse("participants", args=[page.pk]))
    log(page, DOWNLOADED, user=request.user)
    header = (_("Seat"), pgettext("person", "Name"), _("Employer"), _("E-mail"), _("Remark"), _("Confirmed at"))
    cells = ((row.standing, row.name, row.employer, row.email, row.remark, row.confirmed_at) for row in rows)
    notes = (page.title, _("Erase this file after the visit: it contains personal data."))
    return xlsx_answer(f"participants-{page.pk}", header, cells, notes)


def _participants(page: VisitPage) -> Iterator[Participant]:
    """Yield the confirmed registrations in their order. Raises LostKeyError."""
    held = places_of(page)
    for row in VisitRegistration.objects.confirmed().filter(visit=page.pk):
        yield Participant(
            name=str(row.name),
            employer=str(row.employer),
            email=str(row.email),
            remark=str(row.remark),
            position=held.position(row.pk),
            confirmed_at=shown_moment(row.confirmed_at) if row.confirmed_at else "",
        )


URLS = [
    path("visits/<int:key>/participants/", participants, name="participants"),
    path("visits/<int:key>/participants.xlsx", participants_file, name="participants_file"),
]


def button(page: Any, user: Any) -> Button | None:
    """Return the button of a visit's editor; None for any other page, and for who may not see the participants."""
    if page.pk is None or not issubclass(page.specific_class, VisitPage):
        return None
    source = page.specific.source
    if source.pk is None or not may_see(source, user):
        return None
    return Button(TITLE, reverse("participants", args=[source.pk]), icon_name="group", priority=80)
