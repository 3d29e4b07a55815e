"""Document numbers in every form in which notices print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.lists.document_numbers import DocumentNumber, DocumentNumberError, parse_document_number

numbers = st.builds(
    DocumentNumber,
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12),
    st.integers(1949, 2099),
    st.integers(1, 99999),
)


@pytest.mark.parametrize(
    "text",
    [
        "闽工信规〔2025〕3号",
        "闽工信规[2025]3号",
        "闽工信规［2025］3号",
        "闽工信规(2025)3号",
        "闽工信规（２０２５）３号",
        "闽工信规【2025】3号",
        "闽工信规﹝2025﹞3号",
        " 闽工信规 〔2025〕 3 号 ",
        "闽工信规〔2025]003號",
    ],
)
def test_every_bracket_form_and_width_reads_as_the_canonical_number(text: str) -> None:
    assert str(parse_document_number(text)) == "闽工信规〔2025〕3号"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("闽工信规2025 3号", "form"),
        ("闽工信规〔2025〕3", "form"),
        ("", "form"),
        ("〔2025〕3号", "issuer"),
        ("MIIT〔2025〕3号", "issuer"),
        ("闽工信规〔25〕3号", "year"),
        ("闽工信规〔二〇二五〕3号", "year"),
        ("闽工信规〔2025〕0号", "serial"),
        ("闽工信规〔2025〕第3号", "serial"),
        ("闽工信规〔2025〕3号闽工信规〔2025〕4号", "serial"),
    ],
)
def test_what_is_no_document_number_is_refused_and_the_fault_is_named(text: str, fault: str) -> None:
    with pytest.raises(DocumentNumberError) as error:
        parse_document_number(text)
    assert error.value.fault == fault


@given(numbers)
def test_writing_and_reading_a_number_gives_it_back(number: DocumentNumber) -> None:
    assert parse_document_number(str(number)) == number


@given(numbers, st.sampled_from(["[]", "()", "（）", "［］", "【】", "〔〕"]))
def test_brackets_never_change_a_number(number: DocumentNumber, brackets: str) -> None:
    text = str(number).replace("〔", brackets[0]).replace("〕", brackets[1])
    assert parse_document_number(text) == number


def test_numbers_of_one_issuer_sort_by_year_and_serial() -> None:
    texts = ["闽工信规〔2025〕10号", "闽工信规〔2025〕9号", "闽工信规〔2024〕99号"]
    ordered = sorted(map(parse_document_number, texts))
    assert [str(number) for number in ordered] == texts[::-1]
