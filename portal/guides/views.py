"""The guides in the admin: the index and one page each, for everybody who may sign in there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from portal.guides.shelves import guide, shelves

ICON = "help"


def index(request: HttpRequest) -> HttpResponse:
    """List all guides by the kind of work."""
    listed = [(shelf.heading, [guide(slug) for slug in shelf.slugs]) for shelf in shelves()]
    return render(request, "portal/admin/guides.html", {"shelves": listed, **_header(_("Guides"))})


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guide; 404 where there is none with this slug."""
    found = guide(slug)
    if found is None:
        raise Http404
    return render(request, "portal/admin/guide.html", {"guide": found, **_header(found.title, reverse("guides"))})


def _header(title: str, parent: str = "") -> dict[str, Any]:
    """Return the crumbs and the title of a page; `parent`: the address of the index, on the page of a guide."""
    above = [{"url": parent, "label": _("Guides")}] if parent else []
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, *above, {"url": "", "label": title}]
    return {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": ICON}


def menu_item() -> MenuItem:
    """Return the menu item of the guides."""
    return MenuItem(gettext_lazy("Guides"), reverse("guides"), name="guides", icon_name=ICON, order=12_000)


URLS = [
    path("guides/", index, name="guides"),
    path("guides/<slug:slug>/", show, name="guide"),
]
