"""The title of a card in lines: nothing is lost but at the end, no line is too wide, words stay whole."""

from hypothesis import given
from hypothesis import strategies as st

from portal.charts import fonts
from portal.social.drawing import card
from portal.text.lines import lines_of

WIDTH = 20


def width_of(text: str) -> float:
    return sum(1 if character.isascii() else 2 for character in text)


@given(st.text("余热回收定型机，。 abcdefg-1", max_size=120))
def test_lines_hold_the_title_within_their_width(title):
    lines = lines_of(title, width_of, WIDTH, 4)

    assert len(lines) <= 4
    assert all(width_of(line) <= WIDTH for line in lines)
    shown = "".join(lines).replace(" ", "")
    whole = "".join(title.split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown.removesuffix("…")))


def test_a_word_is_kept_whole_and_no_line_begins_with_punctuation():
    assert lines_of("Heat recovered from stenter", width_of, WIDTH, 4) == ["Heat recovered from", "stenter"]
    assert lines_of("余热余热余热余热余热，回收", width_of, WIDTH, 4) == ["余热余热余热余热余", "热，回收"]


def test_without_a_font_for_chinese_the_card_has_no_words(monkeypatch):
    fonts.font_file.cache_clear()
    monkeypatch.setattr(fonts, "FONTS", ())

    assert card("余热回收", "案例", "绿鉴") == card("其他", "", "")
    fonts.font_file.cache_clear()
