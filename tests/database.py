"""The migrated SQLite file that test databases are copies of."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from django.conf import settings

from ops.places import ROOT, RUN_LOCK, VAR

FOLDER = VAR / "test"
KEPT_SECONDS = 86_400
# What migrations call to lay down the site tree, the groups and the workflows.
LAID_DOWN_BY = [
    ROOT / name
    for name in (
        "portal/roles.py",
        "portal/reviews.py",
        "showcase/roles.py",
        "showcase/site_tree.py",
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
