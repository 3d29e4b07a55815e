"""What a photo or graphic is stored as: whole, upright, still, nothing but its pixels and their colours."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

import willow  # noqa: F401 - also teaches Pillow to read HEIF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

# What a name promises → Pillow's word for it. Nothing else is ever opened: Pillow knows forty formats more.
FORMAT_OF = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "avif": "AVIF",
    "heic": "HEIF",
    "heif": "HEIF",
}
_MOVING = ("PNG", "WEBP", "AVIF")  # in a JPEG or HEIF file, further pictures are previews and bursts
_STORED_AS = {"HEIF": "JPEG"}  # which no browser shows
_SAVED_WITH: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92},
    "PNG": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "speed": 10},
}
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA")}
_PLAIN_MODES = ("L", "RGB", "RGBA")

UNREADABLE = _("This picture is damaged or cut short: it cannot be read to its end. Send it again from its source.")


def cleaned_picture(upload: UploadedFile) -> UploadedFile:
    """The picture to store, under the name of what it is; a HEIC photo becomes a JPEG.

    No EXIF, XMP, comment or text remains, so no position, name or camera is ever published; a colour profile does.
    Raises ValidationError, in words for the field of a form, where the file is not what its name says, damaged,
    moving, or larger than WAGTAILIMAGES_MAX_IMAGE_PIXELS; the last is known before a pixel is decoded.
    """
    extension = PurePath(upload.name or "").suffix.lstrip(".").lower()
    try:
        upload.seek(0)
        with Pillow.open(upload, formats=tuple(set(FORMAT_OF.values()))) as picture:
            kind = _checked(picture, extension)
            content = _encoded(picture, kind)
    except ValidationError:
        raise
    except Pillow.DecompressionBombError as error:
        raise _too_large(f"> {2 * (Pillow.MAX_IMAGE_PIXELS or 0) // 1_000_000}") from error  # Pillow does not say
    except Exception as error:  # the decoders of a file from anywhere raise whatever they like: OSError, SyntaxError …
        raise ValidationError(UNREADABLE) from error
    name = PurePath(upload.name or "picture")
    if FORMAT_OF[extension] != kind:
        name = name.with_suffix(".jpg")
    return SimpleUploadedFile(name.name, content, content_type=f"image/{kind.lower()}")


def _checked(picture: Pillow.Image, extension: str) -> str:
    """What it is stored as; ValidationError where it is not accepted. Reads the header alone."""
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)  # a JPEG with a second one for depth
    if FORMAT_OF.get(extension) != kind:
        raise ValidationError(
            _("The content of this file is not what its name says (.%(extension)s)."), params={"extension": extension}
        )
    pixels = picture.width * picture.height
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_large(f"{pixels / 1_000_000:.0f}")
    if kind in _MOVING and getattr(picture, "is_animated", False):
        raise ValidationError(_("This picture moves. Send a still one: readers could not stop it."))
    return _STORED_AS.get(kind, kind)


def _too_large(millions: str) -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels (%(millions)s million; at most %(most)s million). Send a smaller one."),
        params={"millions": millions, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def _encoded(picture: Pillow.Image, kind: str) -> bytes:
    picture.load()
    profile = picture.info.get("icc_profile")
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode == "CMYK":
        picture, profile = _from_print(picture, profile), None
    shown = _in_mode(picture, kind)
    transparency = picture.info.get("transparency") if shown.mode == picture.mode else None
    # Encoders also take what the picture itself carries, such as the comment of a JPEG.
    shown.info = {} if transparency is None else {"transparency": transparency}
    target = io.BytesIO()
    shown.save(target, format=kind, exif=b"", **({"icc_profile": profile} if profile else {}), **_SAVED_WITH[kind])
    return target.getvalue()


def _in_mode(picture: Pillow.Image, kind: str) -> Pillow.Image:
    """In colours that every browser shows: 8 bits a channel, no transparency where the format has none."""
    if picture.mode.startswith("I"):  # 16 bits of grey; Pillow's own conversion would cut off all above 255
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in _MODES.get(kind, _PLAIN_MODES):
        return picture
    if kind != "JPEG":
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    on_white = Pillow.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    on_white.paste(layer, mask=layer)
    return on_white


def _from_print(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """A picture in the four colours of print, as sRGB; by its own profile where that can be read."""
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            shown = None
        if shown is not None:
            return shown
    return picture.convert("RGB")
