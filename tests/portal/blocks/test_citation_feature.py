"""In the editor a citation is a mark that can't be changed; what is stored names the key of the source alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html, get_text_for_indexing

from portal.blocks.body import PROSE_FEATURES
from portal.text.citations import OWN, cite, cited_sources, plain

CONVERTER = ContentstateConverter(features=PROSE_FEATURES)


def through_the_editor(html: str) -> str:
    return CONVERTER.to_database_format(CONVERTER.from_database_format(html))


def without_keys(html: str) -> str:
    """The HTML without the names that the editor gives to its blocks."""
    return "".join(part.partition('"')[2] if at else part for at, part in enumerate(html.split(' data-block-key="')))


@pytest.mark.parametrize(
    "html",
    [
        f"<p>节电{cite(1)}。</p>",
        f"<p>{cite(1)}节电{cite(2, OWN)}</p>",
        f"<p><b>节电</b>{cite(3)}，节水{cite(12)}</p>",
        f"<h3>做法</h3><ul><li>保温{cite(1)}</li></ul>",
    ],
)
def test_a_citation_goes_through_the_editor_unchanged(html: str) -> None:
    assert without_keys(through_the_editor(html)) == html


def test_the_editor_gets_one_letter_for_a_citation_that_is_no_part_of_the_text() -> None:
    state = json.loads(CONVERTER.from_database_format(f"<p>节电 {cite(2)}</p>"))

    assert state["blocks"][0]["text"] == "节电 ※"
    assert state["blocks"][0]["entityRanges"] == [{"key": 0, "offset": 3, "length": 1}]
    assert state["entityMap"]["0"] == {"mutability": "IMMUTABLE", "type": "CITATION", "data": {"key": "2"}}


def test_a_citation_is_no_word_for_the_search_and_no_link_where_no_page_shows_it() -> None:
    html = f"<p>节电{cite(2)}</p>"

    assert get_text_for_indexing(html) == "节电"
    assert expand_db_html(html) == "<p>节电<a></a></p>"


words = st.text("节能 ab<&", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
keys = st.lists(st.integers(1, 99).map(str) | st.just(OWN), max_size=2)


@given(st.lists(st.tuples(words, keys), min_size=1, max_size=5))
def test_the_editor_loses_no_letter_and_no_citation(written: list[tuple[str, list[str]]]) -> None:
    html = "<p>" + "".join(word + cite(*cited) for word, cited in written) + "</p>"

    stored = through_the_editor(html)

    assert plain(stored).replace(" ", "") == plain(html).replace(" ", "")
    assert cited_sources(stored) == cited_sources(html)
    assert stored.count(f'id="{OWN}"') == html.count(f'id="{OWN}"')
