"""What of a text is shown and marked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.highlighting import HAN_LENGTH, highlighter


def marked(query: str, text: str, also: tuple[str, ...] = ()) -> list[str]:
    passage = highlighter(query, also).whole(text)
    return [part for part, is_marked in passage.parts() if is_marked]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("余热回收", "定型机的余热回收系统", ["余热回收"]),
        ("余热回收", "定型機的餘熱回收系統", ["餘熱回收"]),
        ("余热回收", "先回收，再利用余热", ["回收", "余热"]),
        ("余热回收", "加热回路", []),
        ("recovery", "Heat RECOVERIES, recovery of heat", ["RECOVERIES", "recovery"]),
        ("recovery", "record, red", []),
        ("碳", "推进低碳发展", ["碳"]),
        ("ＷＨＲ", "a whr unit", ["whr"]),
        ("the of", "the heat of the kiln", []),
        ("GB/T 23331", "执行GB/T 23331-2020标准", ["GB/T 23331-2020"]),
        ("闽工信规〔2025〕3号", "见闽工信规[2025]3号文", ["闽工信规[2025]3号"]),
        ("5000", "saves 5,000 kWh", ["5,000"]),
        ("", "任何文字", []),
    ],
)
def test_what_was_matched_is_marked_in_the_original_text(query: str, text: str, marks: list[str]):
    assert marked(query, text) == marks


def test_other_names_are_marked_only_as_they_stand():
    text = "Waste heat recovery; the heat is waste and recovery is hard. WHR"
    assert marked("余热回收", text, ("Waste heat recovery", "WHR")) == ["Waste heat recovery", "WHR"]


def test_parts_joined_give_the_text():
    passage = highlighter("余热 heat").whole("余热 is heat，余热。")
    assert "".join(part for part, _ in passage.parts()) == "余热 is heat，余热。"


def test_the_passage_is_where_most_of_the_query_stands_and_begins_with_its_sentence():
    filler = "公司推进节能工作。" * 40
    text = f"{filler}余热很多。{filler}定型机排气的余热回收后用于预热。{filler}"
    passage = highlighter("定型机 余热回收").passage(text)
    assert "定型机排气的余热回收后" in passage.text
    assert passage.before
    assert passage.after
    assert len(passage.text) <= HAN_LENGTH
    assert text[text.index(passage.text) - 1] == "。"


def test_without_a_match_the_beginning_is_shown_unmarked():
    passage = highlighter("独角兽").passage("甲" * 500)
    assert (passage.text, passage.marks, passage.before, passage.after) == ("甲" * HAN_LENGTH, (), False, True)


def test_a_short_text_is_shown_whole():
    passage = highlighter("heat").passage("Waste heat.")
    assert (passage.text, passage.before, passage.after) == ("Waste heat.", False, False)


def test_a_passage_never_begins_or_ends_inside_a_word():
    text = "compressor installation " * 60 + "with heat recovery " + "measurement campaigns " * 60
    passage = highlighter("heat recovery").passage(text)
    words = {"compressor", "installation", "with", "heat", "recovery", "measurement", "campaigns"}
    assert set(passage.text.split()) <= words


@given(st.text(max_size=80), st.text(max_size=400), st.integers(1, 120))
@example("00", "00", 1)  # a match longer than the passage
def test_any_text_gives_marks_in_order_inside_the_passage_and_a_part_of_the_text(query: str, text: str, length: int):
    passage = highlighter(query, (query[:20],)).passage(text, length)
    assert passage.text in text
    last = -1
    for start, end in passage.marks:
        assert last < start < end <= len(passage.text)
        last = end


@given(st.text(min_size=1, max_size=60))
def test_a_text_searched_for_itself_marks_something_or_holds_nothing_to_search(text: str):
    from search.analysis import terms

    assert bool(highlighter(text).whole(text).marks) == bool(terms(text).tokens)
