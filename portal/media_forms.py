"""Upload forms: what a file is, is decided by its content, never by its name."""

import io
from pathlib import PurePath
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from py_svg_hush import filter_svg
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.utils.file import hash_filelike

# What the first bytes may say for each allowed extension (filetype's own extension names).
_CONTENT_OF: dict[str, set[str | None]] = {
    "pdf": {"pdf"},
    "docx": {"docx", "zip"},
    "xlsx": {"xlsx", "zip"},
    "zip": {"zip"},
    "doc": {"doc"},
    "xls": {"xls", "doc", "ppt"},  # one container format (OLE2), told apart only deep inside
    "csv": {None},
}


def without_position(upload: UploadedFile) -> UploadedFile:
    """The picture turned upright and without EXIF, so that no GPS position is ever published.

    Wagtail's JPEG and PNG renditions keep the position of the original; so it goes at upload.
    Raises ValidationError when the content is no picture that Pillow can read.
    """
    try:
        upload.seek(0)
        picture = Pillow.open(upload)
        kind = picture.format or "JPEG"
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        kept = {"icc_profile": profile} if profile else {}
        if kind == "JPEG":
            kept["quality"] = 92
        target = io.BytesIO()
        upright.save(target, format=kind, exif=b"", **kept)
    except (UnidentifiedImageError, OSError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValidationError(_("This file is not a picture that can be read.")) from error
    return SimpleUploadedFile(
        upload.name or "image", target.getvalue(), content_type=upload.content_type or "application/octet-stream"
    )


def without_script(upload: UploadedFile) -> UploadedFile:
    """The SVG drawing without scripts, handlers, foreign objects and links to other hosts.

    Raises ValidationError when it is no SVG, or has a `<style>`: the filter mangles what that holds, and the
    portal's pages allow no inline style.
    """
    upload.seek(0)
    drawing = upload.read()
    try:
        kept = filter_svg(drawing)
    except ValueError as error:
        raise ValidationError(_("This file is not a drawing (SVG) that can be read.")) from error
    if b"<style" in drawing.lower():
        raise ValidationError(_("Write colours and fonts as attributes: a drawing with <style> is not accepted."))
    return SimpleUploadedFile(upload.name or "drawing.svg", kept, content_type="image/svg+xml")


def is_drawing(upload: UploadedFile) -> bool:
    """Whether the name says SVG; Pillow reads every other kind of picture."""
    return PurePath(upload.name or "").suffix.lower() == ".svg"


# Sent with `instance` before a form gives a document another file; a receiver that forbids it raises RefusedError.
replacing_file = Signal()


class ImageForm(BaseImageForm):
    """Strips position and turns the picture upright as it comes in; a drawing loses what is no drawing."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        cleaned = without_script(upload) if is_drawing(upload) else without_position(upload)
        # Willow and Wagtail read the picture they were given by the field; hand it on to the stripped one.
        setattr(cleaned, "image", getattr(upload, "image", None))  # noqa: B010 - an attribute of Django's own making
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Row, tags and renditions, or nothing: the views of uploads have no transaction around them."""
        return super().save(commit)


class DocumentForm(BaseDocumentForm):
    """Refuses a file whose content is not what its name says."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            if self.instance.pk:
                replacing_file.send(type(self.instance), instance=self.instance)
            extension = PurePath(upload.name or "").suffix.lstrip(".").lower()
            upload.seek(0)
            guessed = filetype.guess(upload.read(8192))
            upload.seek(0)
            found = guessed.extension if guessed else None
            if extension in _CONTENT_OF and found not in _CONTENT_OF[extension]:
                raise ValidationError(
                    _("The content of this file is not what its name says (.%(extension)s)."),
                    params={"extension": extension},
                )
            # Here, where no transaction is open yet (portal.media.Document takes it from there)
            setattr(upload, "known_hash", hash_filelike(upload))  # noqa: B010 - an attribute of our own making
        return upload

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Row and tags, or nothing: the views of uploads have no transaction around them."""
        return super().save(commit)
