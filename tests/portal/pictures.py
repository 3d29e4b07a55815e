"""Pictures of every kind, made for tests: with positions, damaged, moving, too large."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

CASES = Path(__file__).parents[3] / "shared" / "cases" / "images"
GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112
SECRET = "25.0N118.5E"  # stands for a position in every kind of text
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>{SECRET}</exif:GPSLatitude></x:xmpmeta>'.encode()
KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF", "heif": "HEIF"}


def photo(extension: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **saved: Any) -> bytes:
    """A photo that lies on its side and says where it was taken, in every way its format knows."""
    kind = KINDS[extension]
    exif = Pillow.Exif()
    if kind != "HEIF":  # whose orientation is a property of its own
        exif[ORIENTATION_TAG] = 6
    exif[0x010E] = SECRET
    exif.get_ifd(GPS_TAG)[1] = "N"
    exif.get_ifd(GPS_TAG)[2] = (24.0, 48.0, 0.0)
    given: dict[str, Any] = {"exif": exif, **saved}
    if kind in {"JPEG", "WEBP", "AVIF", "HEIF"}:
        given.setdefault("xmp", XMP)
    if kind == "JPEG":
        given.setdefault("comment", SECRET.encode())
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        given.setdefault("pnginfo", text)
    data = io.BytesIO()
    colour: Any = {"L": 120, "P": 120, "LA": (120, 99), "RGBA": (9, 120, 9, 99)}.get(mode, "seagreen")
    Pillow.new(mode, size, colour).save(data, kind, **given)
    return data.getvalue()


def moving(extension: str) -> bytes:
    """Two frames."""
    data = io.BytesIO()
    frames = [Pillow.new("RGB", (40, 20), colour) for colour in ("seagreen", "white")]
    frames[0].save(data, KINDS[extension], save_all=True, append_images=frames[1:])
    return data.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def case(name: str) -> bytes:
    """A picture of `../shared/cases`; the test skips where that is missing."""
    path = CASES / name
    if not path.exists():
        pytest.skip(f"{path} is missing")
    return path.read_bytes()
