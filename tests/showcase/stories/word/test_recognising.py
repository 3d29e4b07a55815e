"""The usual form of a case is recognised, by styles or by bold short lines; what is not keeps its place."""

import pytest

from showcase.stories.blocks import SECTIONS_OF
from showcase.stories.word.composing.headings import heading_of
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.reading.document import Block, Kind, Place, Span


def text(words, *, bold=False, **fields):
    return Block(Kind.PARAGRAPH, (Span(words, bold=bold),), **fields)


def heading(words, level=1):
    return Block(Kind.HEADING, (Span(words),), level=level)


TABLE = Block(Kind.TABLE, rows=())
PICTURE = Block(Kind.PICTURE, part="word/media/image1.png")


def codes(*blocks, kind="case"):
    return [choice.code for choice in recognise(blocks, SECTIONS_OF[kind])]


@pytest.mark.parametrize("make", [heading, lambda words: text(words, bold=True)], ids=["style", "bold line"])
@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("一、背景", "background"),
        ("（一）企业简介", "background"),
        ("二、 主要做法", "practices"),
        ("3. 实施成效：", "results"),
        ("第四部分 经验启示", "lessons"),
        ("五、不足", "limits"),
        ("推广价值", "transfer"),
        ("【摘要】", "summary"),
        ("参考来源：", "sources"),
        ("II. Main practices", "practices"),
        ("技 术 原 理", "principle"),
        ("二、主要做法：以数字化推动节能", "practices"),
    ],
)
def test_a_heading_of_the_usual_form_names_its_section(make, words, topic):
    assert heading_of(make(words)).topic == topic


@pytest.mark.parametrize(
    "words",
    [
        "背景墙采用竹材，降低了能耗。",
        "该企业总结的经验是先测后改",
        "2023年",
        "一、建设屋顶光伏",
        "本项目的成效由第三方核证。",
    ],
)
def test_a_line_that_only_contains_such_a_word_is_no_section(words):
    assert heading_of(text(words, bold=True)) is None


def test_a_case_in_the_usual_form_is_recognised_from_title_to_sources():
    blocks = [
        text("示例企业余热回收改造案例"),
        text("示例企业回收定型机余热，年节电186万千瓦时。"),
        text("一、企业简介", bold=True),
        text("企业位于泉州。"),
        text("二、主要做法", bold=True),
        text("（一）余热回收", bold=True),
        Block(Kind.ITEM, (Span("加装换热器"),), label="1.", ordered=True),
        text("表1 改造前后对比"),
        TABLE,
        PICTURE,
        text("图1 换热器"),
        text("三、成效", bold=True),
        text("年节电186万千瓦时[1]。"),
        text("参考来源", bold=True),
        text("[1] 示例报：《余热回收见效》，2024-08-10"),
    ]

    assert codes(*blocks) == [
        "title",
        "summary",
        "section:background",
        "paragraph",
        "section:practices",
        "paragraph",
        "item",
        "caption",
        "table",
        "picture",
        "caption",
        "section:results",
        "paragraph",
        "heading_only",
        "source",
    ]


def test_a_document_without_any_heading_keeps_its_paragraphs():
    assert codes(text("第一段。"), text("第二段。")) == ["paragraph", "paragraph"]


def test_lines_with_numbers_in_brackets_at_the_end_are_sources():
    assert codes(text("余热回收改造"), text("正文。"), text("[1] 甲"), text("［2］乙"))[2:] == ["source", "source"]


def test_a_summary_under_its_own_heading_is_the_summary():
    assert codes(text("余热回收改造"), text("摘要", bold=True), text("一段摘要。"), text("背景", bold=True))[1:3] == [
        "heading_only",
        "summary",
    ]


def test_a_first_line_with_a_number_is_no_title():
    assert codes(text("一、设备清单", bold=True)) == ["paragraph"]


def test_a_title_is_found_behind_its_label():
    assert codes(text("绿色制造典型案例申报材料。"), text("标题：余热回收"))[1] == "title"


def test_a_title_is_found_below_its_heading():
    blocks = [text("标题", bold=True), text("余热回收改造"), text("背景", bold=True), text("一段。")]

    assert codes(*blocks) == ["heading_only", "title", "section:background", "paragraph"]


@pytest.mark.parametrize(
    "words",
    ["一、背景：定型机排出大量高温废气，其中的热量没有利用，喷淋以后直接排放。", "2. 主要做法：换热"],
)
def test_a_paragraph_that_begins_with_its_heading_begins_the_section(words):
    assert codes(text("余热回收改造"), text(words))[1].startswith("section:")


def test_a_sentence_with_such_a_word_and_a_colon_begins_no_section():
    assert codes(text("余热回收改造"), text("效果：节电一成，节水两成，并且减少了废气的排放。"))[1] == "paragraph"


def test_a_footnote_that_names_a_publication_is_a_source_and_another_one_a_paragraph():
    notes = [
        text("《示例报》2024年8月", place=Place.FOOTNOTE, number=1),
        text("含税。", place=Place.FOOTNOTE, number=2),
    ]

    assert codes(text("余热回收改造"), *notes)[1:] == ["source", "paragraph"]


@pytest.mark.parametrize("words", ["联系人：示例", "项目联系人 ：示例  电话：000", "手机：000", "填表人：示例"])
def test_the_line_of_a_contact_person_is_left_out(words):
    assert codes(text("余热回收改造"), text("参考来源", bold=True), text(words))[2] == "left_out"


def test_a_picture_that_is_not_in_the_file_is_left_out():
    assert codes(Block(Kind.PICTURE)) == ["left_out"]


def test_a_heading_by_style_that_is_not_known_is_a_subheading():
    assert codes(heading("题目", 0), heading("设备选型", 2)) == ["title", "subheading"]


def test_a_heading_of_a_section_that_this_kind_of_story_has_not_is_a_subheading():
    blocks = [text("余热回收改造"), text("适用范围", bold=True), text("工作原理", bold=True)]

    assert codes(*blocks) == ["title", "subheading", "subheading"]
    assert codes(*blocks, kind="technology") == ["title", "section:fits", "section:principle"]
