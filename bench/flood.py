"""How pages are read while junk arrives: `python -m bench.flood --json`.

5,000 junk forms are posted within a minute to the production server of a site of the bench's own, from 500 networks and
with valid tickets, each with another text, while two readers read its pages: first alone, then during the flood.
`ratio` is the p95 of the pages with the flood against that without it, of one run; the rows say where the forms went.
"""

import argparse
import datetime as dt
import json
import os
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from urllib.parse import quote, urlencode

from bench import scratch_site
from bench.editing import invented_story
from bench.fault import Fault, run
from bench.scratch_site import Server
from bench.timing import figures

STORIES, NETWORKS, SENDERS, READERS = 5, 500, 8, 2
PAUSE = 0.1
"""Seconds between two pages of a reader."""
WARMING, ALONE = 5, 30
"""Seconds of reading before the measurement, and before the flood."""


@dataclass
class Readers:
    """What readers saw: milliseconds of each page."""

    times: list[float] = field(default_factory=list)
    faults: Counter[int] = field(default_factory=Counter)

    def take(self) -> list[float]:
        """Return the times since it was last called."""
        taken, self.times = self.times, []
        return taken


def measure(server: Server, keys: list[int], posts: int, seconds: int) -> dict[str, object]:
    """Read without and with the flood; milliseconds, statuses of the posts, rows afterwards."""
    from showcase.models import Submission

    readers = Readers()
    with _reading(server, readers):
        time.sleep(WARMING)
        readers.take()
        time.sleep(ALONE)
        alone = readers.take()
        begun = time.monotonic()
        statuses = _flood(server, keys, posts, seconds)
        took = time.monotonic() - begun
        flooded = readers.take()
    if readers.faults:
        raise Fault(f"pages were refused: {dict(readers.faults)}")
    without, with_it = figures(alone), figures(flooded)
    quarantined = Submission.objects.filter(state="quarantined").count()
    return {
        "posts": posts,
        "seconds": round(took, 1),
        "statuses": {str(status): number for status, number in sorted(statuses.items())},
        "without_ms": without,
        "with_ms": with_it,
        "pages": [len(alone), len(flooded)],
        "ratio": round(with_it["p95"] / without["p95"], 2),
        "on_the_desk": Submission.objects.exclude(state="quarantined").count(),
        "in_quarantine": quarantined,
        "load_average": [round(load, 1) for load in os.getloadavg()],
    }


# Readers -------------------------------------------------------------------------------------------------


@contextmanager
def _reading(server: Server, readers: Readers) -> Iterator[None]:
    """Let readers read while the body runs."""
    done = threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        jobs = [pool.submit(_read, server, readers, done, number) for number in range(READERS)]
        try:
            yield
        finally:
            done.set()
        for job in jobs:
            job.result()


def _read(server: Server, readers: Readers, done: threading.Event, number: int) -> None:
    """Read page after page: half of them cached ones, half searches that nobody asked before."""
    connection = server.connect()
    for at in count():
        if done.wait(PAUSE):
            break
        text = quote(f"示例技术{number}之{at}")
        addresses = ("/", f"/search/?q={text}", "/technologies/", f"/en/search/?q={text}")
        begun = time.perf_counter()
        connection.request("GET", addresses[at % len(addresses)])
        answer = connection.getresponse()
        answer.read()
        readers.times.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            readers.faults[answer.status] += 1
    connection.close()


# The flood -----------------------------------------------------------------------------------------------


def _flood(server: Server, keys: list[int], posts: int, seconds: int) -> Counter[int]:
    """Post so many forms within so many seconds, or as quickly as the server takes them; count the statuses."""
    statuses: Counter[int] = Counter()
    begun = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as pool:
        parts = [range(first, posts, SENDERS) for first in range(SENDERS)]
        jobs = [pool.submit(_send, server, keys, part, begun, seconds / posts) for part in parts]
        for job in jobs:
            statuses.update(job.result())
    return statuses


def _send(server: Server, keys: list[int], numbers: range, begun: float, gap: float) -> Counter[int]:
    statuses: Counter[int] = Counter()
    connection = server.connect()
    for number in numbers:
        time.sleep(max(0.0, begun + number * gap - time.monotonic()))
        statuses[_post(connection, keys[number % len(keys)], number)] += 1
    connection.close()
    return statuses


def _post(connection: HTTPConnection, key: int, number: int) -> int:
    """Post a form as a program does that has read a page: with its ticket and its token against foreign sites."""
    from portal.public_forms.tickets import new_ticket

    shown_at = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    token = secrets.token_hex(16)
    network = number % NETWORKS
    body = urlencode(
        {
            "csrfmiddlewaretoken": token,
            "ticket": new_ticket("correction", key, shown_at),
            "wrong": f"junk {number} {secrets.token_hex(100)}",
            "email": f"junk{number}@spam.example",
        }
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
        "X-Forwarded-For": f"198.{18 + network // 250}.{network % 250}.1",
    }
    connection.request("POST", f"/send/correction/?page={key}", body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _published() -> list[int]:
    """Publish stories into a new index; return the keys of their pages."""
    from search.index.rebuild import rebuild

    rebuild()
    pages = [invented_story(number, 2) for number in range(STORIES)]
    for page in pages:
        page.save_revision().publish()
    return [page.pk for page in pages]


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.flood", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", default="embedded:memory", help="not used: the site has an index of its own")
    parser.add_argument("--posts", type=int, default=5_000)
    parser.add_argument("--seconds", type=int, default=60, help="within which they are posted")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    os.environ["TRUSTED_PROXIES"] = "1"  # the networks stand in a header
    with scratch_site.scratch_folder(None) as folder:
        scratch_site.set_up(folder, f"embedded://{folder / 'search'}")
        keys = _published()
        with scratch_site.served() as server:
            measured = measure(server, keys, asked.posts, asked.seconds)
    if asked.json:
        print(json.dumps(measured, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name:<16}{value}\n" for name, value in measured.items())


if __name__ == "__main__":
    run(_command)
