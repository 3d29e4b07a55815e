"""Content that several tests begin with: made by the first of a worker that needs it, then laid down as a copy."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction

from portal.caching import content_version
from search.core.query import PER_PAGE
from search.index import current
from tests import database
from tests.factories import make_case

_copies = tempfile.TemporaryDirectory(prefix="lujian-scenes-")


def lay_down(make: Callable[[], None]) -> None:
    """Bring database and embedded index to the state that `make` brings an empty site to; the fixture `index` is due.

    On another database or engine `make` is called each time. It returns nothing: tests ask the database for what they
    need.
    """
    if not database.is_sqlite() or settings.SEARCH_URL != "embedded:memory":
        transaction.atomic(make)()
        return
    copy = Path(_copies.name) / f"{make.__module__}.{make.__qualname__}"
    if copy.exists():
        _restore(copy)
    else:
        transaction.atomic(make)()
        _keep(copy)


def two_pages_of_stories() -> None:
    """One story more than a page of results holds."""
    for number in range(PER_PAGE + 1):
        make_case(f"余热{number}", effects=[])


def _keep(copy: Path) -> None:
    unfinished = copy.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(_index(), unfinished / "index")
    database.restore(unfinished / "database", _database())
    unfinished.rename(copy)


def _restore(copy: Path) -> None:
    connections.close_all()
    database.restore(_database(), copy / "database")
    current.engine().close()
    shutil.rmtree(_index())
    shutil.copytree(copy / "index", _index())
    cache.clear()
    content_version.forget()


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _index() -> Path:
    return current.engine()._home.root
