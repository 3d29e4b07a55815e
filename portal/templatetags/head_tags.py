"""Template tags of the `<head>` of a page: what search engines and programs that show a link read."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.structured_data import breadcrumbs
from portal.pages.base import BasePage

register = template.Library()

LONGEST = 300
"""Characters of a description; what is shown of it elsewhere is shorter."""


@register.simple_block_tag(takes_context=True)
def whole_title(context: Context, content: str) -> SafeString:
    """Return the title of the page and of the site; what comes after it in the head knows it as `shown_title`."""
    title = context["shown_title"] = _words(content)
    return format_html("{} · {}", title, _("Lüjian"))


@register.simple_block_tag(takes_context=True)
def description_tags(context: Context, content: str) -> SafeString:
    """Return title and description as programs read them that show a link; a page without words is named in it."""
    title = context.get("shown_title", "")
    told = _words(content) or _(
        "%(title)s: green factories and parks of Fujian, what they did, what it cost and what it saved."
    ) % {"title": title}
    told = told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
    tags = (("name", "description", told), ("property", "og:title", title), ("property", "og:description", told))
    return format_html_join("\n", '<meta {}="{}" content="{}">', tags)


@register.simple_tag(takes_context=True)
def address_tags(context: Mapping[str, Any]) -> SafeString:
    """Return the one address under which this content is to be known, and the card that is shown with a link to it.

    A page that search engines are asked to leave out has none.
    """
    if context.get("noindex") or "request" not in context:
        return mark_safe("")
    address = context.get("canonical_url") or settings.SITE_URL + _own_address(context["request"])
    page = context.get("page")
    kind = "article" if getattr(page, "is_article", False) else "website"
    language = get_language() or settings.LANGUAGE_CODE
    named = (
        ("og:url", address),
        ("og:type", kind),
        ("og:site_name", _("Lüjian")),
        ("og:locale", "en_GB" if language == "en" else "zh_CN"),
        ("og:image", settings.SITE_URL + _card_address(page)),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
    )
    canonical = format_html('<link rel="canonical" href="{}">\n', address)
    large = mark_safe('\n<meta name="twitter:card" content="summary_large_image">')
    return canonical + format_html_join("\n", '<meta property="{}" content="{}">', named) + large


@register.simple_tag(takes_context=True)
def structured_data_tags(context: Mapping[str, Any]) -> SafeString:
    """Return what the page says of itself for machines (`structured_data`, where it does), and the way to it."""
    crumbs = context.get("crumbs") or ()
    said = (context.get("structured_data"), breadcrumbs(crumbs) if len(crumbs) > 1 else "")
    tag = '<script type="application/ld+json">{}</script>'
    return format_html_join("\n", tag, ((one,) for one in said if one))


def _own_address(request: HttpRequest) -> str:
    """Return the path, with the page of a list where that is not its first: other parameters narrow what it shows."""
    number = request.GET.get("page", "")
    return (
        f"{request.path}?page={number}" if number.isdecimal() and number.strip("0") not in ("", "1") else request.path
    )


def _card_address(page: Any) -> str:
    if isinstance(page, BasePage) and page.live:
        return reverse("social_card", args=[page.translation_key])
    return reverse("site_card")


def _words(rendered: str) -> str:
    """Return what a rendered block says, as plain text in one line."""
    return " ".join(html.unescape(rendered).split())
