"""A duty of the worker: makes the AVIF and WebP files of the pictures that public pages show."""

from __future__ import annotations

import logging
import time
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from wagtail.images.models import Filter
from wagtail.models import Page, ReferenceIndex

from portal.caching import content_version
from portal.files.media import Image, Rendition
from portal.files.shown_picture import FIGURE, Shape, newer_formats
from portal.pages.visibility import public_pages

logger = logging.getLogger(__name__)

SECONDS = 30
_LONGEST_TURN = 20.0  # seconds; an AVIF of 1,080 pixels takes one to two, and the worker has other duties

# Field of a page → the shape in which pages show its picture; of all other fields FIGURE.
_SHAPES: dict[str, Shape] = {}


def register_shape(field: str, shape: Shape) -> None:
    """Let pictures of this field of a page be made in that shape."""
    _SHAPES[field] = shape


def make_missing() -> int:
    """Make what is missing, for at most _LONGEST_TURN seconds; return the number of files made.

    A picture that cannot be read is logged and left out, so that it does not stop the others.
    """
    made, until = 0, time.monotonic() + _LONGEST_TURN
    for image, filters in _missing():
        for wanted in filters:
            if time.monotonic() > until:
                break
            made += _make(image, wanted)
    if made:
        content_version.move()
    return made


def _make(image: Image, wanted: Filter) -> int:
    try:
        image.get_rendition(wanted)
    except OSError:  # Wagtail and Willow raise it for a file that is missing or no picture
        logger.warning("image %s: %s cannot be made", image.pk, wanted.spec)
        return 0
    return 1


def _missing() -> list[tuple[Image, list[Filter]]]:
    """Return the public pictures that lack files, each with the filters to make; four queries."""
    shapes = _public_pictures()
    images = Image.objects.filter(pk__in=shapes).order_by("pk")
    there = set(Rendition.objects.filter(image__in=shapes).values_list("image", "filter_spec", "focal_point_key"))
    missing = []
    for image in images:
        filters = [Filter(spec=spec) for shape in sorted(shapes[image.pk]) for spec in newer_formats(shape)]
        lacking = [one for one in filters if (image.pk, one.spec, one.get_cache_key(image)) not in there]
        if lacking and not image.is_svg():
            missing.append((image, lacking))
    return missing


def _public_pictures() -> dict[int, set[Shape]]:
    """Return picture → the shapes in which public pages show it."""
    page, image = ContentType.objects.get_for_model(Page), ContentType.objects.get_for_model(Image)
    references = ReferenceIndex.objects.filter(base_content_type=page, to_content_type=image)
    rows = references.values_list("object_id", "to_object_id", "model_path")
    public = set(public_pages(Page.objects.filter(pk__in={key for key, *_rest in rows})).values_list("pk", flat=True))
    shapes: dict[int, set[Shape]] = defaultdict(set)
    for key, picture, path in rows:
        if int(key) in public:
            shapes[int(picture)].add(_SHAPES.get(path.partition(".")[0], FIGURE))
    return dict(shapes)
