"""/search/ as a page, as a fragment for htmx, and as data: JSON, CSV, Atom."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from portal.answer_form import Form, form_of
from search import plan, sought, unavailable
from search.as_atom import as_atom, feed_query
from search.as_csv import as_csv
from search.as_json import as_json
from search.current import engine
from search.engines.base import SearchUnavailable
from search.expired import without_expired
from search.filter_column import unknown_code
from search.help.context import help_context, meant_texts
from search.page import search_context
from search.place import SEARCH_PAGE, Place
from search.query import BadQuery, SearchQuery
from search.results import Hit, SearchResults
from search.similar_page import similar_context, similar_results
from search.typed_ranges import has_typed_range
from search.vocabulary import vocabulary

logger = logging.getLogger(__name__)

Answer = HttpResponse | StreamingHttpResponse


def search(request: HttpRequest) -> Answer:
    """The search over all stories."""
    return answer(request, SEARCH_PAGE)


def answer(request: HttpRequest, place: Place) -> Answer:
    """Every parameter is read, checked and limited by SearchQuery; what it refuses gets a page that says why."""
    try:
        query = _query(request)
    except BadQuery as bad:
        return _refused(request, bad)
    if has_typed_range(request.GET) and form_of(request) is Form.PAGE:
        return redirect(f"{request.path}?{query.to_query_string()}")
    try:
        return _answer(request, query, place)
    except BadQuery as bad:
        return _refused(request, bad)
    except SearchUnavailable as trouble:
        logger.warning("search: %s; browsing from the database", trouble)
        return unavailable.browse(request, query, place)


def _query(request: HttpRequest) -> SearchQuery:
    query = SearchQuery.from_params(dict(request.GET.lists()), get_language() or "zh-hans")
    if unknown := unknown_code(query):
        raise BadQuery(unknown[0], f"unknown: {unknown[1]}", status=404)
    return query


def _answer(request: HttpRequest, query: SearchQuery, place: Place) -> Answer:
    match query.format:
        case "csv":
            response: Answer = as_csv(query, _every_hit(query, place))
        case "atom":
            response = as_atom(_results(feed_query(query), place), request.path, place.name)
        case "json":
            results = _results(query, place)
            found = as_json(results, meant_texts(results, place.presets))
            response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
        case _:
            return _html(request, query, place)
    response["X-Robots-Tag"] = "noindex"
    return response


def _every_hit(query: SearchQuery, place: Place) -> Iterable[Hit]:
    """The whole set, whatever page was asked for. Raises as `_results`."""
    if query.like:
        return similar_results(query.with_page(1), place.presets).hits
    return plan.every_hit(without_expired(engine()), query, place.presets, vocabulary())


def _results(query: SearchQuery, place: Place) -> SearchResults:
    """Raises SearchUnavailable, and BadQuery for what only the engine can tell: no such page, no such story."""
    if query.like:
        return similar_results(query, place.presets)
    results = plan.search(without_expired(engine()), query, place.presets, vocabulary())
    if not results.page_exists:
        raise BadQuery("page", "beyond the last page", status=404)
    return results


def _refused(request: HttpRequest, bad: BadQuery) -> HttpResponse:
    if request.GET.get("format") == "json":
        body = {"error": str(bad), "parameter": bad.parameter, "demo": settings.DEMO}
        return JsonResponse(body, status=bad.status, json_dumps_params={"ensure_ascii": False})
    return render(request, "search/bad_query.html", {"bad": bad, "noindex": True}, status=bad.status)


def _html(request: HttpRequest, query: SearchQuery, place: Place) -> HttpResponse:
    fragment = form_of(request) is Form.FRAGMENT
    if query.like:
        template = "includes/similar.html" if fragment else "search/similar_page.html"
        response = render(request, template, similar_context(query, place.presets))
    else:
        results = _results(query, place)
        template = "search/_results.html" if fragment else place.template
        context = {
            **search_context(request, results),
            **help_context(results, place.presets),
            **place.context(),
            "oob": fragment,
        }
        response = render(request, template, context)
        if fragment:
            # The address kept is the query's own, without the empty fields of the form.
            response["HX-Push-Url"] = f"{request.path}?{results.query.to_query_string()}"
        else:
            sought.note(results.query, results)
    return response
