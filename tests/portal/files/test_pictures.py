"""What is stored of a picture: whole, upright, still, nothing but its pixels; of a damaged one, a word at the field."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from portal.files.pictures import FORMAT_OF, cleaned_picture
from tests.portal.pictures import GPS_TAG, SECRET, moving, photo, upload

STORED = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "HEIF": "JPEG"}


@pytest.mark.parametrize("extension", FORMAT_OF)
def test_a_photo_loses_its_position_and_every_text_and_stands_upright(extension):
    content = photo(extension)
    assert SECRET.encode() in content

    kept = cleaned_picture(upload(f"photo.{extension}", content))

    stored = kept.read()
    after = Pillow.open(io.BytesIO(stored))
    assert SECRET.encode() not in stored
    assert not after.getexif().get_ifd(GPS_TAG)
    assert not {"xmp", "comment", "exif"} & after.info.keys()
    assert after.format == STORED[FORMAT_OF[extension]]
    assert after.size == ((20, 40) if extension not in {"heic", "heif"} else (40, 20))


@pytest.mark.parametrize("extension", ["heic", "heif", "HEIC"])
def test_a_photo_of_a_phone_becomes_a_jpeg(extension):
    kept = cleaned_picture(upload(f"IMG_0001.{extension}", photo(extension.lower())))

    assert kept.name == "IMG_0001.jpg"
    assert kept.content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("extension", "mode", "expected"),
    [
        ("png", "P", "P"),
        ("png", "1", "1"),
        ("png", "LA", "LA"),
        ("png", "RGBA", "RGBA"),
        ("png", "I;16", "L"),
        ("jpg", "L", "L"),
        ("jpg", "CMYK", "RGB"),
        ("webp", "RGBA", "RGBA"),
        ("avif", "RGBA", "RGBA"),
        ("heic", "RGBA", "RGB"),
    ],
)
def test_every_kind_of_colour_becomes_one_that_browsers_show(extension, mode, expected):
    data = photo(extension, mode) if mode != "I;16" else sixteen_bits()

    after = Pillow.open(cleaned_picture(upload(f"a.{extension}", data)))

    assert after.mode == expected


def sixteen_bits():
    data = io.BytesIO()
    Pillow.new("I;16", (40, 20), 0x8080).save(data, "PNG")
    return data.getvalue()


def test_sixteen_bits_of_grey_keep_their_brightness():
    after = Pillow.open(cleaned_picture(upload("a.png", sixteen_bits())))

    assert after.getpixel((0, 0)) == 0x80


def test_a_palette_keeps_its_transparency():
    picture = Pillow.new("P", (4, 4), 0)
    picture.putpalette([255, 0, 0] * 256)
    data = io.BytesIO()
    picture.save(data, "PNG", transparency=0)

    after = Pillow.open(cleaned_picture(upload("a.png", data.getvalue()))).convert("RGBA")

    assert after.getpixel((0, 0))[3] == 0


def test_a_photo_keeps_its_colour_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    after = Pillow.open(cleaned_picture(upload("a.jpg", photo("jpg", icc_profile=profile))))

    assert after.info["icc_profile"] == profile


def refused(name, content):
    with override("en"):
        with pytest.raises(ValidationError) as error:
            cleaned_picture(upload(name, content))
        return " ".join(error.value.messages)


@pytest.mark.parametrize("extension", FORMAT_OF)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_picture_cut_short_is_refused_in_words(extension, share):
    noise = Pillow.effect_noise((120, 90), 80).convert("RGB")
    data = io.BytesIO()
    noise.save(data, FORMAT_OF[extension])
    content = data.getvalue()

    assert "damaged or incomplete" in refused(f"a.{extension}", content[: int(len(content) * share)])


@pytest.mark.parametrize("extension", FORMAT_OF)
def test_a_file_that_is_no_picture_is_refused_in_words(extension):
    for content in (b"<html></html>", b"\0" * 64, b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"):
        assert "damaged or incomplete" in refused(f"a.{extension}", content)


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", "jpg"), ("a.jpg", "heic"), ("a.webp", "png"), ("a.heic", "jpg")]
)
def test_a_picture_under_a_wrong_name_is_refused_in_words(name, content):
    assert "does not match its extension" in refused(name, photo(content))


@pytest.mark.parametrize("extension", ["png", "webp", "avif"])
def test_a_moving_picture_is_refused_in_words(extension):
    assert "is animated" in refused(f"a.{extension}", moving(extension))


def huge_png(width, height):
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(9000, 9000), (60_000, 60_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_one_is_decoded(size, monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _self: pytest.fail("decoded"))

    assert "too many pixels" in refused("a.png", huge_png(*size))


@settings(max_examples=60, deadline=None)
@given(
    extension=st.sampled_from(["jpg", "png", "webp", "heic"]),
    at=st.floats(0, 1),
    bytes_=st.binary(min_size=1, max_size=12),
)
def test_whatever_is_damaged_there_is_a_picture_or_a_word(extension, at, bytes_):
    content = bytearray(photo(extension))
    start = int(at * (len(content) - 1))
    content[start : start + len(bytes_)] = bytes_

    try:
        kept = cleaned_picture(upload(f"a.{extension}", bytes(content)))
    except ValidationError:
        return
    assert Pillow.open(kept).load()


@pytest.mark.parametrize(("extension", "mode"), [("jpg", "RGB"), ("png", "P"), ("png", "RGBA"), ("webp", "RGB")])
def test_a_larger_picture_than_any_page_or_print_shows_is_stored_smaller(extension, mode):
    after = Pillow.open(cleaned_picture(upload(f"a.{extension}", photo(extension, mode, size=(5000, 100)))))

    # It lay on its side: the longer one is the height now.
    assert after.size == (77, 3840)


def test_a_picture_of_just_that_size_keeps_every_pixel():
    after = Pillow.open(cleaned_picture(upload("a.png", photo("png", size=(3840, 30)))))

    assert after.size == (30, 3840)
