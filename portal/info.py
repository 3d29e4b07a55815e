"""What an information page shows beside its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context import home_path
from portal.crumbs import crumb_above
from portal.frame import Crumb, NavItem
from portal.pages import InfoPage
from portal.source_list import source_items
from portal.templatetags.portal_tags import anchor_id, shown_date
from portal.text_language import foreign_language
from portal.visibility import public_pages


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page: `id` is its address on the page."""

    id: str
    label: str


def info_context(page: InfoPage) -> dict[str, Any]:
    """Everything `portal/info_page.html` names; sources and the day they were looked at stand on the Chinese page."""
    source: InfoPage = page.source
    parent = page.get_parent() if page.path else None
    is_below = parent is not None and isinstance(parent.specific, InfoPage)
    above = crumb_above(page) if is_below else ()
    return {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or "zh-hans")), *above, Crumb(page.title)),
        "anchors": tuple(
            Heading(anchor_id(block.value), str(block.value)) for block in page.body if block.block_type == "heading"
        ),
        "sources": source_items(source.sources.all()),
        "confirmed_on": shown_date(source.confirmed_on),
        "siblings": _siblings(page, parent if is_below else page),
    }


def _siblings(page: InfoPage, top: Any) -> tuple[NavItem, ...]:
    """The live pages of the same section, in the editor's order."""
    if not page.path:
        return ()
    pages = public_pages(top.get_children()).select_related("alias_of__locale")
    return tuple(
        NavItem(found.title, found.get_url() or "", current=found.pk == page.pk, language=foreign_language(found))
        for found in pages
    )
