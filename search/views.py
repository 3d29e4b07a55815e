"""`/search/` as a page, as a fragment for htmx, and as data: JSON, CSV, Atom."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from portal.answers.answer_form import Form, form_of
from search import zero_results
from search.core import plan
from search.core.engine import SearchUnavailable
from search.core.query import BEYOND_LAST, BadQuery, SearchQuery
from search.core.results import Hit, SearchResults
from search.core.typed_ranges import has_typed_range
from search.help.context import help_context, meant_texts
from search.index.current import engine
from search.index.expired import without_expired
from search.outputs.as_atom import as_atom, feed_query
from search.outputs.as_csv import as_csv
from search.outputs.as_json import as_json
from search.page import unavailable
from search.page.filter_column import unknown_code
from search.page.search_page import search_context
from search.page.search_place import SEARCH_PAGE, SearchPlace
from search.page.similar_page import similar_context, similar_results
from search.text.vocabulary import vocabulary

logger = logging.getLogger(__name__)

Response = HttpResponse | StreamingHttpResponse


def search(request: HttpRequest) -> Response:
    """Answer the search over all stories."""
    return search_response(request, SEARCH_PAGE)


def search_response(request: HttpRequest, place: SearchPlace) -> Response:
    """Read, check and limit every parameter by SearchQuery; what it refuses gets a page that says why."""
    try:
        query = _query(request)
    except BadQuery as bad:
        return _refused(request, bad)
    if has_typed_range(request.GET) and form_of(request) is Form.PAGE:
        return redirect(f"{request.path}?{query.to_query_string()}")
    try:
        return _response_for(request, query, place)
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


def _response_for(request: HttpRequest, query: SearchQuery, place: SearchPlace) -> Response:
    match query.format:
        case "csv":
            response: Response = as_csv(query, _every_hit(query, place))
        case "atom":
            response = as_atom(_results(feed_query(query), place), request.path, place.name)
        case "json":
            results = _results(query, place)
            payload = as_json(results, meant_texts(results, place.presets))
            response = JsonResponse(payload, json_dumps_params={"ensure_ascii": False})
        case _:
            return _html(request, query, place)
    response["X-Robots-Tag"] = "noindex"
    return response


def _every_hit(query: SearchQuery, place: SearchPlace) -> Iterable[Hit]:
    """Return the whole set, whatever page was requested. Raises as `_results`."""
    if query.like:
        return similar_results(query.with_page(1), place.presets).hits
    return plan.every_hit(without_expired(engine()), query, place.presets, vocabulary())


def _results(query: SearchQuery, place: SearchPlace) -> SearchResults:
    """Return one page of results. Raises SearchUnavailable, and BadQuery for a page or story that does not exist."""
    if query.like:
        return similar_results(query, place.presets)
    results = plan.search(without_expired(engine()), query, place.presets, vocabulary())
    if not results.page_exists:
        raise BadQuery("page", BEYOND_LAST, status=404, back=query.with_page(results.pages).to_query_string())
    return results


def _refused(request: HttpRequest, bad: BadQuery) -> HttpResponse:
    if request.GET.get("format") == "json":
        body = {"error": str(bad), "parameter": bad.parameter, "demo": settings.DEMO}
        return JsonResponse(body, status=bad.status, json_dumps_params={"ensure_ascii": False})
    return render(request, "search/bad_query.html", {"bad": bad, "noindex": True}, status=bad.status)


def _html(request: HttpRequest, query: SearchQuery, place: SearchPlace) -> HttpResponse:
    fragment = form_of(request) is Form.FRAGMENT
    if query.like:
        template = "includes/similar.html" if fragment else "search/similar_page.html"
        response = render(request, template, similar_context(query, place.presets))
    else:
        results = _results(query, place)
        template = "search/_results.html" if fragment else place.template
        context = {
            **search_context(request, results, place.finder),
            **help_context(results, place.presets),
            **place.context(),
            "oob": fragment,
        }
        response = render(request, template, context)
        if fragment:
            # The address in the browser's history is the query's own, without the empty fields of the form.
            response["HX-Push-Url"] = f"{request.path}?{results.query.to_query_string()}"
        else:
            zero_results.note(results.query, results)
    return response
