"""A sketch is read from lines of text, drawn in either language, and refused with the line that is wrong."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.charts.marks import STREAMS, Words
from portal.charts.png import can_write, png_file
from portal.charts.sketches.plots import cover_plot, sketch_plot, with_legend
from portal.charts.sketches.reading import MOST_CHARACTERS, SketchFault, read_sketch
from portal.charts.svg import svg_file

TEXT = """
title | 余热回收 | Heat recovery
said | 废气加热水。 | Exhaust warms water.
sources 1 3
size 420 150
box 20,40 110,60 | 定型机 | Stenter / (heat-setting)
circle 330,70 24 | 泵 | Pump
shape 180,100 220,100 200,140 at 200,120 | 槽 | Tank
detail dashed 180,110 220,110
stream heat 130,70 306,70 at 200,46 end | 热废气 | Exhaust | figure-1
pipe water 330,94 330,140
words 40,20 start | 车间 | Workshop
legend heat | 热 | heat
"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def words_of(language: str, **figures: str) -> list[str]:
    drawing = sketch_plot(read_sketch(TEXT), language, figures)
    return [mark.text for mark in drawing.marks if isinstance(mark, Words)]


def test_its_words_are_those_of_the_language_and_break_where_the_text_says() -> None:
    assert words_of("en") == ["Stenter", "(heat-setting)", "Pump", "Tank", "Exhaust", "Workshop"]
    assert words_of("zh-hans") == ["定型机", "泵", "槽", "热废气", "车间"]


def test_a_figure_stands_below_the_words_of_its_stream() -> None:
    drawing = sketch_plot(read_sketch(TEXT), "en", {"figure-1": "5,400 tce"})
    place = {mark.text: mark for mark in drawing.marks if isinstance(mark, Words)}

    assert place["5,400 tce"].y > place["Exhaust"].y
    assert place["5,400 tce"].x == place["Exhaust"].x


def test_what_a_person_wrote_is_text_and_never_markup() -> None:
    drawing = sketch_plot(read_sketch(TEXT.replace("Pump", "<script>")), "en", {})

    assert "<script>" not in svg_file(drawing, "a <title>")


def test_the_small_form_has_no_words_and_is_cut_to_what_is_drawn() -> None:
    cover = cover_plot(read_sketch(TEXT))

    assert not any(isinstance(mark, Words) for mark in cover.marks)
    assert cover.width == (354 + 12) - (20 - 12)


def test_a_file_carries_the_legend() -> None:
    sketch = read_sketch(TEXT)
    plain = sketch_plot(sketch, "en", {})
    whole = with_legend(plain, sketch, "en")

    assert whole.height > plain.height
    assert "heat" in [mark.text for mark in whole.marks if isinstance(mark, Words)]


@pytest.mark.skipif(not can_write(), reason="no font with Chinese characters")
def test_a_png_is_drawn_from_the_same_marks() -> None:
    sketch = read_sketch(TEXT)

    assert png_file(sketch_plot(sketch, "zh-hans", {})).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("stream heat", "stream steam"),
        ("box 20,40", "box 20;40"),
        ("box 20,40", "box -20,40"),
        ("| 泵 | Pump", "| 泵 |"),
        ("circle", "triangle"),
        ("130,70 306,70", "130,70"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(right: str, wrong: str) -> None:
    text = TEXT.replace(right, wrong, 1)
    number = next(n for n, line in enumerate(text.splitlines(), 1) if wrong in line)

    with pytest.raises(SketchFault, match=f"^Line {number} of the sketch cannot be read: "):
        read_sketch(text)


@pytest.mark.parametrize("name", ["title", "said", "size"])
def test_a_part_that_every_sketch_has_is_asked_for(name: str) -> None:
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith(name))

    with pytest.raises(SketchFault, match=f"no line “{name}”"):
        read_sketch(without)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(SketchFault, match="longer than"):
        read_sketch(TEXT + " " * MOST_CHARACTERS)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(SketchFault):
        assert read_sketch(text).width <= 1200


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(STREAMS)), st.lists(st.tuples(*2 * [st.integers(0, 700)]), min_size=2, max_size=6)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_stream_of_the_text_is_drawn(streams: list[tuple[str, list[tuple[int, int]]]]) -> None:
    lines = [f"stream {medium} " + " ".join(f"{x},{y}" for x, y in points) for medium, points in streams]
    head = "title | 图 | A\nsaid | 图。 | B.\nsize 700 700\n"

    drawing = sketch_plot(read_sketch(head + "\n".join(lines)), "en", {})

    roles = [mark.role for mark in drawing.marks]
    assert [role for role in roles if role.endswith("-stream")] == [f"{medium}-stream" for medium, _points in streams]
