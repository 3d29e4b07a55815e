"""Citations stand inside a text: they are found, shown and taken out without touching a letter around them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from portal.text.citations import OWN, Passage, cite, cited_sources, passages, plain, with_citations


def test_the_passages_of_a_text_are_its_paragraphs_items_and_headings_in_order():
    html = (
        f"<h3>蒸汽</h3><p>回收<b>冷凝水</b>{cite(2, 1)}。</p>"
        f"<ul><li>疏水阀{cite(OWN)}<ul><li>保温</li></ul></li></ul><p> <br/></p>"
    )

    assert passages(html) == (
        Passage("h3", "蒸汽"),
        Passage("p", "回收冷凝水。", (2, 1)),
        Passage("li", "疏水阀", (), own=True),
        Passage("li", "保温"),
    )


def test_attributes_may_come_in_any_order_and_links_are_no_citations():
    html = '<p><a linktype="source" id="3"></a><a linktype="page" id="7">甲</a><a id="4" linktype="source"></a></p>'

    assert cited_sources(html) == (3, 4)
    assert plain(html) == "甲"


def test_a_citation_is_shown_in_its_place():
    shown = with_citations(f"<p>甲{cite(1)}乙{cite(OWN)}</p>", lambda key: f"({key})")

    assert shown == "<p>甲(1)乙(portal)</p>"


words = st.text("节能减排 ab&<\"'", max_size=8).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
keys = st.lists(st.integers(1, 99) | st.just(OWN), max_size=3)
parts = st.lists(st.tuples(words, keys), min_size=1, max_size=4)
texts = st.lists(st.tuples(st.sampled_from(["p", "li", "h3"]), parts), max_size=5)


@given(texts)
def test_no_letter_and_no_citation_is_lost(written):
    inner = [(tag, "".join(word + cite(*cited) for word, cited in row)) for tag, row in written]
    html = "".join(f"<{tag}>{text}</{tag}>" for tag, text in inner)

    assert plain(html) == " ".join(plain(html).split())
    assert with_citations(html, cite) == html
    without = re.sub("<[^>]*>", "", with_citations(html, lambda _key: ""))
    assert without == "".join(word for _tag, row in written for word, _cited in row)
    expected = [key for _tag, row in written for _word, cited in row for key in cited if key != OWN]
    assert list(cited_sources(html)) == list(dict.fromkeys(expected))
