"""What the page of a finder shows besides the results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb
from portal.pages.content import page_context, page_response
from search.core.query import Presets
from search.finders.models import FinderPage
from search.page.labels import Label, labels
from search.page.search_place import SearchPlace
from search.views import Response, search_response


@page_response.register
def finder_response(page: FinderPage, request: HttpRequest) -> Response:
    """Answer with the search within the presets, in all its forms."""
    return search_response(request, place_of(page, request))


@page_context.register
def finder_context(page: FinderPage, request: HttpRequest) -> dict[str, Any]:
    """Return what `search/finder_page.html` names beside the results and what every page has."""
    presets = page.presets
    return {
        "crumbs": _crumbs(page),
        "page_title": page.seo_title or page.title,
        "page_description": page.search_description or page.introduction,
        "within": _within(presets),
    }


def place_of(page: FinderPage, request: HttpRequest) -> SearchPlace:
    """The finder as a place for a search."""
    return SearchPlace(
        presets=page.presets,
        template=page.template,
        name=page.title,
        finder=str(page.translation_key),
        context=lambda: page.get_context(request),
    )


def _crumbs(page: FinderPage) -> tuple[Crumb, ...]:
    return (Crumb(_("Home"), home_path(get_language() or "zh-hans")), *crumb_above(page), Crumb(page.title))


def _within(presets: Presets) -> tuple[Label, ...]:
    """Return the labels of the presets in the reader's language; one query for each facet with a preset."""
    return tuple(
        known[code]
        for facet, codes in presets.choices.items()
        for known in [labels(facet, codes)]
        for code in codes
        if code in known
    )
