"""Cleans photos and graphics for storage: complete, upright, not animated, nothing but pixels and colour profile."""

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

# Extension → Pillow's name of the format. No other format is opened: Pillow knows forty more.
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
_STORED_AS = {"HEIF": "JPEG"}  # no browser shows HEIF
_SAVED_WITH: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92},
    "PNG": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "speed": 10},
}
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA")}
_PLAIN_MODES = ("L", "RGB", "RGBA")
# Pixels of the longer side of what is stored: A4 at 300 dots per inch is 3,508 high, a wide page shows 1,080.
_LONGEST_SIDE = 3840

UNREADABLE = _("This picture is damaged or incomplete. Upload it again from its source.")


def cleaned_picture(upload: UploadedFile) -> UploadedFile:
    """Return the picture to store, named by its format; a HEIC photo becomes a JPEG.

    No EXIF, XMP, comment or text remains, so no position, name or camera is ever published; a colour profile does. A
    picture of more than 3,840 pixels on its longer side is made smaller.
    Raises ValidationError, worded for a form field, where the file does not match its name, is damaged, animated, or
    larger than WAGTAILIMAGES_MAX_IMAGE_PIXELS; the last is known before a pixel is decoded.
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
        raise _too_large(f"> {2 * (Pillow.MAX_IMAGE_PIXELS or 0) // 1_000_000}") from error  # number unknown
    except Exception as error:  # decoders raise anything for a file from anywhere: OSError, SyntaxError …
        raise ValidationError(UNREADABLE) from error
    name = PurePath(upload.name or "picture")
    if FORMAT_OF[extension] != kind:
        name = name.with_suffix(".jpg")
    return SimpleUploadedFile(name.name, content, content_type=f"image/{kind.lower()}")


def _checked(picture: Pillow.Image, extension: str) -> str:
    """Return the format it is stored in; raises ValidationError where it is refused. Reads only the header."""
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)  # a JPEG with a second picture for depth
    if FORMAT_OF.get(extension) != kind:
        raise ValidationError(
            _("The content of this file does not match its extension (.%(extension)s)."),
            params={"extension": extension},
        )
    pixels = picture.width * picture.height
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_large(f"{pixels / 1_000_000:.0f}")
    if kind in _MOVING and getattr(picture, "is_animated", False):
        raise ValidationError(_("This picture is animated. Upload a still one: readers could not stop the animation."))
    return _STORED_AS.get(kind, kind)


def _too_large(millions: str) -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels (%(millions)s million; at most %(most)s million). Upload a smaller one."),
        params={"millions": millions, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def _encoded(picture: Pillow.Image, kind: str) -> bytes:
    picture.load()
    profile = picture.info.get("icc_profile")
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode == "CMYK":
        picture, profile = _from_print(picture, profile), None
    shown = _in_size(_in_mode(picture, kind))
    transparency = picture.info.get("transparency") if shown.mode == picture.mode else None
    # Encoders also take what the picture itself carries, such as the comment of a JPEG.
    shown.info = {} if transparency is None else {"transparency": transparency}
    target = io.BytesIO()
    shown.save(target, format=kind, exif=b"", **({"icc_profile": profile} if profile else {}), **_SAVED_WITH[kind])
    return target.getvalue()


def _in_size(picture: Pillow.Image) -> Pillow.Image:
    """Return it in at most _LONGEST_SIDE pixels; a palette cannot be averaged and becomes full colours."""
    if max(picture.size) <= _LONGEST_SIDE:
        return picture
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return ImageOps.contain(picture, (_LONGEST_SIDE, _LONGEST_SIDE), Pillow.Resampling.LANCZOS)


def _in_mode(picture: Pillow.Image, kind: str) -> Pillow.Image:
    """Return it in colours that every browser shows: 8 bits per channel, no transparency for JPEG."""
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
    """Convert a CMYK picture to sRGB, by its own profile where that can be read."""
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            shown = None
        if shown is not None:
            return shown
    return picture.convert("RGB")
