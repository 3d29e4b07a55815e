"""Pages for when the engine does not answer: browsing from the database, with status 503 and a notice."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.caching.content_version import cached_by_version
from portal.frame.paging import pager
from search.core.query import Presets, SearchQuery
from search.page.search_place import SearchPlace
from showcase.models import Industry, StoryPage, Technique
from showcase.pages.story import cards_in_order
from showcase.stories.coded import CodedStory, coded_stories, count_industries, count_techniques
from showcase.stories.filter_codes import filter_codes
from showcase.vocabulary.chips import industry_chip, technique_chip

PER_PAGE = 20
RETRY_SECONDS = 30


def browse(request: HttpRequest, query: SearchQuery, place: SearchPlace) -> HttpResponse:
    """Show newest stories, industries and techniques with counts; uses the query's page and a finder's presets only."""
    if query.format == "json":
        response: HttpResponse = JsonResponse({"error": "search unavailable", "demo": settings.DEMO}, status=503)
    else:
        response = render(request, "search/browse_fallback.html", _context(query, place), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _context(query: SearchQuery, place: SearchPlace) -> dict[str, object]:
    stories = _within(place.presets)
    industries, techniques = count_industries(stories), count_techniques(stories)
    pages = max(1, -(-len(stories) // PER_PAGE))
    number = min(query.page, pages)
    shown = [story.page_id for story in stories[(number - 1) * PER_PAGE : number * PER_PAGE]]
    return {
        "q": query.text,
        "finder": place.name,
        "total": len(stories),
        "cards": cards_in_order(shown),
        "pager": pager(number, pages, lambda n: f"?page={n}"),
        "industries": [
            industry_chip(term, industries[term.code])
            for term in Industry.objects.filter(level="industry_group")
            if industries[term.code]
        ],
        "techniques": [
            technique_chip(term, techniques[term.code])
            for term in Technique.objects.filter(parent=None)
            if techniques[term.code]
        ],
        "noindex": True,
        "page_title": _("Search is unavailable"),
    }


def _within(presets: Presets) -> tuple[CodedStory, ...]:
    """Return the public stories within the presets of a finder, newest first."""
    stories = coded_stories()
    if not presets.choices:
        return stories
    inside = cached_by_version(f"within:{_key(presets)}", lambda: _ids_within(presets))
    return tuple(story for story in stories if story.page_id in inside)


def _key(presets: Presets) -> str:
    return SearchQuery(choices=presets.choices).to_query_string()


def _ids_within(presets: Presets) -> frozenset[int]:
    """Read every public story with its facts; a constant number of queries."""
    pages = StoryPage.objects.sources().published().with_facts().specific()
    return frozenset(page.pk for page in pages if _fits(filter_codes(page), presets))


def _fits(codes: dict[str, tuple[str, ...]], presets: Presets) -> bool:
    return all(set(wanted) & set(codes.get(facet, ())) for facet, wanted in presets.choices.items())
