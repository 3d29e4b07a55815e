"""The yearly showcase of one enterprise in the admin, and the buttons that issue a proof."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from portal.admin.transactions import own_transactions
from showcase.enterprises.models import Enterprise
from showcase.stories.editing import for_editors
from showcase.stories.models import StoryPage
from showcase.yearly.proofs import statement_of_enterprise, statement_of_story
from showcase.yearly.record import shown_of_enterprise, years_of
from showcase.yearly.report import PERMISSION, YearlyShowcase
from showcase.yearly.statements import Statement
from showcase.yearly.views import proof_address


@own_transactions
@require_admin_access
def yearly_showcase(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Show what was public of an enterprise in a year; a POST issues its proof."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    enterprise = get_object_or_404(Enterprise.objects.unmerged(), number=number)
    published = Enterprise.objects.published().filter(pk=enterprise.pk).exists()
    here = reverse("yearly_showcase", args=[number, year])
    if request.method == "POST":
        # The proof names the enterprise in public, so its record must be public.
        return _issued(request, statement_of_enterprise(enterprise, year) if published else None, here)
    stories = shown_of_enterprise(enterprise, year)
    title = _("Yearly showcase %(year)s") % {"year": year}
    context = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(f"report_{YearlyShowcase.slug}"), "label": str(YearlyShowcase.page_title)},
            {"url": "", "label": f"{enterprise.name_zh} {year}"},
        ],
        "header_title": title,
        "header_icon": "calendar-check",
        "enterprise": enterprise,
        "is_published": published,
        "year": year,
        "stories": stories,
        "has_logged": not all(story.is_recorded for story in stories),
        "years": [(one, reverse("yearly_showcase", args=[number, one])) for one in years_of(enterprise)],
    }
    return render(request, "showcase/admin/yearly_showcase.html", context)


@own_transactions
@for_editors(StoryPage.objects.sources)
def story_proof(request: HttpRequest, page: StoryPage, year: int) -> HttpResponse:
    """Issue the proof of one story and year for a user who may edit it; by POST alone."""
    if request.method != "POST":
        raise Http404
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return _issued(request, statement_of_story(page, year), reverse("freshness", args=[page.pk]) if page.live else back)


def _issued(request: HttpRequest, statement: Statement | None, back: str) -> HttpResponse:
    """Lead to the page of the proof, or back with the reason why there is none."""
    address = proof_address(statement) if statement else ""
    if statement is None:
        messages.error(request, _("Nothing was public that a proof could state."))
    elif not address:
        messages.error(request, _("The proof cannot be made now: this machine makes no PDFs."))
    return HttpResponseRedirect(address or back)


URLS: list[Any] = [
    path("yearly-showcase/<int:number>/<int:year>/", yearly_showcase, name="yearly_showcase"),
    path("yearly-showcase/stories/<int:key>/<int:year>/", story_proof, name="story_proof"),
]
