"""Texts that broke other searches: none raises, none ends the process, none is slow."""

import time
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.nasty import TEXTS, queries
from search.core.engine import SearchEngine
from search.core.plan import search
from search.core.query import BadQuery, SearchQuery
from search.core.results import Tier
from search.text.expansion import Vocabulary
from tests.search import corpus
from tests.search.contract.conftest import WORDS, Find


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_nasty_text_is_answered_quickly(find: Find, text: str):
    find("余热")
    began = time.perf_counter()
    results = find(text)
    assert time.perf_counter() - began < 30
    assert 0 <= results.total <= len(corpus.STORIES)


def test_any_parameters_give_an_answer_or_a_clear_refusal(stories: SearchEngine):
    """More of them, and through the pages: `python -m bench.hostile`."""
    number = 150 if stories.name == "elastic" else 1_500
    answered, refused = 0, set()
    for nasty in islice(queries(path="/search/"), number):
        try:
            query = SearchQuery.from_params(nasty.lists, nasty.language)
        except BadQuery as error:
            refused.add(error.status)
            continue
        assert search(stories, query, vocabulary=WORDS).total <= len(corpus.STORIES)
        answered += 1
    assert answered > number / 2
    assert refused <= {400, 404}


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
