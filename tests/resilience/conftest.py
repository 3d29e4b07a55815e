"""A site that several processes change at once: the test's own database, an index on disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from search.index import current, drain
from search.index.rebuild import rebuild
from tests.factories import industry, make_user, region, section, technique
from tests.sites import Site


def database_url() -> str:
    """The address of the test database, for other processes."""
    now: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    user, password = quote(now["USER"], safe=""), quote(now["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{now['HOST']}:{now['PORT']}/{now['NAME']}"


def prepared(folder: Path, search_url: str) -> Site:
    """The site of this test, with the terms that publishers choose, a publisher and an empty index."""
    section("cases")
    industry("C1713")
    technique("T02.01")
    region("350582")
    make_user("publisher", "publisher")
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    return Site(folder, search_url=search_url, database_url=database_url())


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Site]:
    """The database of the tests (SQLite on disk, or PostgreSQL) and the embedded index on disk."""
    settings.SEARCH_URL = f"embedded://{tmp_path / 'search'}"
    yield prepared(tmp_path, settings.SEARCH_URL)
    current.forget()
