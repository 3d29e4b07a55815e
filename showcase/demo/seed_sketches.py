"""Process sketches of the demonstration content as images of the site."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.drawings import cleaned_drawing
from portal.media import Image
from showcase.demo.ledger import digest, find, remember
from showcase.demo.records import SketchFacts


def seed_sketch(slug: str, sketch: SketchFacts) -> Image:
    """The image of a story's sketch, made or brought up to its file; through the same filter as an upload."""
    known, state = find("sketch", slug), digest(sketch.path, repr(sketch.alt), sketch.credit, sketch.licence)
    image: Image | None = Image.objects.filter(pk=known.object_id).first() if known else None
    if image is not None and known is not None and known.file_digest == state:
        return image
    image = image or Image()
    image.title = f"{slug} · {sketch.caption.zh}"[:255]
    image.alt_zh, image.alt_en = sketch.alt.zh, sketch.alt.en
    image.credit, image.licence = sketch.credit, sketch.licence
    image.file = cleaned_drawing(SimpleUploadedFile(f"{slug}.svg", sketch.path.read_bytes()))
    image.full_clean(exclude=["file_hash", "file_size", "width", "height", "collection"])
    image.save()
    remember("sketch", slug, image, state, "")
    return image
