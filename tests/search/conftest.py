"""An empty index on a database with real transactions, so that what runs after a commit runs."""

from collections.abc import Iterator

import pytest

from search import current, drain
from search.rebuild import rebuild


@pytest.fixture
def index(transactional_db: None) -> Iterator[None]:
    """The embedded engine in memory, empty and ready; the drainer starts without a grudge from another test."""
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()
