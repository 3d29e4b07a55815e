"""An Elasticsearch engine of each test's own, on the real node, and an embedded one on disk."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.core.engine import Put
from search.engines.elastic import ElasticEngine, open_url
from search.engines.tantivy import TantivyEngine
from tests.search import corpus

Open = Callable[..., ElasticEngine]


@pytest.fixture
def elastic_address(elastic_url: str) -> str:
    """A SEARCH_URL nobody else uses."""
    return f"{elastic_url}-{secrets.token_hex(4)}"


@pytest.fixture
def elastic_client(elastic_node: str) -> Iterator[Elasticsearch]:
    """For what an engine never does: breaking an index, or looking behind it."""
    client = Elasticsearch(elastic_node, request_timeout=60)
    yield client
    client.close()


@pytest.fixture
def open_elastic(elastic_address: str, elastic_client: Elasticsearch) -> Iterator[Open]:
    """Open an engine on this test's prefix, several times if need be; its indexes go with the test."""
    engines: list[ElasticEngine] = []

    def opened(settings: str = "") -> ElasticEngine:
        # A test machine is slow at making indexes; what waiting does is tested where it matters.
        engines.append(open_url(elastic_address + (settings or "?timeout=30")))
        return engines[-1]

    yield opened
    for engine in engines:
        engine.close()
    prefix = elastic_address.rpartition("/")[2]
    for name in elastic_client.indices.get(index=f"{prefix}-*", expand_wildcards="all").body:
        elastic_client.indices.delete(index=name)


@pytest.fixture
def elastic(open_elastic: Open) -> ElasticEngine:
    """An engine without an index."""
    return open_elastic()


@pytest.fixture
def fill() -> Callable[[ElasticEngine, list[Put]], None]:
    """Rebuild an engine's index from these records."""

    def filled(engine: ElasticEngine, puts: list[Put]) -> None:
        with engine.rebuild() as session:
            session.add(puts)
            session.finish()

    return filled


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def built(root: Path) -> TantivyEngine:
    engine = TantivyEngine(root)
    corpus.build(engine, corpus.STORIES)
    return engine
