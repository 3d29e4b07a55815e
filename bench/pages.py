"""Times public pages in processor time: `python -m bench.pages [--bakerydemo DIR] --json`.

The site of the bench's own holds the demonstration and is served as production serves it. Of each page, in milliseconds
of the workers' processor time, compressed as a browser asks for it: `hit`, from the page cache; `afresh`, passing the
page cache by, with all that is kept by content version; `after_change`, when the first reader of all comes after a
change of anything public. `queries` are those of `afresh`.

`--bakerydemo` names a checkout of Wagtail's demonstration site (github.com/wagtail/bakerydemo) with its `.venv` beside
`manage.py`, gunicorn and whitenoise in it, migrated, with `load_initial_data` and collected static files. It is served
by the same gunicorn file in the same run, and `times` says how often our time goes into its.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import scratch_site
from bench.fault import Fault, run
from bench.scratch_site import Server

HITS, AFRESH, CHANGES = 400, 40, 10
BAKERY = {"home": "/", "technologies": "/breads/", "case": "/breads/bolani/", "search": "/search/?q=bread"}
"""Pages of bakerydemo that show about as much: the home page, a list, one thing with its facts, found things."""
os.environ["WEB_CONCURRENCY"] = "1"  # each worker keeps pages of its own, and a reader gets whichever is idle
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}
PAST_THE_CACHE = {**HEADERS, "Authorization": "none"}


def measure(server: Server, pages: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the figures of each page of our site."""
    found = {}
    for name, address in pages.items():
        fetch(server, address, PAST_THE_CACHE, 4)
        fetch(server, address, HEADERS, 4)
        found[name] = {
            "hit": _each(server, address, HEADERS, HITS),
            "afresh": _each(server, address, PAST_THE_CACHE, AFRESH),
            "after_change": _after_changes(server, address),
            "queries": _queries(address),
        }
    return found


def _each(server: Server, address: str, headers: dict[str, str], number: int) -> float:
    """Return milliseconds of processor time of one of so many requests."""
    begun = server.worker_seconds()
    fetch(server, address, headers, number)
    return round((server.worker_seconds() - begun) / number * 1000, 2)


def fetch(server: Server, address: str, headers: dict[str, str], number: int) -> None:
    """Fetch an address so often over one connection."""
    connection = server.connect()
    for _ in range(number):
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise Fault(f"{address} answered {answer.status}")
    connection.close()


def _after_changes(server: Server, address: str) -> float:
    from portal.caching import content_version

    spent = 0.0
    for _ in range(CHANGES):
        content_version.move()
        begun = server.worker_seconds()
        fetch(server, address, PAST_THE_CACHE, 1)
        spent += server.worker_seconds() - begun
    return round(spent / CHANGES * 1000, 1)


def _queries(address: str) -> int:
    """Count the queries of the page in this process, with all that is kept."""
    from django.db import connection
    from django.test import Client

    asked: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    client = Client(SERVER_NAME="127.0.0.1")
    for _ in range(2):
        client.get(address, headers=PAST_THE_CACHE)
    with connection.execute_wrapper(noted):
        client.get(address, headers=PAST_THE_CACHE)
    return len(asked)


def _pages() -> dict[str, str]:
    """Lay the demonstration down; return the addresses of the pages that are measured."""
    from django.core.management import call_command

    from search.index.rebuild import rebuild
    from showcase.models import CaseStudyPage, TechnologyPage

    call_command("seed_demo", verbosity=0)
    rebuild()
    case, technology = (
        kind.objects.live().filter(locale__language_code="zh-hans").order_by("pk")[3].get_url()
        for kind in (CaseStudyPage, TechnologyPage)
    )
    lists = {"technologies": "/technologies/", "search": f"/search/?q={quote('余热')}", "register": "/register/"}
    return {"home": "/", "case": case, "technology": technology, **lists, "technique": "/techniques/T02/"}


@contextmanager
def _bakery(folder: Path) -> Iterator[Server]:
    """Serve bakerydemo by our gunicorn file."""
    python = folder / ".venv" / "bin" / "python"
    if not python.exists():
        raise Fault(f"{folder} has no .venv/bin/python: see the top of bench/pages.py")
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "bakerydemo.settings.production",
        "DJANGO_SECRET_KEY": "only for a bench",
        "SECURE_SSL_REDIRECT": "false",
        "WEB_CONCURRENCY": "1",
        "DATABASE_URL": os.environ.get("BAKERYDEMO_DATABASE_URL", f"sqlite:///{folder / 'bakery.sqlite3'}"),
    }
    with scratch_site.gunicorn(str(python), "bakerydemo.wsgi:application", variables, folder, "/") as server:
        yield server


def _bakery_times(folder: Path) -> dict[str, float]:
    with _bakery(folder) as server:
        found = {}
        for name, address in BAKERY.items():
            fetch(server, address, HEADERS, 4)
            found[name] = _each(server, address, HEADERS, AFRESH)
        return found


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bakerydemo", type=Path, help="a checkout with its .venv")
    parser.add_argument("--engine", default="embedded:memory", help="not used: the site has an index of its own")
    parser.add_argument("--keep", type=Path, help="folder of the site, kept for the next run")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    with scratch_site.scratch_folder(asked.keep) as folder:
        scratch_site.set_up(folder, f"embedded://{folder / 'search'}")
        pages = _pages()
        with scratch_site.served() as server:
            found: dict[str, Any] = measure(server, pages)
    if asked.bakerydemo:
        for name, time in _bakery_times(asked.bakerydemo.resolve()).items():
            ours = found[name]
            times = {kind: round(time / max(ours[kind], 0.01), 1) for kind in ("hit", "afresh")}
            ours |= {"bakerydemo": time, "times": times}
    found["load_average"] = [round(load, 1) for load in os.getloadavg()]
    if asked.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name:<14}{figures}\n" for name, figures in found.items())


if __name__ == "__main__":
    run(_command)
