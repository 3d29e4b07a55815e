"""The pictures of a story as JPEG, for files that leave the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from portal.models import Image
from showcase.stories.outputs.document import Picture, StoryDocument

_SIZE = "max-1600x1600|format-jpeg"


def picture_files(document: StoryDocument) -> Mapping[Any, bytes]:
    """Return the content of each picture that can be written as JPEG."""
    files = {}
    for image in _pictures(document):
        with image.get_rendition(_SIZE).file.open("rb") as file:
            files[image] = file.read()
    return files


def picture_addresses(document: StoryDocument) -> Mapping[Any, str]:
    """Return the whole address of each picture that can be written as JPEG."""
    return {image: f"{settings.SITE_URL}{image.get_rendition(_SIZE).url}" for image in _pictures(document)}


def _pictures(document: StoryDocument) -> Iterable[Image]:
    """Return what can be written as JPEG: a drawing stays on the site, its caption says what it shows."""
    found = (part.image for part in document.parts if isinstance(part, Picture))
    return [image for image in dict.fromkeys(found) if not image.is_svg()]
