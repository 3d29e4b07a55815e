"""Each test of this folder runs on every engine: what holds on one must hold on all."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from search.core.engine import SearchEngine
from search.core.plan import search
from search.core.query import NO_PRESETS, SearchQuery
from search.core.results import SearchResults
from search.engines import open_engine
from tests.search import corpus

Find = Callable[..., SearchResults]
WORDS = corpus.vocabulary()
PATIENT = "?timeout=30"
"""For Elasticsearch: a busy test machine is slow, and how long an engine waits is tested elsewhere."""


@pytest.fixture(scope="session", params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Gives SEARCH_URLs under which nothing was ever built."""
    used: list[str] = []

    def fresh() -> str:
        if request.param == "embedded":
            return f"embedded://{tmp_path_factory.mktemp('search')}"
        used.append(f"{request.getfixturevalue('elastic_url')}-{uuid4().hex[:8]}")
        return used[-1] + PATIENT

    yield fresh
    for url in used:
        drop(url)


@pytest.fixture(scope="session")
def stories(new_url: Callable[[], str]) -> Iterator[SearchEngine]:
    """An engine with the eight stories, for all tests that only read."""
    opened = open_engine(new_url())
    corpus.build(opened, corpus.STORIES)
    yield opened
    opened.close()


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """Where this test alone keeps its index."""
    return new_url()


@pytest.fixture
def engine(url: str) -> Iterator[SearchEngine]:
    """An engine of this test's own, without an index."""
    opened = open_engine(url)
    yield opened
    opened.close()


@pytest.fixture
def find(stories: SearchEngine) -> Find:
    """Search the eight stories: `find("余热", kind=["case"], page=2)`."""
    return asking(stories)


def asking(engine: SearchEngine) -> Find:
    """A function that searches this engine with the small vocabulary."""

    def ask(text: str = "", **fields: object) -> SearchResults:
        language = str(fields.pop("language", "zh-hans"))
        presets = fields.pop("presets", None) or NO_PRESETS
        params = {name: value if isinstance(value, list) else [str(value)] for name, value in fields.items()}
        query = SearchQuery.from_params({"q": [text], **params}, language)
        return search(engine, query, presets, WORDS)

    return ask


def drop(prefixed: str) -> None:
    """Delete every index under a SEARCH_URL of Elasticsearch."""
    from elasticsearch import Elasticsearch

    address, _, prefix = prefixed.rpartition("/")
    with Elasticsearch(address) as client:
        names = list(client.indices.get(index=f"{prefix}*", expand_wildcards="all"))
        if names:
            client.indices.delete(index=",".join(names))
