"""Upload forms: the content of a file decides what it is, never its name."""

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

from portal.files.drawings import cleaned_drawing
from portal.files.media import Image
from portal.files.office_files import PackageError, is_package_of, macro_part
from portal.files.pictures import cleaned_picture
from portal.refusals import RefusedError

# Allowed extension → kinds that the first bytes may show (filetype's names of extensions).
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
    """Return an uploaded picture or drawing as it is stored; raises ValidationError with the reason if refused."""
    is_drawing = PurePath(upload.name or "").suffix.lower() == ".svg"
    return cleaned_drawing(upload) if is_drawing else cleaned_picture(upload)


class PictureField(WagtailImageField):
    """Accepts a picture or drawing and returns it as it is stored.

    Wagtail's own field decodes the upload before any form of ours sees it, and fails on a damaged file.
    """

    def to_python(self, data: Any) -> Any:
        """Return the cleaned file with what Wagtail's field adds; checks limits before decoding anything."""
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
        except Exception as error:  # Willow raises its own errors for a drawing's size or view box
            raise ValidationError(_("This file is not a readable picture.")) from error
        if smallest < 1:  # a drawing may have size 0, and no rendition can be made of it
            raise ValidationError(_("This drawing has no size: give it a width and a height, or a viewBox."))
        cleaned.content_type = cleaned.image.mime_type
        cleaned.seek(0)
        return cleaned


def clean_waiting_upload(instance: WaitingUpload, **kwargs: Any) -> None:
    """Also clean an upload that waits for the rest of its form; a receiver.

    Wagtail stores the file as it came, and later makes an image of it without using the form again.
    """
    file = instance.file
    if instance.for_content_type.model_class() is Image and file and not file._committed:  # noqa: SLF001 - Django's own mark
        instance.file = cleaned_image(file.file)


# Sent with `instance` before a form gives a document another file; a receiver that forbids it raises RefusedError.
replacing_file = Signal()


class ImageForm(BaseImageForm):
    """Wagtail's form, with a field that cleans uploads; no picture is stored without its alternative text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alternative = self.fields.get("alt_zh")
        if alternative is not None:
            alternative.required = True
        given = self.fields.get("file")  # absent where only the texts of an upload are edited
        if given is not None:
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save row, tags and renditions, or nothing: upload views have no transaction around them."""
        return super().save(commit)


class DocumentForm(BaseDocumentForm):
    """Refuses a file whose content does not match its name, and one that runs macros."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            if self.instance.pk:
                self._refuse_protected()
            _check_document(upload)
            # Computed here, where no transaction is open yet (portal.files.media.Document uses it)
            setattr(upload, "known_hash", hash_filelike(upload))  # noqa: B010 - an attribute of our own making
        return upload

    def _refuse_protected(self) -> None:
        try:
            replacing_file.send(type(self.instance), instance=self.instance)
        except RefusedError as refused:
            raise ValidationError(refused.messages) from refused

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save row and tags, or nothing: upload views have no transaction around them."""
        return super().save(commit)


def _check_document(upload: UploadedFile) -> None:
    """Raise ValidationError, worded for the form field, for a document that is not taken."""
    extension = PurePath(upload.name or "").suffix.lstrip(".").lower()
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    guessed = filetype.guess(data[:8192])
    found = guessed.extension if guessed else None
    try:
        fits = found in _CONTENT_OF.get(extension, {found}) and is_package_of(extension, data)
        macros = macro_part(data)
    except PackageError as error:
        raise ValidationError(_("This file is damaged or incomplete. Upload it again from its source.")) from error
    if macros:
        raise ValidationError(_("The file contains macros: save it as a plain DOCX or XLSX, or as PDF."))
    if not fits:
        raise ValidationError(
            _("The content of this file does not match its extension (.%(extension)s)."),
            params={"extension": extension},
        )
