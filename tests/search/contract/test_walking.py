"""The whole match set, for exports: every hit once, in the order of the pages, however deep."""

from collections.abc import Callable, Iterator

import pytest

from search.core.clauses import Everything
from search.core.engine import EngineRequest, Order, SearchEngine, SearchUnavailable
from search.core.plan import every_hit
from search.core.query import Presets, SearchQuery
from search.engines import open_engine
from tests.search import corpus
from tests.search.contract.conftest import WORDS, Find

DEEP = 10_100
"""More than an engine serves page by page."""


def walked(engine: SearchEngine, text: str = "", presets: Presets | None = None, **fields: object) -> list[str]:
    query = SearchQuery.from_params({"q": [text], **{name: [str(value)] for name, value in fields.items()}}, "zh-hans")
    return [hit.id for hit in every_hit(engine, query, presets or Presets(), WORDS)]


@pytest.mark.parametrize("text", ["", "余热", "余热回收", "waste heat", "水泥 光伏 照明", "((("])
@pytest.mark.parametrize("fields", [{}, {"kind": "case"}, {"sort": "date"}, {"industry": "C17", "sort": "relevance"}])
def test_a_walk_gives_the_hits_of_all_pages_in_their_order(
    stories: SearchEngine, find: Find, text: str, fields: dict[str, str]
):
    results = find(text, **fields)
    assert walked(stories, text, **fields) == [hit.id for hit in results.hits]
    assert len(results.hits) == results.total


def test_a_walk_begins_at_the_first_hit_whatever_page_is_asked_for(stories: SearchEngine):
    assert walked(stories, "余热", page=2) == walked(stories, "余热")


def test_a_walk_never_holds_what_matches_in_part(stories: SearchEngine, find: Find):
    page = find("余热回收 锂电池")
    assert page.in_part
    assert page.hits
    assert page.related
    assert walked(stories, "余热回收 锂电池") == []


def test_a_walk_stays_within_presets(stories: SearchEngine):
    in_textiles = Presets({"industry": ("C17",)})
    assert set(walked(stories, "", in_textiles)) == {"stenter-heat", "dye-bath-water"}
    assert walked(stories, "余热", in_textiles) == ["stenter-heat"]
    assert walked(stories, "余热", in_textiles, industry="C30") == []


@pytest.fixture(scope="module")
def deep(new_url: Callable[[], str]) -> Iterator[SearchEngine]:
    """More records than pages reach."""
    opened = open_engine(new_url())
    corpus.build(opened, corpus.numbered(DEEP))
    yield opened
    opened.close()


@pytest.mark.parametrize("order", [Order.SCORE, Order.DATE])
def test_a_walk_goes_deeper_than_pages_do(deep: SearchEngine, order: Order):
    found = [hit.record.id for hit in deep.walk(EngineRequest(Everything(), order=order))]
    assert len(found) == len(set(found)) == DEEP
    assert found[0] == f"n{DEEP - 1}"


def test_a_walk_without_an_index_is_refused(engine: SearchEngine):
    with pytest.raises(SearchUnavailable):
        list(engine.walk(EngineRequest(Everything())))


def test_a_walk_scores_and_widens_the_text_as_a_page_does(stories: SearchEngine, find: Find):
    query = SearchQuery(text="whr")

    walk = list(every_hit(stories, query, vocabulary=WORDS))

    assert [(hit.id, hit.score) for hit in walk] == [(hit.id, hit.score) for hit in find("whr").hits]
    assert len(walk) > len(list(every_hit(stories, query)))
