"""A drawing as a file: its title, what it says and its source are in the picture, which has a limit."""

import io

import pytest
from PIL import Image

from portal.charts import fonts
from portal.charts.marks import Dot, Drawing, Outline, Words
from portal.charts.png import SCALE, can_write, png_file
from portal.charts.sheets import sheet
from portal.charts.svg import svg_file

PLOT = Drawing((Dot(50, 40, 5, "dot"), Outline(10, 20, ((0, 0), (5, 5)), "cross")), 80)


def opened(drawing):
    return Image.open(io.BytesIO(png_file(drawing))).convert("L")


def has_ink(picture, box):
    return picture.crop(tuple(side * SCALE for side in box)).getextrema()[0] < 128


@pytest.mark.skipif(not can_write(), reason="the machine has no font with Chinese characters")
def test_a_png_has_its_title_its_marks_and_its_source():
    whole = sheet(PLOT, "余热回收 · 年节能量", "", "Source: https://example.org/")
    picture = opened(whole)

    assert picture.size == (720 * SCALE, round(whole.height * SCALE))
    assert has_ink(picture, (0, 0, 300, 34))
    assert has_ink(picture, (350, 60, 370, 110))
    assert has_ink(picture, (0, round(whole.height) - 28, 300, round(whole.height)))
    assert not has_ink(opened(sheet(PLOT, "", "", "")), (0, 0, 300, 14))


def test_a_picture_that_would_be_too_large_is_refused():
    with pytest.raises(ValueError, match="too large"):
        png_file(Drawing((), 100_000, 720))


def test_without_a_font_no_picture_is_offered(monkeypatch):
    fonts.font_file.cache_clear()
    monkeypatch.setattr(fonts, "FONTS", ())

    assert not can_write()
    fonts.font_file.cache_clear()


def test_what_a_person_wrote_is_text_in_an_svg():
    drawing = Drawing((Words(0, 10, "<script>1 & 2</script>", "label"),), 20, 100)

    assert "<script>" not in svg_file(drawing, "a < b")
    assert "a &lt; b" in svg_file(drawing, "a < b")
