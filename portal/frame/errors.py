"""Pages for requests that cannot be answered."""

from __future__ import annotations

import logging
import secrets

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 400 for a malformed parameter, named on the page, or as JSON where JSON was requested.

    Anything else that Django refuses (an unknown host, a forged form) gets no page: the page would read the host again
    and be refused again.
    """
    if not isinstance(exception, BadRequest):
        return HttpResponse("400", status=400, content_type="text/plain")
    if request.GET.get("format") == "json":
        return JsonResponse({"error": str(exception)}, status=400, json_dumps_params={"ensure_ascii": False})
    return render(request, "400.html", {"detail": str(exception), "noindex": True}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 500 with a number that stands in the log beside what went wrong, so that a reader can name it.

    Without the context of other pages, which may be what is broken.
    """
    reference = secrets.token_hex(4)
    logger.error("error %s at %s", reference, request.path, exc_info=True)  # noqa: LOG014 - Django calls this while it handles the exception
    return HttpResponse(loader.get_template("500.html").render({"reference": reference}), status=500)
