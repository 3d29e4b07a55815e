"""Pages for requests that cannot be answered."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a parameter of the wrong form, named on the page; as JSON where JSON was asked for.

    Anything else that Django refuses (an unknown host, a forged form) gets no page: its frame would ask for the host
    again and be refused again.
    """
    if not isinstance(exception, BadRequest):
        return HttpResponse("400", status=400, content_type="text/plain")
    if request.GET.get("format") == "json":
        return JsonResponse({"error": str(exception)}, status=400, json_dumps_params={"ensure_ascii": False})
    return render(request, "400.html", {"detail": str(exception), "noindex": True}, status=400)
