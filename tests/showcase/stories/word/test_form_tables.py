"""A case that is written into a table, one row for each part, is read like one with headings."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from showcase.stories.blocks import SECTIONS_OF
from showcase.stories.word.composing.form_tables import is_form, unfolded
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.reading.document import Block, Cell, Kind, Span


def table(*rows):
    return Block(Kind.TABLE, rows=tuple(tuple(Cell((Span(words),)) for words in row) for row in rows))


FORM = table(
    ("标\n题", "余热回收改造"),
    ("企业名称", "示例纺织有限公司"),
    ("企业简介", "企业位于泉州。\n现有定型机十二台。"),
    ("主要做法", "加装换热器。"),
)


def test_the_rows_of_a_form_become_headings_and_paragraphs():
    blocks = unfolded([FORM])

    assert [block.text for block in blocks] == [
        "标题",
        "余热回收改造",
        "企业名称：示例纺织有限公司",
        "企业简介",
        "企业位于泉州。",
        "现有定型机十二台。",
        "主要做法",
        "加装换热器。",
    ]
    assert [choice.code for choice in recognise(blocks, SECTIONS_OF["case"])] == [
        "heading_only",
        "title",
        "paragraph",
        "section:background",
        "paragraph",
        "paragraph",
        "section:practices",
        "paragraph",
    ]


def test_a_table_of_figures_stays_a_table():
    figures = table(("指标", "改造前"), ("电", "12"), ("背景", "5"))

    assert not is_form(figures)
    assert unfolded([figures]) == (figures,)


words = st.text("背景成效标题一\n x", max_size=6) | st.sampled_from(["背景", "成效", "主要做法"])
rows = st.lists(st.lists(words, min_size=2, max_size=3), max_size=5)


@given(rows=rows)
def test_unfolding_loses_no_letter(rows):
    block = table(*rows)

    def letters(blocks):
        return Counter("".join("".join(one.text for one in blocks).split()))

    assert letters([block]) <= letters(unfolded([block]))
