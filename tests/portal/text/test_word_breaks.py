"""Lines of Chinese titles end between words; other titles stay as they are."""

import pytest
from django.utils.safestring import mark_safe

from portal.text.word_breaks import with_word_breaks


def lines_may_end(title: str) -> list[str]:
    text = with_word_breaks(title).replace('<span class="worded">', "").replace('<span class="opens">', "")
    return text.replace("</span>", "").split("<wbr>")


def test_a_line_ends_between_words_and_never_before_a_word_of_one_character() -> None:
    assert lines_may_end("晋江经济开发区：印染纺织行业的园区级减排") == [
        *("晋江", "经济", "开发区：印染", "纺织", "行业的", "园区级", "减排"),
    ]


def test_a_number_keeps_its_unit_and_a_latin_word_is_whole() -> None:
    parts = lines_may_end("福兴经济开发区 2025年度 SGS 认证的工业上楼")

    assert [part for part in parts if "2025" in part or "SGS" in part] == ["开发区 2025年度 SGS 认证的"]


@pytest.mark.parametrize("title", ["绿鉴", "典型案例", "Heat recovered from stenters, and more"])
def test_what_is_short_or_english_stays_as_it_is(title: str) -> None:
    assert with_word_breaks(title) == title


def test_a_bracket_that_opens_a_title_stands_at_the_edge() -> None:
    assert with_word_breaks("【示例】名单") == '<span class="opens">【示例】名单</span>'


def test_what_a_title_holds_is_escaped_and_marked_hits_stay() -> None:
    assert "<b>" not in with_word_breaks("<b>余热余压余气综合利用改造</b>")
    assert with_word_breaks(mark_safe("<mark>余热</mark>利用")) == "<mark>余热</mark>利用"
