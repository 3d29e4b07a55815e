"""The two locks of the index: one drainer at a time, one rebuild at a time.

Files beside an embedded index, or advisory locks on PostgreSQL, because a file does not reach across hosts and a
database that several hosts share does. Both are released when their process or its connection ends.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import IntEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

_CLASS = 0x6C756A69
"""Any number that nothing else locks in this database: the letters "luji"."""
_PAUSE = 0.02
_A_LOOK = 0.2
"""Seconds that cover the moment in which `is_rebuilding` holds a file."""


class _Lock(IntEnum):
    """`DRAIN`: whoever writes to the index. `REBUILD`: whoever fills a new one, for as long as that takes."""

    DRAIN = 1
    REBUILD = 2


def drain_lock(wait_seconds: float = 0.0) -> AbstractContextManager[bool]:
    """Yield whether this process may write to the index, after waiting at most `wait_seconds` for it."""
    return _held(_Lock.DRAIN, wait_seconds)


def rebuild_lock() -> AbstractContextManager[bool]:
    """Yield whether this process may rebuild the index: no other one does."""
    return _held(_Lock.REBUILD, _A_LOOK)


def is_rebuilding() -> bool:
    """Say whether a living process, perhaps this one, rebuilds the index."""
    if connection.vendor == "postgresql":
        # Asked of the list: trying would succeed in the session that has it.
        return _ask(
            "SELECT EXISTS(SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s"
            " AND objid = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            _CLASS,
            _Lock.REBUILD,
        )
    with _file_lock(_Lock.REBUILD, 0.0, fcntl.LOCK_SH) as free:
        return not free


def _held(lock: _Lock, wait_seconds: float) -> AbstractContextManager[bool]:
    if connection.vendor == "postgresql":
        return _advisory_lock(lock, wait_seconds)
    return _file_lock(lock, wait_seconds)


@contextmanager
def _file_lock(lock: _Lock, wait_seconds: float, kind: int = fcntl.LOCK_EX) -> Iterator[bool]:
    path = _lock_path(lock)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        deadline = time.monotonic() + wait_seconds
        while not (held := _try_file(file.fileno(), kind)) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        try:
            yield held
        finally:
            if held:
                fcntl.flock(file.fileno(), fcntl.LOCK_UN)


def _try_file(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_path(lock: _Lock) -> Path:
    name = f"{lock.name.lower()}.lock"
    url = urlsplit(settings.SEARCH_URL)
    if url.scheme == "embedded" and url.path.startswith("/"):
        return Path(url.path).with_name(f"{Path(url.path).name}.{name}")
    return Path(settings.VAR_DIR) / f"search.{name}"


@contextmanager
def _advisory_lock(lock: _Lock, wait_seconds: float) -> Iterator[bool]:
    deadline = time.monotonic() + wait_seconds
    while not (held := _ask("SELECT pg_try_advisory_lock(%s, %s)", _CLASS, lock)) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    try:
        yield held
    finally:
        if held:
            _ask("SELECT pg_advisory_unlock(%s, %s)", _CLASS, lock)


def _ask(statement: str, *values: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [int(value) for value in values])
        return bool(cursor.fetchone()[0])
