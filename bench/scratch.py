"""An index of the bench's own on the engine that a URL names: the site's index is never touched."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bench.fault import Fault
from search.core.engine import SearchEngine, SearchUnavailable
from search.engines import open_engine

PATIENCE = "30"
"""Seconds a request may take unless the URL says otherwise: a bench measures, it doesn't give up."""


@contextmanager
def scratch_engine(url: str) -> Iterator[SearchEngine]:
    """Yield a new engine beside the one of `url`, without an index yet; all its data is removed afterwards.

    Raises Fault where the URL is invalid, or the engine doesn't answer.
    """
    with scratch_url(url) as own:
        engine = open_engine(own)
        try:
            yield engine
        except SearchUnavailable as trouble:
            raise Fault(f"the engine at {_shown(url)} is not available: {trouble}") from None
        finally:
            engine.close()


@contextmanager
def scratch_url(url: str) -> Iterator[str]:
    """Yield a SEARCH_URL beside `url` that has no index yet; its data is removed afterwards."""
    own = _beside(url, f"bench-{secrets.token_hex(4)}")
    try:
        open_engine(own).close()
    except ValueError as fault:
        raise Fault(str(fault)) from None
    try:
        yield own
    finally:
        _remove(own)


@contextmanager
def kept_url(url: str) -> Iterator[str]:
    """Yield a SEARCH_URL beside `url` whose index stays for the next run. Raises Fault where the URL is invalid."""
    own = _beside(url, "bench-kept")
    try:
        open_engine(own).close()
    except ValueError as fault:
        raise Fault(str(fault)) from None
    yield own


def _beside(url: str, name: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "embedded" and not parts.path.startswith("/"):
        return url
    settings = parts.query
    if parts.scheme in ("http", "https"):
        settings = urlencode({"timeout": PATIENCE} | dict(parse_qsl(parts.query, keep_blank_values=True)))
    path = f"{parts.path.rstrip('/') or '/lujian'}-{name}"
    return urlunsplit((parts.scheme, parts.netloc, path, settings, ""))


def _remove(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "embedded":
        if parts.path.startswith("/"):
            shutil.rmtree(parts.path, ignore_errors=True)
            for lock in ("drain", "rebuild"):
                Path(f"{parts.path}.{lock}.lock").unlink(missing_ok=True)
        return
    from elasticsearch import ApiError, TransportError

    from search.engines.elastic.address import Address

    address = Address.parse(url)
    try:
        with address.connect() as client:
            for index in client.indices.get(index=f"{address.prefix}-*", expand_wildcards="all").body:
                client.indices.delete(index=index)
    except (ApiError, TransportError) as trouble:
        raise Fault(f"{_shown(url)}: what the bench stored was not removed: {trouble}") from None


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
