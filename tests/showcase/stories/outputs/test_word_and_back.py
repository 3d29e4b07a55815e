"""A story that leaves as a Word file comes back whole: no word is lost, and a second round changes nothing."""

import io
import re
from collections import Counter
from typing import Any

import docx
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.choices import StoryKind
from showcase.stories.blocks import SECTIONS, SECTIONS_OF
from showcase.stories.outputs.document import Heading, Part, StoryDocument, Table, Text, words_of
from showcase.stories.outputs.docx_file import docx_file
from showcase.stories.word.composing.drafting import Draft, compose
from showcase.stories.word.composing.form_tables import unfolded
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.reading.blocks import read_document

LABELS = dict(SECTIONS)


def story(
    parts: list[Part], title: str = "余热回收改造", summary: str = "回收余热，能耗下降。", sources: Any = ()
) -> StoryDocument:
    return StoryDocument(
        title, summary, "zh-hans", ("示例纺织有限公司",), tuple(parts), tuple(sources), "https://example.org/a"
    )


def imported(document: StoryDocument) -> Draft:
    """What the importer makes of the Word file of a story."""
    with translation.override("zh-hans"):
        found = read_document(docx_file(document, {}))
        blocks = unfolded(found.blocks)
        return compose(blocks, recognise(blocks, SECTIONS_OF[StoryKind.CASE]))


def exported(draft: Draft) -> StoryDocument:
    """The draft as the page of it would leave again."""
    parts: list[Part] = []
    with translation.override("zh-hans"):
        for kind, value in draft.body:
            if kind == "section":
                parts.append(Heading(str(LABELS[str(value)])))
            elif kind == "text":
                parts.append(Text(re.sub(r'<a id="(\d+)" linktype="source"></a>', r"[\1]", str(value))))
            elif kind == "table" and isinstance(value, dict):
                cited = "".join(f"[{number}]" for number in value["sources"])
                rows = (tuple(value["header"]), *(tuple(row["cells"]) for row in value["rows"]))
                parts.append(Table(f"{value['caption']}{cited}", rows))
    sources = [
        f"[{one.number}] "
        + "，".join(
            filter(None, (f"{one.publisher}：《{one.title}》" if one.publisher else one.title, one.date, one.url))
        )
        for one in draft.sources
    ]
    return story(parts, draft.title, draft.summary, sources)


def test_a_story_comes_back_as_it_left():
    parts = [
        Heading("背景与问题"),
        Text(
            "<h3>现状</h3><p>排气温度<b>180</b>℃，CO<sub>2</sub>没有回收[1]。</p><ol><li>加装换热器[1]</li><li>调试</li></ol>"
        ),
        Heading("实施成效"),
        Text("<ul><li>节电</li></ul>"),
        Table("前后对比[1]", (("指标", "前", "后"), ("电", "12", "9"))),
    ]

    draft = imported(story(parts, sources=["[1] 示例报：《余热回收见效》，2024-08-10"]))

    assert (draft.title, draft.summary) == ("余热回收改造", "回收余热，能耗下降。")
    assert [(one.number, one.publisher, one.title) for one in draft.sources] == [(1, "示例报", "余热回收见效")]
    assert [words_of(part) for part in exported(draft).parts] == [words_of(part) for part in parts]
    assert exported(draft).parts[1] == parts[1]


def test_a_numbered_list_begins_with_one_again_after_another():
    data = docx_file(story([Text("<ol><li>甲</li></ol><p>段</p><ol><li>乙</li><li>丙</li></ol>")]), {})

    found = [(block.label, block.text) for block in read_document(data).blocks]
    assert [pair for pair in found if pair[1] in "甲乙丙"] == [("1.", "甲"), ("1.", "乙"), ("2.", "丙")]


def test_a_link_keeps_its_address_and_a_picture_without_file_its_caption():
    data = docx_file(story([Text('<p>见<a href="https://example.org/b">此处</a></p>')]), {})

    document = docx.Document(io.BytesIO(data))
    assert [link.address for link in document.paragraphs[-1].hyperlinks] == ["https://example.org/b"]


words = st.text("节能减排余热 ab3", min_size=1, max_size=8).map(str.strip).filter(bool)
inline = st.builds(
    lambda tag, text: f"<{tag}>{text}</{tag}>" if tag else text, st.sampled_from(["", "b", "sup"]), words
)
lines = st.lists(inline, min_size=1, max_size=3).map("".join)
passages = st.one_of(
    lines.map(lambda line: f"<p>{line}</p>"),
    lines.map(lambda line: f"<h3>{line}</h3>"),
    st.lists(lines, min_size=1, max_size=3).map(
        lambda items: f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
    ),
    st.lists(lines, min_size=1, max_size=3).map(
        lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    ),
)
texts = st.lists(passages, min_size=1, max_size=3).map(lambda found: Text("".join(found)))
tables = st.builds(
    lambda caption, rows: Table(caption, tuple(rows)),
    words,
    st.lists(st.tuples(words, words), min_size=2, max_size=3),
)
headings = st.sampled_from(["背景与问题", "主要做法", "实施成效"]).map(Heading)


def letters(texts: list[str]) -> Counter[str]:
    return Counter(letter for letter in "".join(texts) if letter.isalnum())


@settings(max_examples=25)
@given(st.lists(st.one_of(texts, tables, headings), min_size=1, max_size=5))
def test_no_word_is_lost_and_a_second_round_changes_nothing(parts):
    parts = [Heading("主要做法"), *parts]
    first = imported(story(parts))

    again = imported(exported(first))

    kept = [words_of(part) for part in exported(first).parts] + [left.text for left in first.left]
    lost = letters([words_of(part) for part in parts]) - letters(
        [*kept, first.title, first.summary, *(one.title for one in first.sources)]
    )
    assert not lost
    assert (again.title, again.summary, again.body) == (first.title, first.summary, first.body)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_headings_of_the_file_are_those_that_the_importer_knows(language):
    with translation.override(language):
        document = StoryDocument(
            "Heat", "Less energy.", language, (), (Heading(str(LABELS["results"])),), ("[1] A",), ""
        )
        blocks = read_document(docx_file(document, {})).blocks

    assert [choice.code for choice in recognise(blocks, SECTIONS_OF[StoryKind.CASE])] == [
        "title",
        "heading_only",
        "summary",
        "section:results",
        "heading_only",
        "source",
    ]
