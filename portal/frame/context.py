"""The context of base.html on every page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from portal.caching.content_version import cached_by_version, kept_each
from portal.caching.known_hosts import known_host
from portal.frame.frame import LanguageLink, NavItem
from portal.frame.site_frame import SiteFrame
from portal.pages.visibility import public_pages

# The entries of the header and their addresses; sections are pages under the home page of each language.
_SECTIONS = (
    ("cases/", gettext_noop("Case studies")),
    ("technologies/", gettext_noop("Technologies")),
    ("practices/", gettext_noop("Practices")),
    ("enterprises/", gettext_noop("Enterprises")),
    ("register/", gettext_noop("Register")),
    ("notices/", gettext_noop("Notices")),
)


def home_path(language: str) -> str:
    """Return the path of the home page in a language."""
    return "/en/" if language == "en" else "/"


def navigation(request: HttpRequest) -> tuple[NavItem, ...]:
    """Return the entries of the header."""
    base = home_path(get_language() or "zh-hans")
    return tuple(
        NavItem(label=_(label), url=base + path, current=request.path.startswith(base + path))
        for path, label in _SECTIONS
    )


def language_links(request: HttpRequest, page: Page | None) -> tuple[LanguageLink, ...]:
    """The same address in each language, with its query: the page's live translations, or the same view."""
    current = get_language() or "zh-hans"
    found = _view_urls(request) if page is None else _page_urls(request, page, current)
    return tuple(
        LanguageLink(
            code=code,
            label=name,
            url=found.get(code, home_path(code)),
            current=code == current,
            is_fallback=code not in found,
        )
        for code, name in (("zh-hans", "中文"), ("en", "English"))
    )


def _page_urls(request: HttpRequest, page: Page, current: str) -> dict[str, str]:
    """Return the translations of a page with the query it was asked with; a preview has another address and query."""
    found: dict[str, str] = kept_each("translations", page.pk, partial(_translated_urls, page))
    query = request.META.get("QUERY_STRING", "")
    if not query or request.path != found.get(current):
        return found
    return {code: f"{address}?{query}" for code, address in found.items()}


def _translated_urls(page: Page) -> dict[str, str]:
    pages = public_pages(page.get_translations(inclusive=True)).filter(alias_of=None).select_related("locale")
    return {found.locale.language_code: found.url for found in pages if found.url}


def _view_urls(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    if match is None or match.url_name in (None, "wagtail_serve"):
        return {}
    query = request.META.get("QUERY_STRING", "")
    urls = {}
    for code in ("zh-hans", "en"):
        with override(code):
            try:
                path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            except NoReverseMatch:
                continue
        urls[code] = f"{path}?{query}" if query else path
    return urls


def demo_notice() -> str:
    """Return the notice of a demonstration, shown on every page and in every file; else empty."""
    return _("Demonstration, not a government site") if settings.DEMO else ""


def _frame(request: HttpRequest) -> SiteFrame | None:
    site = Site.find_for_request(request)
    return SiteFrame.for_site(site) if site else None


def _cached_frame(request: HttpRequest) -> SiteFrame | None:
    host = known_host(request)
    return cached_by_version(f"frame:{host}", lambda: _frame(request)) if host else _frame(request)


def _footer_links(base: str) -> tuple[NavItem, ...]:
    return (
        NavItem(_("For your plant"), f"{base}for-your-plant/"),
        NavItem(_("Collections of stories"), f"{base}collections/"),
        NavItem(_("Visits"), f"{base}visits/"),
        NavItem(_("Contribute a case"), f"{base}contribute/"),
        NavItem(_("About Lüjian"), f"{base}about/"),
        NavItem(_("Site in figures"), f"{base}about/statistics/"),
    )


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page; a context processor. Empty for the admin, which has its own frame."""
    if request.path.startswith("/admin/"):
        return {}
    return {
        "nav_items": navigation(request),
        "language_links": language_links(request, None),
        "frame": _cached_frame(request),
        "footer_links": _footer_links(home_path(get_language() or "zh-hans")),
        "demo": settings.DEMO,
        "home_url": home_path(get_language() or "zh-hans"),
        "search_url": home_path(get_language() or "zh-hans") + "search/",
        "site_url": settings.SITE_URL,
    }
