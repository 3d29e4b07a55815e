"""What a page shows of a picture: a file that every browser reads, and smaller ones in newer formats.

AVIF and WebP take up to seconds to make, so no request makes them: a page offers those there are, and the worker makes
the others (portal/files/renditions.py).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.images.models import Filter

from portal.files.media import Image, Rendition
from portal.frame.frame import Picture, PictureSource

logger = logging.getLogger(__name__)

# Shapes: Wagtail's filters for one picture, from the narrowest width to the one that every page offers.
FIGURE = ("width-540", "width-1080")  # the column of text, and twice that for dense screens
COVER = ("fill-352x198", "fill-704x396")  # 16 : 9, cut around the focal point
Shape = tuple[str, ...]

_MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}  # the smallest first: a browser takes the first it knows


def newer_formats(shape: Shape) -> list[str]:
    """Return the filters of the files that browsers may choose instead of the one that all can read."""
    return [f"{size}|format-{kind}" for kind in _MEDIA_TYPES for size in shape]


def with_renditions(images: QuerySet[Image], shape: Shape) -> QuerySet[Image]:
    """Read with the pictures all renditions of a shape: one query more."""
    return images.prefetch_renditions(shape[-1], *newer_formats(shape))  # type: ignore[attr-defined]


def read_renditions(images: Iterable[Image], shape: Shape) -> None:
    """Read the renditions of pictures that are loaded already, in one query."""
    wanted = Rendition.objects.filter(filter_spec__in=[shape[-1], *newer_formats(shape)])
    prefetch_related_objects(list(images), Prefetch("renditions", wanted, to_attr="prefetched_renditions"))


def shown_picture(image: Image | None, shape: Shape) -> Picture | None:
    """Return a picture for a page, in the reader's language; None for none, and where its file is lost or broken."""
    if image is None:
        return None
    try:
        shown = image.get_rendition(shape[-1])
    except OSError:  # Wagtail and Willow raise it too, for a file that is missing or no picture
        logger.exception("image %s: no rendition can be made of it", image.pk)
        return None
    return Picture(
        src=shown.url,
        width=shown.width,
        height=shown.height,
        alt=image.default_alt_text,
        sources=() if image.is_svg() else tuple(_sources(image, shape)),
        credit=image.credit,
        licence=image.licence,
        is_drawing=image.is_svg(),
    )


def _sources(image: Image, shape: Shape) -> Iterator[PictureSource]:
    """Yield the formats of which every size is there."""
    filters = {spec: Filter(spec=spec) for spec in newer_formats(shape)}
    found = image.find_existing_renditions(*filters.values())
    for kind, media_type in _MEDIA_TYPES.items():
        files = [found.get(filters[f"{size}|format-{kind}"]) for size in shape]
        if all(files):
            yield PictureSource(media_type, ", ".join(f"{file.url} {file.width}w" for file in files if file))
