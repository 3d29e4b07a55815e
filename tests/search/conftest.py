"""An empty index on a database with real transactions, so that what runs after a commit runs; a broken engine."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from search.index import current, drain
from search.index.rebuild import rebuild
from tests.search.broken import Broken
from tests.search.contract.conftest import drop


@pytest.fixture(autouse=True)
def no_reference_index() -> Iterator[None]:
    """What uses what (Wagtail's reference index) is nothing to the search, and a sixth of the time of a publish."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def index(transactional_db: None) -> Iterator[None]:
    """The embedded engine in memory, empty and ready; the drainer starts without a grudge from another test."""
    yield from _empty_index()


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def either_index(request: pytest.FixtureRequest, transactional_db: None, settings: Any) -> Iterator[None]:
    """The same on either engine."""
    if request.param == "elastic":
        url = f"{request.getfixturevalue('elastic_url')}-{uuid4().hex[:6]}"
        settings.SEARCH_URL = f"{url}?timeout=30"
        request.addfinalizer(lambda: drop(url))  # noqa: PT021 - only where there is something to drop
    yield from _empty_index()


def _empty_index() -> Iterator[None]:
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    engine = Broken()
    for module in ("search.index.drain", "search.index.rebuild", "search.index.probes", "search.views"):
        monkeypatch.setattr(f"{module}.engine", lambda: engine)
    return engine
