"""The one lock that drainers and rebuilds share: a file beside an embedded index, an advisory lock on PostgreSQL.

A file does not span hosts; a database that several hosts share holds the lock itself.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

# Any number, as long as nothing else in this database takes the same one: the letters "lujian".
_ADVISORY_KEY = 0x6C756A69616E
_PAUSE = 0.02


@contextmanager
def drain_lock(wait_seconds: float = 0.0) -> Iterator[bool]:
    """Yield whether this process holds the lock; wait for it at most `wait_seconds`."""
    holder = _advisory_lock if connection.vendor == "postgresql" else _file_lock
    with holder(wait_seconds) as held:
        yield held


@contextmanager
def _file_lock(wait_seconds: float) -> Iterator[bool]:
    path = _lock_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        deadline = time.monotonic() + wait_seconds
        while not (held := _try_file(file.fileno())) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        try:
            yield held
        finally:
            if held:
                fcntl.flock(file.fileno(), fcntl.LOCK_UN)


def _try_file(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_path() -> Path:
    url = urlsplit(settings.SEARCH_URL)
    if url.scheme == "embedded" and url.path.startswith("/"):
        return Path(url.path).with_name(Path(url.path).name + ".lock")
    return Path(settings.VAR_DIR) / "search.lock"


@contextmanager
def _advisory_lock(wait_seconds: float) -> Iterator[bool]:
    deadline = time.monotonic() + wait_seconds
    while not (held := _ask("SELECT pg_try_advisory_lock(%s)")) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    try:
        yield held
    finally:
        if held:
            _ask("SELECT pg_advisory_unlock(%s)")


def _ask(statement: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_ADVISORY_KEY])
        return bool(cursor.fetchone()[0])
