"""Finds what an address of this site shows to everybody: a page, a term, an enterprise, a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page

from portal.pages.base import InfoPage
from portal.pages.routing import page_at
from portal.pages.visibility import is_public
from showcase.enterprises.models import Enterprise
from showcase.stories.models import StoryPage
from showcase.vocabulary.models import CodedTerm, Industry, Region, Technique

LONGEST = 500
LISTS = frozenset(
    {
        *("search", "enterprises", "register", "register_statistics", "register_changes", "public_counts"),
        *("compare", "for_your_plant", "contribute"),
    }
)
"""Views that show to everybody what they show, whatever the rest of the address says."""
TERMS: dict[str, type[CodedTerm]] = {"industry": Industry, "technique": Technique, "region": Region}
PAGE, ENTERPRISE = "wagtail_serve", "enterprise"
VIEWS = LISTS | TERMS.keys() | {ENTERPRISE}

# A path of this site: one slash, then no backslash, space or control character, and no other host after "//".
_FORM = re.compile(r"/(?!/)[^\\\s\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """What stands at an address. `name` stays, whatever the address becomes: `page/…`, `technique/T02.01`, `register`.

    `title`: empty for views that have no title of their own. `is_ratable`: readers are asked whether it was useful.
    `story`: primary key of a story, which has a form of its own; else 0.
    """

    address: str
    name: str
    title: str = ""
    is_ratable: bool = False
    story: int = 0


def public_place(address: str, request: HttpRequest) -> PublicPlace | None:
    """Return what everybody may see at this address now; None for every other text."""
    if len(address) > LONGEST or not _FORM.fullmatch(address):
        return None
    path = unquote(urlsplit(address).path)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return None
        return _page(address, match, request) if match.url_name == PAGE else _view(address, match)


def _page(address: str, match: ResolverMatch, request: HttpRequest) -> PublicPlace | None:
    page = page_at(request, match.args[0] if match.args else "")
    if page is None or not is_public(page):
        return None
    return PublicPlace(
        address, name_of(page), page.title, is_ratable(page), page.pk if isinstance(page, StoryPage) else 0
    )


def name_of(page: Page) -> str:
    """Return the name under which a page counts, the same in all languages."""
    return f"page/{page.translation_key}"


def is_ratable(page: Any) -> bool:
    """Say whether readers are asked if this page was useful."""
    return isinstance(page, (StoryPage, InfoPage))


def _view(address: str, match: ResolverMatch) -> PublicPlace | None:
    view = match.url_name or ""
    if view in LISTS:
        return PublicPlace(address, view)
    if view in TERMS:
        code = str(match.kwargs["code"])
        term = TERMS[view]._default_manager.filter(code=code).first()  # noqa: SLF001 - Django's public way
        return PublicPlace(address, f"{view}/{code}", term.label, is_ratable=True) if term else None
    if view == ENTERPRISE:
        return _enterprise(address, match.kwargs["number"])
    return None


def _enterprise(address: str, number: int) -> PublicPlace | None:
    found = Enterprise.objects.published().filter(number=number).exists()
    return PublicPlace(address, f"{ENTERPRISE}/{number}") if found else None
