"""Pages for requests that cannot be answered."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


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
