"""What base.html needs on every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.content_version import cached_by_version
from portal.frame import LanguageLink, NavItem
from portal.known_hosts import known_host
from portal.pages import BasePage
from portal.site_frame import SiteFrame
from portal.visibility import public_pages

# The six words of the header and where they lead; sections are pages under the home page of each language.
_SECTIONS = (
    ("cases/", "Case studies"),
    ("technologies/", "Technologies"),
    ("practices/", "Practices"),
    ("enterprises/", "Enterprises"),
    ("register/", "Register"),
    ("notices/", "Notices"),
)


def home_path(language: str) -> str:
    """Where the site begins in a language."""
    return "/en/" if language == "en" else "/"


def navigation(request: HttpRequest) -> tuple[NavItem, ...]:
    """The six words of the header."""
    base = home_path(get_language() or "zh-hans")
    return tuple(
        NavItem(label=_(label), url=base + path, current=request.path.startswith(base + path))
        for path, label in _SECTIONS
    )


def _section_labels() -> tuple[str, ...]:
    """Named once for makemessages, which reads literals only."""
    return (_("Case studies"), _("Technologies"), _("Practices"), _("Enterprises"), _("Register"), _("Notices"))


def language_links(request: HttpRequest, page: BasePage | None) -> tuple[LanguageLink, ...]:
    """The same address in each language: the page's live translations, or the same view under the other prefix."""
    current = get_language() or "zh-hans"
    found = _translated_urls(page) if page is not None else _view_urls(request)
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


def _translated_urls(page: BasePage) -> dict[str, str]:
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
    """What a demonstration says of itself on every page and in every file; empty where the site is none."""
    return _("Demonstration, not a government site") if settings.DEMO else ""


def _frame(request: HttpRequest) -> SiteFrame | None:
    site = Site.find_for_request(request)
    return SiteFrame.for_site(site) if site else None


def _cached_frame(request: HttpRequest) -> SiteFrame | None:
    host = known_host(request)
    return cached_by_version(f"frame:{host}", lambda: _frame(request)) if host else _frame(request)


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing of it is computed for the admin, which has its own frame."""
    if request.path.startswith("/admin/"):
        return {}
    return {
        "nav_items": navigation(request),
        "language_links": language_links(request, None),
        "frame": _cached_frame(request),
        "footer_links": (NavItem(_("About Lüjian"), home_path(get_language() or "zh-hans") + "about/"),),
        "demo": settings.DEMO,
        "home_url": home_path(get_language() or "zh-hans"),
        "search_url": home_path(get_language() or "zh-hans") + "search/",
        "site_url": settings.SITE_URL,
    }
