"""Which changed text replaces which: pure."""

import time

from portal.text.chinese_text import Passage
from portal.translation.editing.differences import differences
from portal.translation.matching import replaced

BODY = "body.1"


def texts(*told: str, place: str = BODY) -> list[Passage]:
    return [Passage(place, text) for text in told]


def pairs(old: list[Passage], new: list[Passage]) -> dict[str, str]:
    """New text → the old one that it replaces."""
    return {new[at].text: old[other].text for at, other in replaced(old, new).items()}


def test_the_text_of_a_field_replaces_the_former_one_however_different() -> None:
    assert pairs(texts("余热回收", place="title"), texts("全新的题目", place="title")) == {"全新的题目": "余热回收"}


def test_of_several_paragraphs_only_the_changed_one_is_paired() -> None:
    old = texts("第一段。", "年节约标准煤1200吨。", "第三段。")
    assert pairs(old, texts("第一段。", "年节约标准煤1300吨。", "第三段。")) == {
        "年节约标准煤1300吨。": "年节约标准煤1200吨。"
    }


def test_two_changed_paragraphs_between_the_same_neighbours_are_paired_in_order() -> None:
    old = texts("甲段原文。", "乙段原文。", "结尾")
    assert pairs(old, texts("完全重写之一", "完全重写之二", "结尾")) == {
        "完全重写之一": "甲段原文。",
        "完全重写之二": "乙段原文。",
    }


def test_an_added_paragraph_replaces_nothing() -> None:
    old = texts("第一段。", "第二段。")
    assert pairs(old, texts("第一段。", "新增的一段。", "第二段。")) == {}


def test_beside_an_added_paragraph_the_similar_one_is_found() -> None:
    old = texts("改造后年节约标准煤1200吨。", "结尾")
    new = texts("另外，园区建设了光伏电站。", "改造后年节约标准煤1300吨。", "结尾")
    assert pairs(old, new) == {"改造后年节约标准煤1300吨。": "改造后年节约标准煤1200吨。"}


def test_a_paragraph_that_moved_to_another_block_and_was_corrected_is_found() -> None:
    old = [*texts("改造后年节约标准煤1200吨。"), *texts("别的内容", place="body.2")]
    new = [*texts("别的内容", place="body.2"), *texts("改造后年节约标准煤1300吨。", place="body.3")]
    assert pairs(old, new) == {"改造后年节约标准煤1300吨。": "改造后年节约标准煤1200吨。"}


def test_a_text_is_not_looked_for_in_another_field() -> None:
    assert pairs(texts("改造后节能。", place="summary"), texts("改造后节能！", place="caveat")) == {}


def test_a_paragraph_that_only_moved_replaces_nothing() -> None:
    old = [*texts("甲段。"), *texts("乙段。", place="body.2")]
    new = [*texts("乙段。"), *texts("甲段。", place="body.2")]
    assert set(pairs(old, new).values()) <= {"甲段。", "乙段。"}
    assert replaced(texts("甲段。", "乙段。"), texts("乙段。", "甲段。")) == {}


def test_a_long_page_that_is_rewritten_is_matched_at_once() -> None:
    old = texts(*(f"第{number}段，改造前年耗电{number * 37}千瓦时，" + "余热没有利用。" * 30 for number in range(150)))
    new = texts(*(f"第{number}节，改造后年耗电{number * 31}千瓦时，" + "余热全部利用。" * 30 for number in range(149)))
    began = time.process_time()
    found = replaced(old, new)
    assert len(found) > 100
    assert time.process_time() - began < 5


def test_a_difference_shows_changed_numbers_whole_and_chinese_by_characters() -> None:
    pieces = differences("年节约标准煤1,200吨", "每年节约标准煤1,300吨")
    assert [(piece.change.value, piece.text) for piece in pieces] == [
        ("added", "每"),
        ("same", "年节约标准煤"),
        ("removed", "1,200"),
        ("added", "1,300"),
        ("same", "吨"),
    ]


def test_a_difference_holds_both_texts_letter_by_letter() -> None:
    old, new = "GB/T 36132-2018 中的指标", "GB/T 36132-2025 的指标 (见附录)"
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if not piece.is_added) == old
    assert "".join(piece.text for piece in pieces if not piece.is_removed) == new


def test_very_long_texts_are_shown_one_after_the_other() -> None:
    assert [piece.change.value for piece in differences("甲" * 2_001, "乙" * 2_001)] == ["removed", "added"]
