"""What the page of an announcement shows: the notice with its rows, its PDF, and objections by the online form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.frame.frame import ExportLink
from portal.pages.content import page_context
from showcase.choices import AnnouncementState
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_page.entry_tables import EntryQuery
from showcase.lists.notice_page.page import announcement_context
from showcase.lists.online_objections import takes_online
from showcase.lists.printing.printed import has_pdf
from showcase.objections.models import Objection, ObjectionTally
from showcase.objections.window import state_now


@dataclass(frozen=True, slots=True)
class OnlineObjections:
    """`form_url`: while the form is open, else empty; `total`: once the window has closed, else None."""

    form_url: str = ""
    total: int | None = None


@page_context.register
def notice_page_context(page: AnnouncementPage, request: HttpRequest) -> dict[str, Any]:
    """Return what `showcase/announcement_page.html` names, with a link to the PDF where there is a current one."""
    context = announcement_context(page, EntryQuery.from_params(request.GET))
    pdf: tuple[ExportLink, ...] = ()
    if has_pdf(page, context):
        pdf = (ExportLink("PDF", reverse("announcement_pdf", args=[page.source.pk]), "application/pdf"),)
    return {**context, "exports": pdf, "online": online_objections(page.source)}


def online_objections(source: AnnouncementPage) -> OnlineObjections:
    """Return what the page of an announcement shows now; nothing where its form is off."""
    if not source.live or not takes_online(source):
        return OnlineObjections()
    state = state_now(source).state
    if state == AnnouncementState.OPEN:
        return OnlineObjections(form_url=reverse("objection", args=[source.pk]))
    return OnlineObjections() if state == AnnouncementState.UPCOMING else OnlineObjections(total=total_of(source))


def total_of(source: AnnouncementPage) -> int:
    """Return how many were ever received, erased ones included; two queries."""
    erased = ObjectionTally.objects.filter(announcement=source).values_list("erased", flat=True).first()
    return Objection.objects.filter(announcement=source).count() + (erased or 0)
