"""Terms are suggested from a text by their names, the longest that fits, with the passage."""

import pytest

from showcase.vocabulary.tagging.in_text import Passage, Shown, Words, suggest
from showcase.vocabulary.tagging.terms import Tag, Tags

HEAT = Tag("technique:2", "technique", "T02.01", "余热回收", "Waste heat recovery", ("热回收", "WHR"))
REUSE = Tag("technique:3", "technique", "T08.03", "中水回用与废水资源化", "Wastewater reuse")
BOILER = Tag("process:1", "process", "P003", "余热锅炉", "Waste-heat boiler", ("废锅",))
HEARTH = Tag("process:2", "process", "P095", "轧钢加热炉", "", ("加热炉",), frozenset({"加热炉"}))
FURNACE = Tag("process:3", "process", "P153", "锻造加热炉", "", ("加热炉",), frozenset({"加热炉"}))
MEMBRANE = Tag("technique:4", "technique", "T08.04", "膜法水处理", "Membrane treatment", ("RO",), frozenset({"RO"}))
GROUP = Tag("industry:1", "industry", "G08", "纺织", "Textiles")
OTHER = Tag("industry:2", "industry", "G13", "其他", "Other")
DIVISION = Tag("industry:3", "industry", "C17", "纺织业", "", group=GROUP.key)
IRON = Tag("industry:4", "industry", "C311", "炼铁")
IRON_CLASS = Tag("industry:5", "industry", "C3110", "炼铁", parent=IRON.key)
TAGS = Tags([HEAT, REUSE, BOILER, HEARTH, FURNACE, MEMBRANE, GROUP, OTHER, DIVISION, IRON, IRON_CLASS])
WORDS = Words(TAGS)


def codes(text, chosen=()):
    return [one.tag.code for one in suggest([Passage(text)], WORDS, chosen)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("定型机废气余热回收", ["T02.01"]),
        ("定型機廢氣餘熱回收", ["T02.01"]),
        ("余热 回收", ["T02.01"]),
        ("Waste  Heat\nRecovery pays", ["T02.01"]),
        ("the WHR unit", ["T02.01"]),
        ("建中水回用设施", ["T08.03"]),  # a part of the name
        ("安装余热锅炉", ["P003"]),  # and not 余热回收, nor two terms
        ("某纺织企业", ["C17"]),  # the division, and not the group above it
        ("炼铁", ["C3110"]),  # the narrower of two terms with one name
        ("a whr, wastewater reuses", []),  # capitals are meant as written; a word is a whole word
        ("其他 other", []),
        ("", []),
    ],
)
def test_names_and_other_names_in_a_text_are_found(text, found):
    assert codes(text) == found


def test_a_word_of_several_terms_is_marked_and_comes_last():
    first, *doubtful = suggest([Passage("加热炉与RO，另有余热回收")], WORDS)
    assert (first.tag, first.is_ambiguous) == (HEAT, False)
    assert {one.tag.code: one.others for one in doubtful} == {
        "P095": ("process:3",),
        "P153": ("process:2",),
        "T08.04": (),
    }
    assert all(one.is_ambiguous for one in doubtful)


def test_a_plain_name_elsewhere_settles_an_ambiguous_one():
    found = {one.tag.code: one for one in suggest([Passage("加热炉"), Passage("轧钢加热炉")], WORDS)}
    assert not found["P095"].is_ambiguous
    assert found["P095"].shown.word == "轧钢加热炉"
    assert found["P153"].is_ambiguous


def test_the_passage_is_shown_as_written_with_the_word_marked():
    text = "一" * 40 + "餘熱 回收，" + "二" * 40
    (found,) = suggest([Passage(text)], WORDS)
    assert found.shown == Shown("…" + "一" * 30, "餘熱 回收", "，" + "二" * 29 + "…")


def test_a_word_in_the_title_counts_more_than_one_in_the_body():
    passages = [Passage("余热锅炉余热锅炉"), Passage("余热回收", 5)]
    assert [(one.tag.code, one.weight) for one in suggest(passages, WORDS)] == [("T02.01", 5), ("P003", 2)]


@pytest.mark.parametrize("chosen", [["industry:3"], ["industry:3", "technique:2"]])
def test_what_is_chosen_or_above_it_is_not_suggested(chosen):
    assert codes("纺织业、Textiles", chosen) == []
