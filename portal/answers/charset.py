"""Refuses forms in encodings whose characters no answer can contain."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest


def require_utf8(request: HttpRequest) -> None:
    """Raise BadRequest for a request in another encoding: UTF-7 has half surrogates."""
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise BadRequest("charset")
