"""What the page of a finder shows besides the results."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context import home_path
from portal.crumbs import crumb_above
from portal.frame import Crumb
from search.finders.models import FinderPage
from search.labels import Label, labels
from search.place import Place
from search.query import Presets


def place_of(page: FinderPage, request: HttpRequest) -> Place:
    """The finder as a place for a search."""
    presets = page.presets
    return Place(
        presets=presets,
        template=page.template,
        name=page.title,
        context=lambda: {
            **page.get_context(request),
            "crumbs": _crumbs(page),
            "page_title": page.seo_title or page.title,
            "page_description": page.search_description or page.introduction,
            "within": _within(presets),
        },
    )


def _crumbs(page: FinderPage) -> tuple[Crumb, ...]:
    return (Crumb(_("Home"), home_path(get_language() or "zh-hans")), *crumb_above(page), Crumb(page.title))


def _within(presets: Presets) -> tuple[Label, ...]:
    """What is fixed, in the reader's language; one query for each facet with a preset."""
    return tuple(
        known[code]
        for facet, codes in presets.choices.items()
        for known in [labels(facet, codes)]
        for code in codes
        if code in known
    )
