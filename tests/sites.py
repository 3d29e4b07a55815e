"""Whole sites for tests that one process cannot stand for: a folder of their own, processes of their own.

`seeded` is the demonstration content as `make run` lays it down, made once and copied; `Site.serving` is gunicorn with
the configuration of production.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from ops import ports, processes, stamps
from ops.places import ROOT, RUN_LOCK
from tests import database

START_SECONDS = 90
# Whatever the content of a seeded site depends on.
_SEEDED_FROM = ("portal", "showcase", "search", "static", "locale")
_SEEDING = """
import django
django.setup()
from django.core.management import call_command
call_command("search_rebuild")
call_command("seed_demo", verbosity=0)
call_command("seed_finders", verbosity=0)
call_command("search_drain")
call_command("collectstatic", interactive=False, verbosity=0)
"""


@dataclass(frozen=True)
class Site:
    """A site in a folder: database file, index and media. `search_url` and `database_url` name other services."""

    folder: Path
    search_url: str = ""
    database_url: str = ""
    port: int = 0

    @property
    def database(self) -> Path:
        return self.folder / "db.sqlite3"

    @property
    def url(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Settings of a demonstration in production mode, whatever the tests around it run with."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DEBUG": "False",
            "DEMO": "True",
            "SECRET_KEY": settings.SECRET_KEY,
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": ports.LOOPBACK,
            "DATABASE_URL": self.database_url or f"sqlite:///{self.database}",
            "SEARCH_URL": self.search_url or f"embedded://{self.folder / 'search'}",
            "CACHE_URL": "locmemcache://lujian",
            "MEDIA_ROOT": str(self.folder / "media"),
            "DOCUMENTS_ROOT": str(self.folder / "documents"),
            "OBJECTIONS_ROOT": str(self.folder / "objections"),
            "STATIC_ROOT": str(self.folder / "static"),
            "BIND": f"{ports.LOOPBACK}:{self.port}",
        }

    def run(self, *command: str | Path) -> str:
        """Run Python with these arguments on this site; what it printed. Fails the test where the command fails."""
        code, text = processes.printed([sys.executable, *command], environment=self.environment)
        assert code == 0, text
        return text

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end."""
        return self.run("manage.py", *arguments)

    @contextlib.contextmanager
    def serving(self, workers: int = 2) -> Iterator[subprocess.Popen[bytes]]:
        """Serve at `url` with gunicorn; its master process, the parent of its workers."""
        log = self.folder / "gunicorn.log"
        environment = {**self.environment, "WEB_CONCURRENCY": str(workers)}
        command = [sys.executable, "-m", "gunicorn", "-c", "ops/gunicorn.conf.py", "portal.wsgi:application"]
        with log.open("wb") as output:
            server = processes.start(command, environment=environment, output=output)
        try:
            _wait_until_served(self.url, server, log)
            yield server
        finally:
            processes.stop(server)

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Run the worker beside, as every site in production does."""
        with (self.folder / "worker.log").open("wb") as output:
            worker = processes.start(
                [sys.executable, "manage.py", "worker"], environment=self.environment, output=output
            )
        try:
            yield
        finally:
            processes.stop(worker)


def _wait_until_served(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers(f"{url}/healthz"):
        assert server.poll() is None, f"gunicorn ended:\n{processes.tail(log)}"
        assert time.monotonic() < until, f"gunicorn does not answer:\n{processes.tail(log)}"
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
            return True
    except OSError:
        return False


def empty(folder: Path, **fields: str | int) -> Site:
    """A migrated site without content."""
    site = Site(folder, **fields)
    folder.mkdir(parents=True, exist_ok=True)
    database.restore(site.database, database.template())
    return site


def seeded(folder: Path) -> Site:
    """A copy of the demonstration site on a free port."""
    made = seeded_once()
    for part in ("search", "media", "documents"):
        if (made / part).exists():
            shutil.copytree(made / part, folder / part)
    shutil.copy2(made / "db.sqlite3", folder / "db.sqlite3")
    (folder / "static").symlink_to(made / "static", target_is_directory=True)
    return Site(folder, port=ports.free())


@cache
def seeded_once() -> Path:
    """The folder of the demonstration site for the code as it is now; the first who asks makes it, others wait."""
    inputs = [*(ROOT / name for name in _SEEDED_FROM), RUN_LOCK]
    folder = database.FOLDER / f"seeded-{stamps.fingerprint(inputs)[:12]}"
    database.FOLDER.mkdir(parents=True, exist_ok=True)
    with (database.FOLDER / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _forget_old()
            unfinished = folder.with_name("unfinished-site")
            shutil.rmtree(unfinished, ignore_errors=True)
            empty(unfinished).run("-c", _SEEDING)
            unfinished.rename(folder)
    return folder


def _forget_old() -> None:
    for folder in database.FOLDER.glob("seeded-*/"):
        if time.time() - folder.stat().st_mtime > database.KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
