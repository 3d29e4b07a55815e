"""What of a text is shown and marked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.text.highlighting import HAN_LENGTH, LATIN_LENGTH, highlighter, units_of


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
        ("热", "热水 pump", ["热"]),
        ("C 余热", "CO2, C, cc", ["C"]),
        ("recoveries", "recovery of heat", ["recovery"]),
        ("dry", "a dry process", ["dry"]),
        ("dying", "dying of yarn", ["dying"]),
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
    from search.text.analysis import terms

    assert bool(highlighter(text).whole(text).marks) == bool(terms(text).tokens)


def test_a_passage_is_cut_into_marked_and_unmarked_parts_from_its_first_letter_on():
    passage = highlighter("热").whole("热水和热")

    assert passage.parts() == [("热", True), ("水和", False), ("热", True)]
    assert highlighter("独角兽").whole("热水").parts() == [("热水", False)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("热" * 500, HAN_LENGTH),
        ("热水he" * 100, HAN_LENGTH),
        ("热hi" * 133, LATIN_LENGTH),  # a third of it is Han, not more
        ("热heat" * 100, LATIN_LENGTH),
        ("heat " * 100, LATIN_LENGTH),
    ],
)
def test_a_passage_of_letters_is_longer_than_one_of_han(text: str, length: int):
    assert length - 24 <= len(highlighter("独角兽").passage(text).text) <= length


def test_of_equal_stretches_the_first_is_shown_and_of_unequal_ones_that_with_more_of_the_query():
    filler = "公司推进节能工作。" * 40
    once, twice = f"甲厂余热很多。{filler}", f"乙厂余热很多，用了定型机。{filler}"

    assert "甲厂" in highlighter("余热").passage(once + twice).text
    assert "乙厂" in highlighter("余热 定型机").passage(once + twice).text
    assert "乙厂" in highlighter("余热 定型机").passage(once + twice + twice.replace("乙", "丙")).text


def test_the_sequences_a_text_contains_are_told_apart():
    marking = highlighter("余热 heat 独角兽", ("waste heat recovery",))

    assert marking.marked_in("余热与 waste heat recovery") == {
        ("余热",),
        ("heat",),
        ("wast", "heat", "recoveri"),
    }
    assert marking.marked_in("什么也没有") == frozenset()


def test_what_names_contain_is_marked_as_in_a_text_and_written_as_it_may_be():
    marking = highlighter("餘熱 ＷＨＲ")

    assert marking.marked_in_names(["余热公司", "whr Ltd", "别的"]) == {("余热",), ("whr",)}
    assert marking.marked_in_names([]) == frozenset()


def test_a_text_searches_for_each_han_run_and_for_all_its_other_words_together():
    assert units_of("余热回收 heat 定型机 kilns 5000") == (
        frozenset({("余热",), ("回收",)}),
        frozenset({("定型",), ("型机",)}),
        frozenset({("heat",), ("kiln",), ("5000",)}),
    )
    assert units_of("") == ()


def test_a_single_han_character_between_two_words_is_marked_with_its_neighbours_because_it_has_no_pair_of_its_own():
    assert units_of("余热的回收") == (frozenset({("余热",), ("热的",), ("的回",), ("回收",)}),)


# Where a passage begins and ends --------------------------------------------------------------------------

LENGTH = 30


def shown(query: str, text: str) -> tuple[str, list[str], bool, bool]:
    """The passage, what is marked in it, and whether something is left out before and after."""
    passage = highlighter(query).passage(text, LENGTH)
    return passage.text, [part for part, is_marked in passage.parts() if is_marked], passage.before, passage.after


def test_a_passage_begins_a_third_of_its_length_before_the_match_where_no_sentence_begins_nearer():
    text = f"{'甲' * 8}余热{'甲' * 10}余热{'甲' * 18}水泵{'甲' * 50}"

    passage = highlighter("余热 水泵").passage(text, LENGTH)

    assert passage.text == text[10:40]
    assert passage.marks == ((10, 12),)  # neither what ends where it begins nor what begins where it ends
    assert (passage.before, passage.after) == (True, True)


def test_a_passage_that_leaves_out_one_character_says_so():
    assert shown("余热", f"{'甲' * 11}余热{'乙' * 50}") == (f"{'甲' * 10}余热{'乙' * 18}", ["余热"], True, True)
    assert shown("余热", f"{'甲' * 10}余热{'乙' * 50}") == (f"{'甲' * 10}余热{'乙' * 18}", ["余热"], False, True)


def test_a_passage_begins_with_the_first_sentence_near_before_the_match_and_never_after_it():
    sentence = f"余热{'乙' * 40}"

    assert shown("余热", f"{'甲' * 20}。{sentence}")[0] == sentence[:LENGTH]
    assert shown("余热", f"{'甲' * 20}。短句。又一句。{sentence}")[0].startswith("短句。又一句。余热")
    assert shown("余热", f"短句。{sentence}")[0].startswith("短句。余热")
    assert shown("余热", f"甲。{'乙' * 9}{sentence}")[0].startswith("乙")
    assert shown("热", f"{'甲' * 50}。 热")[0] == "热"


def test_a_text_just_as_long_as_a_passage_is_shown_whole():
    text = f"{'甲' * 20}。余热{'乙' * 7}"

    assert shown("余热", text) == (text, ["余热"], False, False)


def test_a_passage_of_letters_begins_and_ends_between_words_and_is_not_longer_than_asked():
    assert shown("heat", "compressor heat " + "pumps " * 60)[0].startswith("heat pumps")
    assert shown("heat", "blower " + "compressor " * 60)[0] == "blower compressor compressor "
    assert shown("heat", "pumps " * 60 + "heat") == ("pumps heat", ["heat"], True, False)


FAR = "甲" * 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"余热子{FAR}余热丑余热{FAR}", "丑"),  # twice counts more than once
        (f"余热子余热{FAR}余热丑水泵{FAR}", "丑"),  # two different ones count more than one twice
        (f"余热子{FAR}水泵寅水泵{FAR}余热丑水泵{FAR}", "丑"),  # what lies too far back counts no more
        (f"余热{'甲' * 26}水泵{FAR}余热丑水泵{FAR}", "甲"),  # just as long as a passage
        (f"余热{'甲' * 27}水泵{FAR}余热丑水泵{FAR}", "丑"),  # one character too long
    ],
)
def test_the_passage_is_the_first_of_those_with_most_different_words_then_with_most_of_them(text: str, expected: str):
    assert expected in shown("余热 水泵", text)[0].replace("甲" * 8, "甲")
    assert ("丑" in shown("余热 水泵", text)[0]) is (expected == "丑")


def test_a_match_at_the_end_of_a_passage_is_shown_whole():
    text = f"{'余热回收。' + '换热器清洗周期' * 30}"[: HAN_LENGTH - 1] + "余热利用。" + "系统" * 40

    passage = highlighter("余热", ()).passage(text)

    assert [part for part, is_marked in passage.parts() if is_marked] == ["余热", "余热"]
