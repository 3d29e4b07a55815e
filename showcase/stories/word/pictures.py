"""Makes images of the portal from the pictures of a Word file, with the checks of every upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from portal.files.media_forms import PictureField
from portal.files.pictures import FORMAT_OF
from portal.models import Image
from showcase.stories.word.reading.process import picture_bytes

LONGEST_ALT = 500
LONGEST_TITLE = 255
STORABLE = {*FORMAT_OF, "svg"}


@dataclass
class Checked:
    """Pictures by the name of their part: files as they are stored, and why others are refused."""

    files: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def fault_of(part: str) -> str:
    """Return why a picture cannot be stored, as far as its name tells; empty: it can."""
    if not part:
        return _("The picture is not in the file: insert it into the document, or upload it in the editor.")
    extension = PurePosixPath(part).suffix.lstrip(".").lower()
    if extension not in STORABLE:
        return _("A picture of this kind (.%(extension)s) cannot be stored: insert it as PNG or JPEG.") % {
            "extension": extension
        }
    return ""


def checked_pictures(data: bytes, parts: Mapping[str, str]) -> Checked:
    """Check and clean the pictures of a DOCX file; takes long. `parts`: name → name of the file to store."""
    found = Checked()
    for part, name in parts.items():
        if fault := fault_of(part):
            found.refused[part] = fault
            continue
        try:
            upload = SimpleUploadedFile(name, picture_bytes(data, part))
            found.files[part] = PictureField().clean(upload)
        except ValidationError as error:
            found.refused[part] = " ".join(error.messages)
        except KeyError:
            found.refused[part] = _("The picture is not in the file.")
    return found


def may_add_images(user: Any) -> bool:
    """Say whether the user may store images anywhere."""
    return bool(_collections(user))


def make_image(file: Any, title: str, alt: str, user: Any, **fields: str) -> Image:
    """Store an image for this user, with further fields; it is private until a public page shows it."""
    image = Image(
        title=title[:LONGEST_TITLE],
        file=file,
        alt_zh=alt[:LONGEST_ALT],
        collection=_collections(user)[0],
        uploaded_by_user=user,
        **fields,
    )
    image._set_image_file_metadata()  # noqa: SLF001 - Wagtail's own upload form does the same
    image.save()
    return image


def _collections(user: Any) -> list[Any]:
    found = policy_registry.get_by_type(Image).collections_user_has_permission_for(user, "add")
    return list(found.order_by("path")[:1])
