"""Uploaded pictures, served by the site itself to whoever may see them."""

import posixpath
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.media import Image, Rendition
from portal.public_files import ADMIN, is_open_to, is_public

_SHOWN_INLINE = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"}
# A drawing opened on its own address runs nothing and loads nothing, whatever slipped through at upload.
_DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_AVATARS = "avatar_images/"  # of accounts: the admin alone shows them
# What is public now may be private in a minute: whoever keeps it asks again each time, and is told "not modified".
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-cache"


def stored_name(path: str) -> str | None:
    """The name under which an address means a stored file; None where it is spelled in any other way.

    An address has one spelling: what would have to be normalised first (`//`, `./`, `x/../`, a backslash, a NUL) is
    no address of ours, so no rule is ever asked about one name while another is opened.
    """
    if "\\" in path or "\0" in path or path.startswith("/") or path != posixpath.normpath(path):
        return None
    return path


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or one of its renditions, to whoever may see it; 404 for anything else below MEDIA_ROOT."""
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
    """`Cache-Control` for this file and this reader; None where they may not have it."""
    if name.startswith(_AVATARS):
        return PRIVATE if request.user.has_perm(ADMIN) else None
    image = image_of(name)
    if image is None:
        return None
    return caching_of(request, image)


def caching_of(request: HttpRequest, file: Any) -> str | None:
    """The same for an image or a document."""
    if is_public(file):
        return PUBLIC
    return PRIVATE if is_open_to(request, file) else None


def image_of(name: str) -> Image | None:
    """The image whose original, or a rendition of which, is stored under this name."""
    rendition = Rendition.objects.filter(file=name).select_related("image__collection").first()
    if rendition is not None:
        return rendition.image
    return Image.objects.filter(file=name).select_related("collection").first()
