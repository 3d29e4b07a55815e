"""When the engine does not answer: browsing from the database, with status 503, saying so."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.paging import pager
from search.query import SearchQuery
from showcase.models import Industry, StoryPage, Technique
from showcase.stories.card_builder import story_cards
from showcase.stories.coded import coded_stories, count_industries, count_techniques
from showcase.vocabulary.chips import industry_chip, technique_chip

PER_PAGE = 20
RETRY_SECONDS = 30


def browse(request: HttpRequest, query: SearchQuery) -> HttpResponse:
    """Newest stories, industries and techniques with counts; nothing of the query but its page is honoured."""
    if query.format == "json":
        response: HttpResponse = JsonResponse({"error": "search unavailable", "demo": settings.DEMO}, status=503)
    else:
        response = render(request, "search/browse_fallback.html", _context(query), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _context(query: SearchQuery) -> dict[str, object]:
    stories = coded_stories()
    industries, techniques = count_industries(stories), count_techniques(stories)
    pages = max(1, -(-len(stories) // PER_PAGE))
    number = min(query.page, pages)
    newest = StoryPage.objects.sources().published().newest_first()
    return {
        "q": query.text,
        "total": len(stories),
        "cards": story_cards(newest[(number - 1) * PER_PAGE : number * PER_PAGE].specific()),
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
