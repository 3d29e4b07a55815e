"""Upload forms: what a file is, is decided by its content, never by its name."""

import io
from pathlib import PurePath
from typing import Any, cast

import filetype
import willow
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.dispatch import Signal
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.models import UploadedFile as WaitingUpload
from wagtail.utils.file import hash_filelike

from portal.drawings import cleaned_drawing
from portal.media import Image
from portal.pictures import cleaned_picture
from portal.refusals import RefusedError

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


def cleaned_image(upload: UploadedFile) -> UploadedFile:
    """What is stored of an uploaded picture or drawing; ValidationError says why it is refused."""
    is_drawing = PurePath(upload.name or "").suffix.lower() == ".svg"
    return cleaned_drawing(upload) if is_drawing else cleaned_picture(upload)


class PictureField(WagtailImageField):
    """Takes a picture or drawing and hands on what is stored of it.

    Wagtail's own field decodes what came before any form of ours sees it, and a damaged file ends there in an error.
    """

    def to_python(self, data: Any) -> Any:
        """The cleaned file with what Wagtail's field adds to it; bounds are looked at before anything is decoded."""
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        extension = PurePath(upload.name or "").suffix.lstrip(".").lower()
        if extension not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        self.check_image_file_size(upload)
        cleaned: Any = cleaned_image(cast(UploadedFile, upload))
        try:
            cleaned.image = willow.Image.open(io.BytesIO(cleaned.read()))
            self.check_image_file_format(cleaned)
            self.check_image_pixel_size(cleaned)
            smallest = min(cleaned.image.get_size())
        except ValidationError:
            raise
        except Exception as error:  # Willow names a fault of a drawing's size or view box by errors of its own
            raise ValidationError(_("This file is not a picture that can be read.")) from error
        if smallest < 1:  # a drawing may say so, and no rendition can be made of it
            raise ValidationError(_("This drawing has no size: give it a width and a height, or a viewBox."))
        cleaned.content_type = cleaned.image.mime_type
        cleaned.seek(0)
        return cleaned


def clean_waiting_upload(instance: WaitingUpload, **kwargs: Any) -> None:
    """Receiver: clean also what waits for the rest of its form to be filled in.

    Wagtail keeps the file as it came, and later makes an image of it without asking the form for it again.
    """
    file = instance.file
    if instance.for_content_type.model_class() is Image and file and not file._committed:  # noqa: SLF001 - Django's own mark
        instance.file = cleaned_image(file.file)


# Sent with `instance` before a form gives a document another file; a receiver that forbids it raises RefusedError.
replacing_file = Signal()


class ImageForm(BaseImageForm):
    """Wagtail's, with a field that cleans what comes in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields.get("file")  # absent where only the texts of an upload are edited
        if given is not None:
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)

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
                self._refuse_protected()
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

    def _refuse_protected(self) -> None:
        try:
            replacing_file.send(type(self.instance), instance=self.instance)
        except RefusedError as refused:
            raise ValidationError(refused.messages) from refused

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Row and tags, or nothing: the views of uploads have no transaction around them."""
        return super().save(commit)
