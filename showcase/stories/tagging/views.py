"""What the script of the tagging box asks; nothing is stored."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.pages.permissions import require_writer
from showcase.stories.tagging.answers import below, found, notes, suggested, texts_of
from showcase.vocabulary.tagging.stored import known

_LONGEST_QUERY = 100
LONGEST_TEXT = 200_000  # characters; the longest story of the demonstration has eight thousand


@require_GET
def find(request: HttpRequest) -> JsonResponse:
    """Return the terms that the typed `q` may mean."""
    require_writer(request)
    typed = request.GET.get("q", "")[:_LONGEST_QUERY]
    return JsonResponse(found(known(), typed, get_language() or ""))


@require_GET
def tree(request: HttpRequest) -> JsonResponse:
    """Return the terms right below `of`, the key of a term or the name of a vocabulary."""
    require_writer(request)
    return JsonResponse({"rows": below(known(), request.GET.get("of", ""), get_language() or "")})


@require_POST
def from_text(request: HttpRequest) -> JsonResponse:
    """Return the terms that the posted form names, without those `chosen`."""
    require_writer(request)
    damaged = JsonResponse({"error": _("The text could not be read. Save the draft and try again.")}, status=400)
    try:
        passages = list(texts_of(request.POST))
    except (AttributeError, KeyError, TypeError, ValueError):  # whatever Wagtail's blocks make of such data
        return damaged
    if sum(len(passage.text) for passage in passages) > LONGEST_TEXT:
        return damaged
    rows = suggested(known(), passages, request.POST.getlist("chosen"), get_language() or "")
    return JsonResponse({"rows": rows})


@require_POST
def pairs(request: HttpRequest) -> JsonResponse:
    """Return what is to be said of the terms `chosen`."""
    require_writer(request)
    return JsonResponse({"notes": notes(known(), request.POST.getlist("chosen"), get_language() or "")})


URLS = [
    path("tagging/find/", find, name="tagging_find"),
    path("tagging/tree/", tree, name="tagging_tree"),
    path("tagging/text/", from_text, name="tagging_text"),
    path("tagging/pairs/", pairs, name="tagging_pairs"),
]
