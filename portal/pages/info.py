"""The context of an information page besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb, NavItem
from portal.pages.base import InfoPage
from portal.pages.content import page_context
from portal.pages.source_list import source_items
from portal.pages.visibility import public_pages
from portal.templatetags.portal_tags import anchor_id, shown_date
from portal.text.citations import source_numbers
from portal.text.text_language import foreign_language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page; `id`: its anchor."""

    id: str
    label: str


@page_context.register
def info_context(page: InfoPage, request: HttpRequest) -> dict[str, Any]:
    """Everything `portal/info_page.html` names; sources and the day they were looked at stand on the Chinese page."""
    source: InfoPage = page.source
    numbers = source_numbers(source.sources.all())
    parent = page.get_parent() if page.path else None
    is_below = parent is not None and isinstance(parent.specific, InfoPage)
    above = crumb_above(page) if is_below else ()
    return {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or "zh-hans")), *above, Crumb(page.title)),
        "anchors": tuple(
            Heading(anchor_id(block.value), str(block.value)) for block in page.body if block.block_type == "heading"
        ),
        "source_numbers": numbers,
        "sources": source_items(source.sources.all(), numbers),
        "confirmed_on": shown_date(source.confirmed_on),
        "siblings": _siblings(page, parent if is_below else page),
    }


def _siblings(page: InfoPage, top: Any) -> tuple[NavItem, ...]:
    """Return the live pages of the same section, in the editor's order."""
    if not page.path:
        return ()
    pages = public_pages(top.get_children()).select_related("alias_of__locale")
    return tuple(
        NavItem(found.title, found.get_url() or "", current=found.pk == page.pk, language=foreign_language(found))
        for found in pages
    )
