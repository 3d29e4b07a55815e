"""The picture of a figure in a form: all pictures of a body are read at once."""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from portal.files.media import Image

_POSTED: ContextVar[Mapping[str, Image]] = ContextVar("posted pictures", default={})  # noqa: B039 - never written to


class PictureChoiceBlock(ImageChooserBlock):
    """Wagtail's chooser, which asks the database twice for each picture of a form, for its value and to check it."""

    def value_from_form(self, value: Any) -> Image | None:
        """Return the picture that was read with the others of its body."""
        found = _POSTED.get().get(str(value))
        picture: Image | None = copy.copy(found) if found else super().value_from_form(value)
        return picture

    def clean(self, value: Any) -> Image | None:
        """Return a picture unchanged: it was read from the database for this form."""
        picture: Image | None = value if isinstance(value, Image) else super().clean(value)
        return picture

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Stay what it is to migrations: only its reading differs."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.images.blocks.ImageChooserBlock", args, kwargs


class PicturesReadTogether(blocks.BaseStreamBlock):
    """A body whose figures name their pictures in `image`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, prefix: str) -> Any:
        """Read the pictures that the form names, then the body."""
        with _posted({data[key] for key in data if key.startswith(prefix) and key.endswith("-image")}):
            return super().value_from_datadict(data, files, prefix)


@contextmanager
def _posted(ids: set[str]) -> Iterator[None]:
    found = Image.objects.filter(pk__in=[int(one) for one in ids if one.isascii() and one.isdigit()])
    token = _POSTED.set({str(picture.pk): picture for picture in found})
    try:
        yield
    finally:
        _POSTED.reset(token)
