"""The draft of a story contains every letter of the blocks, or names it among what was left out."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.citations import cite
from showcase.stories.blocks import SECTIONS
from showcase.stories.word.composing.drafting import compose
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.composing.roles import Choice, Role, roles_for
from showcase.stories.word.composing.sources import SourceLine, cited_numbers, read_source
from showcase.stories.word.composing.tables import plain_table
from showcase.stories.word.composing.texts import flat, rich
from showcase.stories.word.reading.document import Block, Cell, Kind, Place, Span


def text(*spans, **fields):
    return Block(Kind.PARAGRAPH, tuple(Span(span) if isinstance(span, str) else span for span in spans), **fields)


def item(words, label="", **fields):
    return Block(Kind.ITEM, (Span(words),), label=label, ordered=bool(label), **fields)


def table(*rows):
    return Block(
        Kind.TABLE, rows=tuple(tuple(Cell((Span(words),)) if words else Cell() for words in row) for row in rows)
    )


def composed(*pairs):
    return compose([block for block, _code in pairs], [Choice.of(code) for _block, code in pairs])


def test_a_section_replaces_its_heading_and_the_heading_is_named():
    draft = composed((text("一、背景"), "section:background"), (text("第一段"), "paragraph"))

    assert draft.body == [
        ("section", "background"),
        ("text", "<p>第一段</p>"),
    ]
    assert [(left.place, left.text) for left in draft.left] == [(Place.REPLACED, "一、背景")]


def test_a_heading_that_says_more_than_the_section_stays_below_it():
    draft = composed((text("一、企业简介"), "section:background"), (text("二、背景"), "section:background"))

    assert draft.body[1:] == [("text", "<h3>一、企业简介</h3>")]


def test_a_long_paragraph_that_begins_a_section_stays_a_paragraph():
    words = "一、背景：定型机排出大量高温废气，其中的热量没有利用，而且喷淋以后直接排放到大气之中。"

    draft = composed((text(words), "section:background"))

    assert draft.body[1:] == [("text", f"<p>{words}</p>")]


def test_a_typed_citation_becomes_the_number_of_its_source_where_there_is_one():
    draft = composed((text("节电[1]，节水［9］。"), "paragraph"), (text("[1] 示例报：《见效》，2024-08-10"), "source"))

    assert draft.body == [("text", f"<p>节电{cite(1)}，节水［9］。</p>")]
    assert draft.sources == [SourceLine("见效", "示例报", "2024-08-10", "", 1)]


def test_a_footnote_that_becomes_a_source_is_cited_where_its_mark_was():
    note = text("《示例报》", place=Place.FOOTNOTE, number=1)

    draft = composed((text("节电", Span(note=1), "。"), "paragraph"), (note, "source"))

    assert draft.body == [("text", f"<p>节电{cite(1)}。</p>")]


def test_a_footnote_that_stays_text_keeps_its_mark():
    note = text("含税", place=Place.FOOTNOTE, number=1)

    draft = composed((text("投资", Span(note=1)), "paragraph"), (note, "paragraph"))

    assert draft.body == [("text", "<p>投资<sup>注1</sup></p><p>注1：含税</p>")]


def test_items_numbered_from_one_are_a_numbered_list_and_other_numbers_stay_as_printed():
    draft = composed(
        (item("甲", "1."), "item"), (item("乙", "2."), "item"), (text("段"), "paragraph"), (item("丙", "3."), "item")
    )

    assert draft.body == [("text", "<ol><li>甲</li><li>乙</li></ol><p>段</p><p>3.丙</p>")]


def test_text_items_and_sub_headings_of_a_section_are_one_text():
    draft = composed(
        (text("一、背景"), "section:background"),
        (text("（一）现状"), "subheading"),
        (text("第一段[1]"), "paragraph"),
        (item("甲"), "item"),
        (text("[1] 示例报"), "source"),
        (text("二、成效"), "section:results"),
        (text("第二段"), "paragraph"),
    )

    assert draft.body == [
        ("section", "background"),
        ("text", f"<h3>（一）现状</h3><p>第一段{cite(1)}</p><ul><li>甲</li></ul>"),
        ("section", "results"),
        ("text", "<p>第二段</p>"),
    ]


def test_captions_belong_to_the_table_below_and_to_the_picture_above():
    picture = Block(Kind.PICTURE, part="word/media/image1.png", alt="换热器")
    draft = composed(
        (picture, "picture"),
        (text("图1 换热器"), "caption"),
        (text("表1 对比"), "caption"),
        (table(["项目", "值"], ["电", "12"]), "table"),
        (text("图9 无图"), "caption"),
    )

    assert [kind for kind, _value in draft.body] == ["figure", "table", "text"]
    assert draft.body[0][1] == {"part": "word/media/image1.png", "alt": "换热器", "caption": "图1 换热器", "at": 0}
    assert draft.body[1][1]["caption"] == "表1 对比"


def test_a_header_of_two_rows_is_one_and_a_first_row_across_the_table_is_its_caption():
    cell = lambda words, covered="": Cell((Span(words),), covered)  # noqa: E731 - a short name for six uses
    rows = (
        (cell("改造前后"), cell("改造前后", "left"), cell("改造前后", "left")),
        (cell("项目"), cell("能耗"), cell("能耗", "left")),
        (cell("项目", "above"), cell("前"), cell("后")),
        (cell("电"), cell("12"), cell("9")),
    )

    found = plain_table(Block(Kind.TABLE, rows=rows))

    assert found.caption == "改造前后"
    assert found.header == ("项目", "能耗 前", "能耗 后")
    assert found.rows == (("电", "12", "9"),)


def test_raised_letters_stay_raised_in_rich_and_in_plain_text():
    spans = (
        Span("3×10"),
        Span("3", raised=True),
        Span(" m"),
        Span("3", raised=True),
        Span("，CO"),
        Span("2", lowered=True),
    )

    assert rich(spans) == "3×10<sup>3</sup> m<sup>3</sup>，CO<sub>2</sub>"
    assert flat(spans) == "3×10³ m³，CO₂"


def test_markup_in_a_text_stays_text_and_only_addresses_of_the_web_are_links():
    spans = (Span("<b>&", link="javascript:alert(1)"), Span("网页", link='https://example.org/?a="b"'))

    assert rich(spans) == '&lt;b&gt;&amp;<a href="https://example.org/?a=&quot;b&quot;">网页</a>'


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "[2] 示例报：《见效》，2024年8月10日，https://example.org/a",
            SourceLine("见效", "示例报", "2024-08-10", "https://example.org/a", 2),
        ),
        ("3．《节能指南》 示例出版社 2023年5月", SourceLine("节能指南", "示例出版社", "2023-05", "", 3)),
        ("来源：《年报》，示例公司，2022", SourceLine("年报", "示例公司", "2022", "", 0)),
        ("企业提供资料", SourceLine("企业提供资料")),
        ("张某. 余热利用[J]. 示例学报, 2020, 3(2): 5.", SourceLine("张某. 余热利用[J]. 示例学报, 2020, 3(2): 5.")),
        ("《甲》《乙》", SourceLine("《甲》《乙》")),
    ],
)
def test_the_parts_of_a_source_are_read_or_the_whole_line_is_its_title(line, found):
    assert read_source(line) == found


def test_a_citation_names_several_sources():
    assert cited_numbers("1,3-5") == [1, 3, 4, 5]


def test_sources_of_one_number_get_different_ones():
    draft = composed(*((text(f"[1] {words}"), "source") for words in "甲乙"))

    assert [source.number for source in draft.sources] == [1, 2]


def test_a_title_that_is_too_long_leaves_its_end_in_the_remainder():
    draft = composed((text("长" * 300), "title"))

    assert (len(draft.title), len(draft.left[0].text)) == (255, 45)


def test_a_block_becomes_only_what_its_kind_allows():
    assert roles_for(Kind.TABLE) == (Role.TABLE, Role.LEFT_OUT)
    assert Role.TABLE not in roles_for(Kind.PARAGRAPH)


words = st.text(st.sampled_from("节能减排示例一二三《》[]1290.：:、，。 \nabc"), max_size=30)
spans = st.builds(Span, words, st.booleans(), st.booleans(), st.booleans())
texts = st.builds(
    Block,
    st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING]),
    st.lists(spans, max_size=3).map(tuple),
    st.sampled_from([Place.BODY, Place.TEXT_BOX]),
    st.integers(0, 3),
    st.sampled_from(["", "一、", "1.", "2.", "（三）"]),
    st.booleans(),
)
grids = st.lists(st.lists(words, min_size=2, max_size=2), min_size=1, max_size=3).map(lambda rows: table(*rows))
pictures = st.builds(Block, st.just(Kind.PICTURE), part=st.sampled_from(["", "word/media/image1.png"]), alt=words)
blocks = st.lists(texts | grids | pictures, max_size=12)


def letters(values):
    joined = unicodedata.normalize("NFKC", "".join(values))
    return Counter(letter for letter in joined if letter.isalpha())


def said(value):
    """Every text inside a part of the body."""
    if isinstance(value, dict):
        return "".join(said(inner) for name, inner in value.items() if name not in {"part", "at"})
    if isinstance(value, list | tuple):
        return "".join(map(said, value))
    return value if isinstance(value, str) else ""


def without_tags(html):
    return re.sub(r"<[^>]*>", "", html)


@given(blocks=blocks, data=st.data())
def test_every_letter_of_the_blocks_is_in_the_draft_or_in_what_was_left_out(blocks, data):
    choices = list(recognise(blocks, dict(SECTIONS)))
    for at in data.draw(st.lists(st.integers(0, max(len(blocks) - 1, 0)), max_size=4)) if blocks else ():
        role = data.draw(st.sampled_from(roles_for(blocks[at].kind)))
        section = data.draw(st.sampled_from(SECTIONS))[0] if role is Role.SECTION else ""
        choices[at] = Choice(role, section)

    draft = compose(blocks, choices)

    sources = [part for source in draft.sources for part in (source.title, source.publisher, source.url)]
    kept = [draft.title, draft.summary, *sources, *(left.text for left in draft.left)]
    body = without_tags("".join(said(value) for kind, value in draft.body if kind != "section"))
    labels = [block.label for block in blocks if block.kind is not Kind.TABLE]
    given_letters = letters([*(block.text for block in blocks), *labels])
    assert not given_letters - letters([*kept, body])
