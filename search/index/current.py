"""The search engine of this process, opened on first use and never before a fork."""

import os

from django.conf import settings

from search.core.engine import SearchEngine
from search.engines import open_engine

_engines: dict[tuple[int, str], SearchEngine] = {}


def engine() -> SearchEngine:
    """Return the engine that SEARCH_URL names; one per process."""
    key = (os.getpid(), settings.SEARCH_URL)
    if key not in _engines:
        _engines[key] = open_engine(settings.SEARCH_URL)
    return _engines[key]


def forget() -> None:
    """Close this process's engine; the next call of `engine` opens it again."""
    for key in [key for key in _engines if key[0] == os.getpid()]:
        _engines.pop(key).close()
