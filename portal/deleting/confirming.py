"""The page before a page is deleted: what depends on it, and the reason that readers will find at its address."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page, ReferenceIndex

from portal.deleting.tombstones import explain, once_published
from portal.translation.translation import translations_of

NAMED = 20
"""Things that name the page, shown before it is deleted."""


class ReasonForm(forms.Form):
    """Why a page that was public is deleted."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, for readers"),
        help_text=gettext_lazy(
            "The page was published: its address will say that it was deleted, when, and why. Name no person."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def before_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show what depends on the page and ask for the reason; a POST without one is asked again."""
    needs_reason = once_published(page)
    form = ReasonForm(request.POST or None) if needs_reason else None
    if request.method == "POST":
        if form is None or form.is_valid():
            return None
        messages.error(request, _("Give the reason: readers find it at the address of the page."))
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "portal/admin/delete_page.html", _context(request, page, form))


def after_delete(request: HttpRequest, page: Page) -> None:
    """Keep the reason that was given."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        explain(page, form.cleaned_data["reason"])


def _context(request: HttpRequest, page: Page, form: ReasonForm | None) -> dict[str, Any]:
    usage = ReferenceIndex.get_references_to(page).group_by_source_object()
    below = page.get_descendant_count()
    title = page.get_admin_display_title()
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_explore", args=[page.get_parent().pk]), "label": _("Pages")},
            {"url": "", "label": _("Delete “%(title)s”") % {"title": title}},
        ],
        "header_title": _("Delete “%(title)s”") % {"title": title},
        "header_icon": "bin",
        "page": page,
        "form": form,
        "below": below,
        "translations": [one.get_admin_display_title() for one in translations_of(page).specific()],
        "users": [_named(found) for found, _references in islice(usage, NAMED)],
        "usage_count": usage.count(),
        "usage_url": reverse("wagtailadmin_pages:usage", args=[page.pk]),
        "may_unpublish": page.permissions_for_user(request.user).can_unpublish(),
        "back": back,
        "next": get_valid_next_url_from_request(request),
        "total_pages": below + 1,
        "types_name": below + 1
        >= getattr(settings, "WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT", 10),  # as Wagtail's own page
        "wagtail_site_name": settings.WAGTAIL_SITE_NAME,
    }


def _named(user: Any) -> str:
    """Return the title of what names the page; of a page the one that this user may know."""
    return str(user.get_admin_display_title() if isinstance(user, Page) else user)
