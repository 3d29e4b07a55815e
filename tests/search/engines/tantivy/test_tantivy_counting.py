"""Requests that share their match are counted in one pass; what can't be written as a filter gets a pass of its own."""

import pytest

from search.core.clauses import AnyOf, Between, Clause, Codes, Everything, Term
from search.core.engine import EngineRequest
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.filter_text import filter_text
from tests.search import corpus

FILTERS: tuple[tuple[Clause, ...], ...] = (
    (),
    (Codes("code_kind", ("case",)),),
    (Codes("code_kind", ("case", "technology")), Codes("code_region", ("350000",))),
    (Between("amount_energy", 100.0, None),),
    (AnyOf((Codes("range_energy", ("given",)), Between("amount_payback", None, 3.0))),),
    (Codes("code_programme", ()),),
)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    """An engine with the eight stories."""
    engine = TantivyEngine(tmp_path_factory.mktemp("counting"))
    corpus.build(engine, corpus.STORIES)
    return engine


@pytest.mark.parametrize("match", [Everything(), Term("match", "节能"), Term("match", "余热")])
def test_asks_that_share_their_match_are_answered_as_if_each_were_asked_alone(
    stories: TantivyEngine, match: Clause
) -> None:
    requests = [
        EngineRequest(match, limit=3, facets=("code_kind", "range_energy"), filters=filters) for filters in FILTERS
    ]

    together = stories.search(requests)

    assert together == [stories.search([request])[0] for request in requests]


@pytest.mark.parametrize("code", ["", 'a" OR code_kind:"case', "a b", "*", "(", "[1 TO 2]", "a:b", "\\", "a" * 100])
def test_only_what_has_the_form_of_a_code_is_ever_written_as_a_filter(code: str) -> None:
    assert filter_text((Codes("code_kind", (code,)),)) is None


def test_a_code_that_has_not_the_form_of_one_is_answered_by_a_search_of_its_own(stories: TantivyEngine) -> None:
    odd = EngineRequest(Everything(), filters=(Codes("code_kind", ('a" OR code_kind:"case',)),))
    shared = EngineRequest(odd.match)

    responses = stories.search([odd, shared])

    assert [response.total for response in responses] == [0, len(corpus.STORIES)]
