"""`/search/openapi.json`: what `format=json` takes and returns, as an OpenAPI 3.1 document.

Schemas come from the dataclasses of `search.outputs.answer`, parameters from `NARROWINGS` and the limits of
`search.core.query`, so the document always says what the code does.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from search.core.query import EVERY_FIGURE, FORMATS, MAX_CHOICES, MAX_HITS, MAX_TEXT, PAGE_SIZES, PER_PAGE, SORTS
from search.core.ranges import NARROWINGS, Narrowing, RangeFacet
from search.outputs.answer import RefusedAnswer, SearchAnswer, UnavailableAnswer
from showcase.pages.files.json_file import StoryAnswer

_REFERENCE = "#/components/schemas/{model}"
_ANSWERS = (SearchAnswer, RefusedAnswer, UnavailableAnswer, StoryAnswer)
_JSON = "application/json"


def openapi_json(request: HttpRequest) -> JsonResponse:
    """Return the document; pages of any host may read it."""
    headers = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
    return JsonResponse(document(), headers=headers, json_dumps_params={"ensure_ascii": False})


def document() -> dict[str, Any]:
    """Return the OpenAPI document as JSON-ready dictionaries."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "绿鉴 Lüjian: search",
            "version": "1",
            "description": "Stories of green manufacturing by text, industry, technique and result. "
            "Fields may be added, none change meaning.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            "/search/": {"get": _operation("searchInChinese", "Names and texts in Chinese")},
            "/en/search/": {"get": _operation("searchInEnglish", "Names and texts in English where there are any")},
            "/stories/{id}.json": {"get": _story("storyInChinese", "A story as its Chinese page shows it")},
            "/en/stories/{id}.json": {"get": _story("storyInEnglish", "A story as its English page shows it")},
        },
        "components": {"schemas": _schemas()},
    }


def _operation(name: str, summary: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [*_parameters(), *(_facet_parameter(facet) for facet in NARROWINGS.values())],
        "responses": {
            "200": _response("One page of the result set, or the whole of it as CSV", SearchAnswer, data=True),
            "400": _response("A parameter is malformed", RefusedAnswer),
            "404": _response("An unknown code or story, or a page beyond the last", RefusedAnswer),
            "503": _response("The search engine does not answer", UnavailableAnswer),
        },
    }


def _story(name: str, summary: str) -> dict[str, Any]:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    missing = {"description": "No story with this id is public in this language"}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [key],
        "responses": {"200": _response("The story", StoryAnswer), "404": missing},
    }


def _parameters() -> list[dict[str, Any]]:
    text = {"type": "string", "maxLength": MAX_TEXT}
    page = {"type": "integer", "minimum": 1, "maximum": MAX_HITS // PER_PAGE, "default": 1}
    return [
        _parameter("q", "Words to search for, in Chinese or English; longer texts are cut.", text),
        _parameter("sort", "Best match first, or one of the other orders.", {"enum": list(SORTS)}),
        _parameter("typed", "1: only the words as typed, no other names.", {"enum": ["1"]}),
        _parameter(
            "figures", "all: ranges and orders go by figures that do not compare, too.", {"enum": [EVERY_FIGURE]}
        ),
        _parameter("per", "Stories on a page.", {"enum": list(PAGE_SIZES), "default": PER_PAGE}),
        _parameter("like", "Id of a story: similar ones instead.", {"type": "string", "maxLength": 64}),
        _parameter("page", "Of json alone: csv is whole, atom begins with the newest.", page),
        _parameter("format", "json for this answer.", {"enum": list(FORMATS), "default": "html"}),
    ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _facet_parameter(facet: Narrowing) -> dict[str, Any]:
    values = {"type": "array", "maxItems": MAX_CHOICES, "items": {"type": "string", "pattern": _whole(facet)}}
    unit = f" in {facet.amount.unit}, both ends included" if isinstance(facet, RangeFacet) else ""
    described = _parameter(facet.parameter, f"{facet.label}{unit}: several are alternatives.", values)
    return {**described, "style": "form", "explode": True}


def _whole(facet: Narrowing) -> str:
    return f"^({facet.pattern.pattern})$"


def _response(description: str, answer: type[Any], *, data: bool = False) -> dict[str, Any]:
    content: dict[str, Any] = {_JSON: {"schema": {"$ref": _REFERENCE.format(model=answer.__name__)}}}
    if data:
        content |= {kind: {"schema": {"type": "string"}} for kind in ("text/csv", "application/atom+xml")}
    return {"description": description, "content": content}


@cache
def _schemas() -> dict[str, Any]:
    from pydantic import TypeAdapter  # heavy: only the document needs it

    written: Literal["serialization"] = "serialization"
    adapters: list[tuple[Any, Literal["serialization"], TypeAdapter[Any]]]
    adapters = [(answer, written, TypeAdapter(answer)) for answer in _ANSWERS]
    _, schemas = TypeAdapter.json_schemas(adapters, ref_template=_REFERENCE)
    return dict(schemas["$defs"])
