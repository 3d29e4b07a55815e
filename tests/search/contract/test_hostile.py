"""Texts that broke other searches: none raises, none ends the process, none is slow."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import SearchEngine
from search.expansion import Vocabulary
from search.plan import search
from search.query import BadQuery, SearchQuery
from search.results import Tier
from tests.search import corpus
from tests.search.contract.conftest import Find

NASTY = [
    "(" * 5_000,
    ")" * 5_000,
    '"' * 999,
    "a AND OR NOT (b",
    "title_zh:余热 OR match:*",
    "+余热 -废气 ~2 ^3",
    "/(a+)+$/",
    "[2020 TO *}",
    "*:*",
    "?*?*?*",
    "\\",
    "' OR 1=1 --",
    "余热\x00回收",
    "\x00",
    "\ud800余热",
    "\u202e余热回收\u202c",
    "👩‍👩‍👧‍👦 余热 🔥",
    "余热" * 5_000,
    "a" * 1_000_000,
    "热 " * 4_000,
    " ".join(f"词{chr(0x4E00 + i)}x{i}" for i in range(2_000)),
    "∅",
    "¶",
    "é́" * 500,
    "ﷺ" * 200,
    "İstanbul ﬁne ㎡",
    "<script>alert(1)</script>",
    "%00%ff../../etc/passwd",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_nasty_text_is_answered_quickly(find: Find, text: str):
    find("余热")
    began = time.perf_counter()
    results = find(text)
    assert time.perf_counter() - began < 2
    assert 0 <= results.total <= len(corpus.STORIES)


@pytest.mark.parametrize("text", ["∅", "¶"])
def test_the_marks_of_the_index_itself_cannot_be_searched(find: Find, text: str):
    assert find(text).tier is Tier.NOTHING


def test_brackets_and_operators_are_punctuation(find: Find):
    plain, written = find("kiln turbine"), find("+(kiln) AND: [turbine*]~2^4 2 4")
    assert plain.hits[0].id == written.hits[0].id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), kind=st.text(max_size=10), page=st.text(max_size=6))
def test_any_text_gives_an_answer_or_a_clear_refusal(stories: SearchEngine, text: str, kind: str, page: str):
    query = refused = None
    try:
        query = SearchQuery.from_params({"q": [text], "kind": [kind], "page": [page]}, "en")
    except BadQuery as error:
        refused = error
    if query:
        assert search(stories, query, vocabulary=Vocabulary()).total <= len(corpus.STORIES)
    assert refused is None or refused.status in (400, 404)
