"""Finds the page at an address at once; Wagtail asks every page above it in turn, at each request."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from portal.caching.content_version import kept_each
from portal.pages.visibility import standing_pages

PORTS = 50
"""Sites kept by host and port: the port is what the request says."""


class _Home(NamedTuple):
    """Where the pages of a language stand: below this part of `Page.url_path`, and of the tree."""

    url_path: str
    path: str


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at a path (`cases/dyeing/`), as Wagtail's own view does; raise Http404 where there is none.

    No page of this site has addresses of its own below itself.
    """
    found = page_at(request, path)
    # As `Page.route_for_request` does, which looks here first.
    request._wagtail_route_for_request = RouteResult(found) if found else None  # type: ignore[attr-defined]  # noqa: SLF001
    return serve(request, path)


def page_at(request: HttpRequest, path: str) -> Page | None:
    """Return the page published at a path in the language of the request, if only for some readers; else None.

    Two queries. Wagtail looks at `live` only, which the worker updates later.
    """
    site = _site(request)
    if site is None:
        return None
    home = kept_each("home-pages", site.root_page_id, lambda: _home(site))
    address = "".join(f"{part}/" for part in path.split("/") if part)
    pages = Page.objects.filter(url_path=home.url_path + address, path__startswith=home.path)
    found = standing_pages(pages).first()
    return found.specific if found else None


def _site(request: HttpRequest) -> Site | None:
    """Return the site of the host, and have Wagtail use it for the rest of the request."""
    host = split_domain_port(request.get_host())[0], request.get_port()
    site, _fields = kept_each("sites", host, lambda: _with_fields(Site.find_for_request(request)), PORTS)
    request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001 - as `Site.find_for_request` does
    return site


def _with_fields(site: Site | None) -> tuple[Site | None, dict[str, Any]]:
    """Return a site beside its fields: alone, it equals the site of before whatever was changed of it."""
    return site, model_to_dict(site) if site else {}


def _home(site: Site) -> _Home:
    home = site.root_page.localized
    return _Home(home.url_path, home.path)
