"""What the script of the effects' form asks; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.pages.permissions import require_writer
from showcase.effects.reading import LONGEST_TEXT
from showcase.stories.effect_rows.answers import FIELDS, rows_of, understood

_LONGEST_FIELD = 500


@require_POST
def read(request: HttpRequest) -> JsonResponse:
    """Return the effects that the posted `text` states, as values of the form's fields."""
    require_writer(request)
    text = request.POST.get("text", "")
    if len(text) > LONGEST_TEXT:
        message = _("The text is too long: at most %(count)s characters are read at once.") % {"count": LONGEST_TEXT}
        return JsonResponse({"error": message}, status=400)
    return JsonResponse({"rows": rows_of(text, get_language() or "")})


@require_POST
def figure(request: HttpRequest) -> JsonResponse:
    """Return how the posted fields of a row are understood."""
    require_writer(request)
    fields: Mapping[str, Any] = {name: request.POST.get(name, "")[:_LONGEST_FIELD] for name in FIELDS}
    return JsonResponse(understood(fields, get_language() or ""))


URLS = [
    path("effects/read/", read, name="effects_read"),
    path("effects/figure/", figure, name="effects_figure"),
]
