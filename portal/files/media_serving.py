"""Serves uploaded pictures to users who may see them."""

import posixpath
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.files.media import Image, Rendition
from portal.files.public_files import ADMIN, is_open_to, is_public

_SHOWN_INLINE = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"}
# A drawing opened on its own address runs and loads nothing, whatever passed at upload.
_DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_AVATARS = "avatar_images/"  # of accounts: only the admin shows them
# What is public now may be private in a minute: caches must ask again each time, and get "not modified".
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-cache"


def stored_name(path: str) -> str | None:
    """Return the name of the stored file that an address means; None for any other spelling.

    An address has one spelling: anything that would have to be normalised first (`//`, `./`, `x/../`, a backslash, a
    NUL) is not an address of ours, so no rule is ever applied to one name while another file is opened.
    """
    if "\\" in path or "\0" in path or path.startswith("/") or path != posixpath.normpath(path):
        return None
    return path


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture or rendition to users who may see it; 404 for anything else below MEDIA_ROOT."""
    name = stored_name(path)
    caching = _caching(request, name) if name else None
    if name is None or caching is None:
        raise Http404
    response = serve(request, name, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = caching
    if PurePath(name).suffix.lower() not in _SHOWN_INLINE:
        response["Content-Disposition"] = "attachment"
    if PurePath(name).suffix.lower() == ".svg":
        response["Content-Security-Policy"] = _DRAWING_POLICY
    return response


def _caching(request: HttpRequest, name: str) -> str | None:
    """Return `Cache-Control` for this file and this reader; None where they may not have it."""
    if name.startswith(_AVATARS):
        return PRIVATE if request.user.has_perm(ADMIN) else None
    image = image_of(name)
    if image is None:
        return None
    return caching_of(request, image)


def caching_of(request: HttpRequest, file: Any) -> str | None:
    """Return the same for an image or a document."""
    if is_public(file):
        return PUBLIC
    return PRIVATE if is_open_to(request, file) else None


def image_of(name: str) -> Image | None:
    """Return the image whose original or rendition is stored under this name."""
    rendition = Rendition.objects.filter(file=name).select_related("image__collection").first()
    if rendition is not None:
        return rendition.image
    return Image.objects.filter(file=name).select_related("collection").first()
