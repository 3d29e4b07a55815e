"""Numbers, dates, codes, standards and terms need no translator."""

import pytest

from portal.translation.suggestions import dates, unchanged
from showcase.effects.suggested import english_amounts
from showcase.vocabulary.finding import english_names
from tests.factories import process, technique


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("1,200", "1,200"),
        ("85%", "85%"),
        ("91350100M000100Y43", "91350100M000100Y43"),
        ("GB/T 36132—2018", "GB/T 36132–2018"),
        ("（1）", "(1)"),
        ("MVR", "MVR"),
    ],
)
def test_what_has_no_chinese_character_stays(chinese: str, english: str) -> None:
    assert unchanged([chinese]) == {chinese: english}


def test_a_chinese_word_is_no_such_text() -> None:
    assert unchanged(["约1200吨", "依据GB/T 36132"]) == {}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("2024年", "2024"), ("2024年5月", "May 2024"), ("2024年5月3日", "3 May 2024")],
)
def test_a_date_is_written_as_in_english(chinese: str, english: str) -> None:
    assert dates([chinese]) == {chinese: english}


@pytest.mark.parametrize("chinese", ["2024年13月", "2024年2月30日", "2024年5月以来", "五月"])
def test_what_is_no_date_of_the_calendar_is_left_to_the_translator(chinese: str) -> None:
    assert dates([chinese]) == {}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("1200吨标准煤", "1,200 tce"), ("500万千瓦时", "5 GWh"), ("7–9年", "7–9 years")],
)
def test_an_amount_is_written_as_the_site_writes_it(chinese: str, english: str) -> None:
    assert english_amounts([chinese]) == {chinese: english}


@pytest.mark.parametrize("chinese", ["约1200吨标准煤", "1200吨以上", "三台"])
def test_an_amount_with_other_words_is_left_to_the_translator(chinese: str) -> None:
    assert english_amounts([chinese]) == {}


@pytest.mark.django_db
def test_the_name_of_a_term_has_its_english_name() -> None:
    term = technique("T02.01")
    assert english_names([term.zh, "没有的词"]) == {term.zh: term.en}


@pytest.mark.django_db
def test_a_name_with_two_english_ones_is_left_to_the_translator() -> None:
    term, other = technique("T02.01"), process("P001")
    type(other).objects.filter(pk=other.pk).update(zh=term.zh, en="Something else")
    assert english_names([term.zh]) == {}
