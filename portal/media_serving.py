"""Uploaded pictures, served by the site itself where no other host is set."""

import posixpath
from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

_SHOWN_INLINE = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"}
# A drawing opened on its own address runs nothing and loads nothing, whatever slipped through at upload.
_DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Where Wagtail puts images and their renditions; all else below MEDIA_ROOT is not for readers.
_FOLDERS = ("images/", "original_images/")


def stored_name(path: str) -> str | None:
    """The name under which an address means a stored picture; None where it is spelled in any other way.

    An address has one spelling: what would have to be normalised first (`//`, `./`, `x/../`, a backslash, a NUL) is
    no address of ours, so no rule is ever asked about one name while another is opened.
    """
    if "\\" in path or "\0" in path or path != posixpath.normpath(path):
        return None
    return path if path.startswith(_FOLDERS) else None


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture below MEDIA_ROOT; what is not an image is offered as a download, never rendered."""
    name = stored_name(path)
    if name is None:
        raise Http404
    response = serve(request, name, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    if PurePath(path).suffix.lower() not in _SHOWN_INLINE:
        response["Content-Disposition"] = "attachment"
    if PurePath(path).suffix.lower() == ".svg":
        response["Content-Security-Policy"] = _DRAWING_POLICY
    return response
