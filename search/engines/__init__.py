"""Engines behind one protocol (`base`). Nothing outside an engine's own folder imports its client."""

from importlib import import_module
from urllib.parse import urlsplit

from search.engines.base import SearchEngine

_PACKAGES = {"embedded": "search.engines.tantivy", "http": "search.engines.elastic", "https": "search.engines.elastic"}


def open_engine(url: str) -> SearchEngine:
    """The engine a `SEARCH_URL` names; touches no file and no network yet.

    `embedded:memory`, `embedded:///absolute/path`, `http(s)://user:pass@host:9200/<index-prefix>`.
    Raises ValueError for anything else. Each engine's package has `open_url(url) -> SearchEngine`.
    """
    scheme = urlsplit(url).scheme
    if scheme not in _PACKAGES:
        raise ValueError(f"SEARCH_URL must begin with embedded:, http: or https:, not {scheme!r}")
    engine: SearchEngine = import_module(_PACKAGES[scheme]).open_url(url)
    return engine
