"""Uploaded files, served by the site itself where no other host is set."""

from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

_SHOWN_INLINE = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"}
# A drawing opened on its own address runs nothing and loads nothing, whatever slipped through at upload.
_DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below MEDIA_ROOT; what is not an image is offered as a download, never rendered."""
    if path.startswith("documents/"):
        raise Http404  # documents have an address of their own that asks who may read them
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    if PurePath(path).suffix.lower() not in _SHOWN_INLINE:
        response["Content-Disposition"] = "attachment"
    if PurePath(path).suffix.lower() == ".svg":
        response["Content-Security-Policy"] = _DRAWING_POLICY
    return response
