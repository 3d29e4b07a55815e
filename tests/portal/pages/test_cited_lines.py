"""Plain text that cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.cited_lines import CitedLine, cited_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        (" \n\n", ()),
        ("蒸汽最多。[1][12]", (CitedLine("蒸汽最多。", (1, 12)),)),
        ("Heat. [1] [portal]", (CitedLine("Heat.", (1,), own=True),)),
        ("一。[portal]\n\n二。", (CitedLine("一。", own=True), CitedLine("二。"))),
        ("见 [1] 处的说明。", (CitedLine("见 [1] 处的说明。"),)),
        ("[123]", (CitedLine("[123]"),)),
    ],
)
def test_a_paragraph_is_parted_from_its_sources(text: str, lines: tuple[CitedLine, ...]) -> None:
    assert cited_lines(text) == lines


@given(st.lists(st.tuples(st.text("热 ab。", min_size=1).filter(str.strip), st.integers(1, 99)), max_size=5))
def test_what_is_written_comes_back(paragraphs: list[tuple[str, int]]) -> None:
    text = "\n".join(f"{words}[{number}]" for words, number in paragraphs)
    assert [(line.text, line.citations) for line in cited_lines(text)] == [
        (words.strip(), (number,)) for words, number in paragraphs
    ]
