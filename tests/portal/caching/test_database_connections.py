"""A thread keeps its connection to the database between requests, and notices when the database was replaced."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import ConnectionHandler, close_old_connections
from django.db.backends.signals import connection_created
from django.test import Client

from tests import database


@pytest.fixture
def opened() -> Iterator[list[Any]]:
    """Connections opened since the test began."""
    found: list[Any] = []

    def note(**kwargs: Any) -> None:
        found.append(kwargs["connection"])

    connection_created.connect(note)
    yield found
    connection_created.disconnect(note)


@pytest.mark.django_db(transaction=True)
def test_requests_of_one_thread_share_a_connection(client: Client, opened: list[Any]) -> None:
    # Given a thread that has answered a request
    client.get("/healthz")
    opened.clear()

    # When the next requests come, each of which begins as Django begins it
    for _ in range(3):
        close_old_connections()
        client.get("/healthz")

    # Then nothing is opened again
    assert opened == []


def kept_connection(path: Path) -> Any:
    """A connection of its own to a file, as the site is configured."""
    configured = {**settings.DATABASES["default"], "NAME": str(path)}
    return ConnectionHandler({"default": configured})["default"]


def write(path: Path, word: str) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE kept (word TEXT)")
        made.execute("INSERT INTO kept VALUES (?)", [word])
        made.commit()


def read(kept: Any) -> str:
    """What a request reads, which begins by looking after the connection."""
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        return str(cursor.execute("SELECT word FROM kept").fetchone()[0])


@pytest.mark.django_db
@pytest.mark.skipif(not database.is_sqlite(), reason="a server looks after its files itself")
@pytest.mark.parametrize("way", ["moved over it", "deleted and copied"])
def test_a_database_file_that_was_replaced_is_read_at_the_next_request(tmp_path: Path, way: str) -> None:
    # Given a thread with a connection to the file
    path, backup = tmp_path / "db.sqlite3", tmp_path / "backup.sqlite3"
    write(path, "before")
    write(backup, "restored")
    kept = kept_connection(path)
    assert read(kept) == "before"

    # When a backup takes the file's place
    if way == "moved over it":
        backup.replace(path)
    else:
        path.unlink()
        shutil.copy(backup, path)

    # Then the next request reads the backup, and the one after keeps that connection
    assert read(kept) == "restored"
    restored = kept.connection
    assert read(kept) == "restored"
    assert kept.connection is restored
    kept.close()
