"""What hostile queries cost and whether any breaks something: `python -m bench.hostile --queries 10000 --json`.

Each query of `bench.nasty` goes through reading, plan and engine, and as many others through the pages: the search in
every format, the type-ahead, the register. `ratio` is the processor time of the slowest search over that of the median
one. Exit code 1 where an answer was anything but 200, 302, 400 or 404, or the ratio is above 20; a query that ends the
process ends the bench.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bench import nasty
from bench.fault import Fault, run
from bench.nasty import Nasty
from bench.scratch import scratch_url
from bench.scratch_site import scratch_folder, set_up
from bench.speed import SHARED
from bench.timing import figures, worked
from search.core import plan
from search.core.engine import SearchEngine, SearchUnavailable
from search.core.query import NO_PRESETS, BadQuery, SearchQuery
from search.text.expansion import Vocabulary

QUERIES, RECORDS, LISTINGS = 10_000, 5_000, 2_000
MOST_TIMES_MEDIAN = 20
CLEAR = {200, 302, 400, 404}
AGAIN = 10
"""Slowest queries that are asked three more times: one slow answer may be chance."""


def searches(engine: SearchEngine, words: Vocabulary, asked: Iterable[Nasty]) -> dict[str, object]:
    """Send them through reading, plan and engine; return figures in milliseconds of processor time."""
    refused, answered = 0, list[tuple[float, Nasty, SearchQuery]]()
    for one in asked:
        try:
            query = SearchQuery.from_params(one.lists, one.language)
        except BadQuery:
            refused += 1
            continue
        answered.append((_work(engine, query, words), one, query))
    answered.sort(key=lambda found: -found[0])
    again = [
        (min(took, *(_work(engine, query, words) for _ in range(3))), one, query)
        for took, one, query in answered[:AGAIN]
    ]
    found = figures([took for took, *_ in again + answered[AGAIN:]])
    _, worst, _ = max(again, key=lambda found: found[0])
    return {
        "answered": len(answered),
        "refused": refused,
        "work_ms": found,
        "ratio": round(found["max"] / found["p50"], 1),
        "slowest": _shown(worst),
    }


def pages(asked: Iterable[Nasty], fetch: Callable[[Nasty], int]) -> dict[str, object]:
    """Send them through the whole site; `fetch` reads a response to its end and gives its status."""
    statuses, times, broken = Counter[int](), list[tuple[float, Nasty]](), []
    for one in asked:
        _, took, status = worked(lambda one=one: fetch(one))  # type: ignore[misc]  # bound now
        times.append((took, one))
        statuses[status] += 1
        if status not in CLEAR:
            broken.append(_shown(one))
    _, worst = max(times, key=lambda found: found[0])
    return {
        "statuses": {str(status): statuses[status] for status in sorted(statuses)},
        "work_ms": figures([took for took, _ in times]),
        "slowest": _shown(worst),
        "broken": broken[:20],
    }


def _work(engine: SearchEngine, query: SearchQuery, words: Vocabulary) -> float:
    return worked(lambda: plan.search(engine, query, NO_PRESETS, words))[1]


def _shown(one: Nasty) -> str:
    return f"{one.address_path}?{one.query_string[:300]}"


def fetcher() -> Callable[[Nasty], int]:
    """Return a function that asks the site in this process; an exception of a view counts as status 500."""
    from django.test import Client

    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")

    def fetch(one: Nasty) -> int:
        answer: Any = client.get(one.address_path, QUERY_STRING=one.query_string, headers=one.headers)
        if answer.streaming:
            for _ in answer.streaming_content:
                pass
        return int(answer.status_code)

    return fetch


def measure(data: Path, records: int, number: int) -> dict[str, object]:
    """Measure everything, on the site this process was set up for."""
    from search.index.current import engine
    from search.text.vocabulary import vocabulary

    _fill(data, records)
    asked = islice(nasty.queries(path="/search/"), number)
    searched = searches(engine(), vocabulary(), tqdm(asked, "searching", total=number, disable=None))
    fetched = pages(tqdm(list(islice(nasty.queries(nasty.SEED + 1), number)), "pages", disable=None), fetcher())
    status = engine().status()
    return {
        "engine": status.engine,
        "records": status.records,
        "queries": number,
        "search": searched,
        "pages": fetched,
        "holds": searched["ratio"] <= MOST_TIMES_MEDIAN and not fetched["broken"],  # type: ignore[operator]
    }


def _fill(data: Path, records: int) -> None:
    from django.core.management import call_command

    from bench.iac.loading import load
    from bench.iac.reading import DataSetFault
    from bench.register import fill
    from search.index.rebuild import rebuild
    from showcase.lists.register.projection import rebuild as lay_out

    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are what is expected here
    call_command("collectstatic", interactive=False, verbosity=0)
    try:
        load(data, records)
    except DataSetFault as fault:
        raise Fault(str(fault)) from None
    fill(LISTINGS, random.Random(nasty.SEED))
    lay_out()
    rebuild()


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", default="embedded:memory", help="as SEARCH_URL (default: an index in a new folder)")
    parser.add_argument("--queries", type=int, default=QUERIES, help=f"how many each way (default {QUERIES})")
    parser.add_argument("--records", type=int, default=RECORDS, help=f"so many records (default {RECORDS})")
    parser.add_argument("--data", type=Path, default=SHARED, help=f"folder of the records (default {SHARED})")
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")
    asked = parser.parse_args()
    if asked.queries < 1 or asked.records < 1:
        raise Fault("--records and --queries must be at least 1")
    with scratch_folder(None) as folder, scratch_url(asked.engine) as own:
        set_up(folder, own)
        try:
            found = measure(asked.data, asked.records, asked.queries)
        except SearchUnavailable as trouble:
            raise Fault(f"the engine is not available: {trouble}") from None
    json.dump(found, sys.stdout, ensure_ascii=True, indent=None if asked.json else 2)
    print()
    if not found["holds"]:
        sys.exit(1)


if __name__ == "__main__":
    run(_command)
