"""What counts as Chinese on an English page: sentences always, a name that stands alone only where names are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.chinese_text import Passage, is_mostly_chinese, left_in_chinese

ENGLISH = Passage(
    "body.1", "<p>Hot waste gas left the dryers; its heat was not used, and water was heated by steam.</p>"
)


@pytest.mark.parametrize(
    "text",
    [
        "印染工序排出大量高温废气，余热没有利用。",
        "年节约标准煤1200吨",
        "<p>余热 <b>回收</b></p>",
        "见 tce 与吨标准煤的换算说明",
    ],
)
def test_chinese_is_chinese_with_figures_units_and_markup(text: str) -> None:
    assert is_mostly_chinese(Passage("", text).plain)


@pytest.mark.parametrize(
    "text", ["", "1,200", "—", "Lüjian 绿鉴", "Notice 闽工信规〔2025〕3号 of the provincial department"]
)
def test_numbers_and_english_with_a_name_are_not(text: str) -> None:
    assert not is_mostly_chinese(text)


def test_a_chinese_sentence_is_left_wherever_it_stands() -> None:
    passages = [Passage("title", "余热回收"), ENGLISH, Passage("body.2", "余热没有利用。")]

    assert [one.place for one in left_in_chinese(passages)] == ["title", "body.2"]


def test_a_name_in_the_body_may_stay_in_chinese() -> None:
    assert left_in_chinese([ENGLISH, Passage("body.2", "恒安（中国）纸业")]) == ()


def test_a_body_of_nothing_but_names_is_left() -> None:
    names = [Passage(f"body.{n}", "示例纺织有限公司") for n in range(20)]

    assert left_in_chinese([ENGLISH, *names]) == tuple(names)


def test_a_short_text_that_nobody_translated_is_left_and_one_that_was_kept_on_purpose_is_not() -> None:
    shown = [ENGLISH, Passage("body.2", "背景"), Passage("body.3", "恒安")]

    assert [one.place for one in left_in_chinese(shown, untranslated=["背景"])] == ["body.2"]


@given(st.text(alphabet=st.characters(max_codepoint=0x2E7F)))
def test_a_text_without_chinese_characters_is_never_left(text: str) -> None:
    assert left_in_chinese([Passage("title", text), Passage("body.1", text)], untranslated=[text]) == ()


@given(st.text(alphabet="余热回收节能改造", min_size=1))
def test_a_title_in_chinese_is_always_left(text: str) -> None:
    assert len(left_in_chinese([Passage("title", text), ENGLISH])) == 1
