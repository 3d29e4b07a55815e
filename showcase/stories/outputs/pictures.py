"""The pictures of a story as JPEG, for files that leave the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from portal.models import Image
from showcase.stories.outputs.document import Picture, StoryDocument

_SIZE = "max-1600x1600|format-jpeg"
_DRAWN = "max-1600x1600|preserve-svg"


def picture_files(document: StoryDocument) -> Mapping[Any, bytes]:
    """Return the content of each picture that can be written as JPEG."""
    files = {}
    for image in _pictures(document):
        with image.get_rendition(_SIZE).file.open("rb") as file:
            files[image] = file.read()
    return files


def picture_addresses(document: StoryDocument, *, drawings: bool = False) -> Mapping[Any, str]:
    """Return the whole address of each picture that can be written as JPEG; `drawings`: of each SVG too."""
    found = {image: _address(image, _SIZE) for image in _pictures(document)}
    if drawings:
        found |= {image: _address(image, _DRAWN) for image in _all(document) if image.is_svg()}
    return found


def _address(image: Image, size: str) -> str:
    return f"{settings.SITE_URL}{image.get_rendition(size).url}"


def _pictures(document: StoryDocument) -> Iterable[Image]:
    """Return what can be written as JPEG: a drawing stays on the site, its caption says what it shows."""
    return [image for image in _all(document) if not image.is_svg()]


def _all(document: StoryDocument) -> Iterable[Image]:
    return dict.fromkeys(part.image for part in document.parts if isinstance(part, Picture))
