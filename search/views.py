"""/search/ as a page, as a fragment for htmx, and as JSON."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django_htmx.middleware import HtmxDetails

from search import plan, unavailable
from search.as_json import as_json
from search.current import engine
from search.engines.base import SearchUnavailable
from search.filter_column import unknown_code
from search.page import search_context, similar_context
from search.query import BadQuery, SearchQuery
from search.results import SearchResults, Tier
from search.vocabulary import vocabulary

logger = logging.getLogger(__name__)


def search(request: HttpRequest) -> HttpResponse:
    """Every parameter is read, checked and limited by SearchQuery; what it refuses gets a page that says why."""
    try:
        query = _query(request)
    except BadQuery as bad:
        return _refused(request, bad)
    try:
        results = plan.search(engine(), query, vocabulary=vocabulary())
    except SearchUnavailable as trouble:
        logger.warning("search: %s; browsing from the database", trouble)
        return unavailable.browse(request, query)
    if beyond := _beyond(query, results):
        return _refused(request, beyond)
    if query.format == "json":
        return JsonResponse(as_json(results), json_dumps_params={"ensure_ascii": False})
    return _html(request, query, results)


def _query(request: HttpRequest) -> SearchQuery:
    query = SearchQuery.from_params(dict(request.GET.lists()), get_language() or "zh-hans")
    if unknown := unknown_code(query):
        raise BadQuery(unknown[0], f"unknown: {unknown[1]}", status=404)
    return query


def _beyond(query: SearchQuery, results: SearchResults) -> BadQuery | None:
    """What only the engine can tell of a well-formed address: no such page, no such story."""
    if query.like and results.tier is Tier.NOTHING:
        return BadQuery("like", f"unknown: {query.like}", status=404)
    return None if results.page_exists else BadQuery("page", "beyond the last page", status=404)


def _refused(request: HttpRequest, bad: BadQuery) -> HttpResponse:
    return render(request, "search/bad_query.html", {"bad": bad, "noindex": True}, status=bad.status)


def _html(request: HttpRequest, query: SearchQuery, results: SearchResults) -> HttpResponse:
    htmx = HtmxDetails(request)
    fragment = bool(htmx) and not htmx.history_restore_request
    if query.like:
        template = "includes/similar.html" if fragment else "search/similar_page.html"
        response = render(request, template, similar_context(results))
    else:
        template = "search/_results.html" if fragment else "search/search_page.html"
        response = render(request, template, {**search_context(request, results), "oob": fragment})
    patch_vary_headers(response, ["HX-Request"])
    return response
