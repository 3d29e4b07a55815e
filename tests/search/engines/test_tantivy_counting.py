"""Asks that share their match are counted in one pass; what can't be written as a filter gets a pass of its own."""

import pytest

from search.clauses import AnyOf, Between, Clause, Codes, Everything, Term
from search.engines.base import Ask
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.spelled import spelled
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
    asks = [Ask(match, limit=3, facets=("code_kind", "range_energy"), filters=filters) for filters in FILTERS]

    together = stories.ask(asks)

    assert together == [stories.ask([ask])[0] for ask in asks]


@pytest.mark.parametrize("code", ["", 'a" OR code_kind:"case', "a b", "*", "(", "[1 TO 2]", "a:b", "\\", "a" * 100])
def test_only_what_has_the_form_of_a_code_is_ever_written_as_a_filter(code: str) -> None:
    assert spelled((Codes("code_kind", (code,)),)) is None


def test_a_code_that_has_not_the_form_of_one_is_answered_by_a_search_of_its_own(stories: TantivyEngine) -> None:
    odd = Ask(Everything(), filters=(Codes("code_kind", ('a" OR code_kind:"case',)),))
    shared = Ask(odd.match)

    answers = stories.ask([odd, shared])

    assert [answer.total for answer in answers] == [0, len(corpus.STORIES)]
