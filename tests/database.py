"""What test databases are copies of: the migrated SQLite file, or a database beside the one of the tests."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections, transaction

from ops.places import ROOT, RUN_LOCK, VAR

FOLDER = VAR / "test"
Result = TypeVar("Result")
KEPT_SECONDS = 86_400
# What migrations call to lay down the site tree, the groups and the workflows.
LAID_DOWN_BY = [
    ROOT / name
    for name in (
        "portal/roles.py",
        "portal/reviews.py",
        "showcase/roles.py",
        "showcase/site_tree.py",
        "showcase/vocabulary/models.py",
        "search/roles.py",
    )
]


def is_sqlite() -> bool:
    """Whether the tests run on SQLite (the default) and not on the server that DATABASE_URL names."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def restore(target: Path, template: Path) -> None:
    """Make `target` the same as the template, also while other connections to it are open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(target, timeout=20)) as copy:
        source.backup(copy)


@contextmanager
def with_content(make: Callable[[], Result]) -> Iterator[Result]:
    """Commit content for all tests of a module, each of which rolls back its own; then bring the empty site back."""
    with transaction.atomic():
        made = make()
    try:
        yield made
    finally:
        if is_sqlite():
            connections.close_all()
            restore(Path(connection.settings_dict["NAME"]), template())
        else:
            restore_from_server_template()


def keep_server_template() -> None:
    """On a server, once the test database is migrated: a copy of it to come back to."""
    connections.close_all()
    name = connection.settings_dict["NAME"]
    _on_server(f'DROP DATABASE IF EXISTS "{name}_template"', f'CREATE DATABASE "{name}_template" TEMPLATE "{name}"')


def restore_from_server_template() -> None:
    """Make the test database the same as its copy; whoever is still connected is let go."""
    connections.close_all()
    name = connection.settings_dict["NAME"]
    drop = f'DROP DATABASE "{name}" WITH (FORCE)'
    _on_server(drop, f'CREATE DATABASE "{name}" TEMPLATE "{name}_template" STRATEGY FILE_COPY')


def drop_server_template() -> None:
    """When the tests are over."""
    _on_server(f'DROP DATABASE IF EXISTS "{connection.settings_dict["NAME"]}_template"')


def _on_server(*statements: str) -> None:
    import psycopg

    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    given = {key: value for key, value in where.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        for statement in statements:
            server.execute(statement)


def forget_template() -> None:
    """Have the migrations run again (`--create-db`), once for all workers of a run."""
    for file in FOLDER.glob("template-*.sqlite3"):
        if time.time() - file.stat().st_mtime > 60:
            file.unlink(missing_ok=True)


@cache
def template() -> Path:
    """The migrated file for the migrations as they are now; the first one who asks makes it, the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"template-{_migrations_hash()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _forget_old_templates()
            _migrate(path)
    return path


def _migrations_hash() -> str:
    files = [*LAID_DOWN_BY, *sorted(ROOT.glob("*/migrations/*.py")), RUN_LOCK]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _migrate(path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{unfinished}",
        "SEARCH_URL": "embedded:memory",
        "SECRET_KEY": "only for tests",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the migrations fail:\n{done.stdout}{done.stderr}")
    unfinished.rename(path)


def _forget_old_templates() -> None:
    for file in FOLDER.glob("template-*"):
        if time.time() - file.stat().st_mtime > KEPT_SECONDS:
            file.unlink(missing_ok=True)
