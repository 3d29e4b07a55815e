"""The search engines behind one protocol (`search.core.engine`).

Nothing outside an engine's own folder imports its client.
"""

from importlib import import_module
from urllib.parse import urlsplit

from search.core.engine import SearchEngine

_PACKAGES = {"embedded": "search.engines.tantivy", "http": "search.engines.elastic", "https": "search.engines.elastic"}


def open_engine(url: str) -> SearchEngine:
    """Return the engine that a `SEARCH_URL` names; opens no file and no connection yet.

    Forms: `embedded:memory`, `embedded:///absolute/path`, `http(s)://user:pass@host:9200/<index-prefix>`. Raises
    ValueError for anything else. Each engine's package has `open_url(url) -> SearchEngine`.
    """
    scheme = urlsplit(url).scheme
    if scheme not in _PACKAGES:
        raise ValueError(f"SEARCH_URL must begin with embedded:, http: or https:, not {scheme!r}")
    engine: SearchEngine = import_module(_PACKAGES[scheme]).open_url(url)
    return engine
