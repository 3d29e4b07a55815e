"""Which guide explains which place of the admin, and the link that leads there.

A place is the name of an address (`word_import_new`): its page has the link in its header. Any other name is that of a
panel, whose help text is `explained("place", _("…"))`, or of a template with `{% guide_link "place" %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.guides.shelves import address, guide


@dataclass(frozen=True, slots=True)
class GuideLink:
    """A section of a guide; the whole guide where `anchor` is empty."""

    slug: str
    anchor: str = ""


_links: dict[str, GuideLink] = {}


def register(place: str, slug: str, anchor: str = "") -> None:
    """Let the guide with this slug, from this section on, explain a place."""
    _links[place] = GuideLink(slug, anchor)


def links() -> Mapping[str, GuideLink]:
    """Return all places with what explains them."""
    return _links


def link_html(place: str) -> SafeString:
    """Return the link of a place, in the reader's language; nothing where no guide explains it.

    It opens beside the form, so that nothing typed is lost.
    """
    link = _links.get(place)
    found = guide(link.slug) if link else None
    if link is None or found is None:
        return SafeString()
    section = found.section(link.anchor)
    return format_html(
        '<a class="guide-link" href="{}" target="_blank" rel="noopener">{}<span class="w-sr-only"> {}</span></a>',
        address(f"{link.slug}#{link.anchor}" if link.anchor else link.slug),
        _("Guide: %(title)s") % {"title": section.heading if section else found.title},
        _("(in a new tab)"),
    )


def _with_link(place: str, text: Any) -> SafeString:
    return format_html("{} {}", text, link_html(place))


_explained = lazy(_with_link, SafeString)


def explained(place: str, text: Any = "") -> Any:
    """Return the help text of a panel with the link of its place behind it; read when it is shown."""
    return _explained(place, text)
