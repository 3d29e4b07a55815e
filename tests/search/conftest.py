"""An empty index on a database with real transactions, so that what runs after a commit runs; a broken engine."""

from collections.abc import Iterator

import pytest

from search import current, drain
from search.rebuild import rebuild
from tests.search.broken import Broken


@pytest.fixture
def index(transactional_db: None) -> Iterator[None]:
    """The embedded engine in memory, empty and ready; the drainer starts without a grudge from another test."""
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    engine = Broken()
    for module in ("search.drain", "search.rebuild", "search.probes", "search.views"):
        monkeypatch.setattr(f"{module}.engine", lambda: engine)
    return engine
