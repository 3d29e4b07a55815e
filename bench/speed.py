"""How quick the search is at 164,148 records: `python -m bench.speed --engine URL --json`.

The records are those of `load_iac`, on a site and an index of the bench's own. Each of 200 texts is asked without a
filter, with one and with three: of the engine (`asks_ms`, and of these the one call that gives hits and counts,
`answering`), of the plan around it (`search`), and as a page of the production server over one kept connection
(`http`), every address once and so past the page cache.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from bench import nasty, peers
from bench.fault import Fault, run
from bench.scratch import kept_url, scratch_url
from bench.scratch_site import Server, scratch_folder, served, set_up
from bench.timing import figures, median, timed, worked
from bench.workload import FILTERS, QUERIES, Question, questions
from search.core import plan
from search.core.engine import EngineRequest, EngineResponse, SearchEngine, SearchUnavailable, State
from search.core.query import NO_PRESETS
from search.text.expansion import Vocabulary

if TYPE_CHECKING:
    from search.core.record import Record

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "iac"
SAMPLE = 12_000
WARMING = 40
HOSTILE = 2_000
TYPED = ("余", "余热", "yure", "yrhs", "heat", "wast", "定型", "c17", "ste", "光伏", "gf", "stenter")


@dataclass
class Recorder:
    """An engine that notes what it was asked for one search, and how long that took in all."""

    engine: SearchEngine
    batches: list[Sequence[EngineRequest]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    work: float = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        """Pass on and time."""
        took, work, responses = worked(lambda: self.engine.search(requests))
        self.times.append(took)
        self.work += work
        self.batches.append(requests)
        return responses


@dataclass(frozen=True)
class TimedSearch:
    """One search: milliseconds in the engine and in all, of each this process's work; what was asked.

    `answering`: of the engine's call that gave hits and counts, without the stricter tiers that were empty and without
    the related hits.
    """

    question: Question
    answering: float
    in_engine: float
    engine_work: float
    in_all: float
    all_work: float
    batches: tuple[Sequence[EngineRequest], ...]


def measure(data: Path, limit: int | None, number: int) -> dict[str, object]:
    """Everything, on the site this process was set up for; milliseconds, megabytes, seconds."""
    from search.index.current import engine
    from search.index.source import all_records, records
    from search.text.vocabulary import vocabulary

    load = _load(data, limit)
    sample = list(islice((found for ids in all_records() for found in records(ids).values()), SAMPLE))
    asked, words = questions(sample, number), vocabulary()
    _warm(lambda question: plan.search(engine(), question.query, NO_PRESETS, words), asked)
    searched = [_search(engine(), question, words) for question in tqdm(asked, "asking", disable=None)]
    status = engine().status()
    return {
        "engine": status.engine,
        "records": status.records,
        "index_bytes": status.size,
        **load,
        "load_average": [round(load, 1) for load in os.getloadavg()],
        "queries": len(asked),
        "answering_ms": _by_filters(asked, [found.answering for found in searched]),
        "asks_ms": _by_filters(asked, [found.in_engine for found in searched]),
        "asks_work_ms": _by_filters(asked, [found.engine_work for found in searched]),
        "search_ms": _by_filters(asked, [found.in_all for found in searched]),
        "search_work_ms": _by_filters(asked, [found.all_work for found in searched]),
        "slowest": _slowest(searched),
        "facet_ms": _facet_costs(engine(), searched),
        "hostile": _hostile(engine(), words, median([found.all_work for found in searched])),
        "peers": _peers(engine(), sample, searched, words),
        **_http(asked),
    }


def _load(data: Path, limit: int | None) -> dict[str, object]:
    """Seconds of each step; an index that was kept and holds them all is not built again."""
    from bench.iac.loading import load
    from bench.iac.reading import DataSetFault
    from search.index.current import engine

    try:
        rows, rows_work, count = worked(lambda: load(data, limit))
    except DataSetFault as fault:
        raise Fault(str(fault)) from None
    loaded = {"load_seconds": round(rows / 1000, 1), "load_work_seconds": round(rows_work / 1000, 1)}
    status = engine().status()
    if status.state is State.READY and status.records == count:
        return {**loaded, "index_was_kept": True}
    index, index_work = _index()
    return {**loaded, "index_seconds": round(index / 1000, 1), "index_work_seconds": round(index_work / 1000, 1)}


def _index() -> tuple[float, float]:
    from search.index.rebuild import rebuild

    with tqdm(desc="indexing", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        took, work, _ = worked(lambda: rebuild(progress))
    return took, work


def _warm(ask: Callable[[Question], object], asked: Sequence[Question]) -> None:
    for question in asked[-WARMING:]:
        ask(question)


def _search(engine: SearchEngine, question: Question, words: Vocabulary) -> TimedSearch:
    recorder = Recorder(engine)
    query = question.query
    in_all, work, _ = worked(lambda: plan.search(recorder, query, NO_PRESETS, words))
    calls = zip(recorder.batches, recorder.times, strict=True)
    answering = [took for batch, took in calls if batch[0].facets][-1]
    return TimedSearch(question, answering, sum(recorder.times), recorder.work, in_all, work, tuple(recorder.batches))


def _by_filters(asked: Sequence[Question], times: Sequence[float]) -> dict[str, dict[str, float]]:
    pairs = list(zip(asked, times, strict=True))
    found = {str(n): figures([took for question, took in pairs if question.filters == n]) for n in FILTERS}
    return {"all": figures(times), **found}


def _slowest(searched: Sequence[TimedSearch]) -> list[dict[str, object]]:
    """The three that took the engine longest, to see what costs."""
    worst = sorted(searched, key=lambda found: -found.in_engine)[:3]
    return [{"address": found.question.address, "asks_ms": round(found.in_engine, 2)} for found in worst]


def _facet_costs(engine: SearchEngine, searched: Sequence[TimedSearch]) -> dict[str, float]:
    """Of the tier that answers a page without filters: the median of its hits alone, and what each field adds."""
    from dataclasses import replace

    tiers = [[batch for batch in found.batches if batch[0].facets] for found in searched if found.question.filters == 0]
    mains = [batches[-1][0] for batches in tiers][:60]

    def best(request: EngineRequest) -> float:
        return min(worked(lambda: engine.search([request]))[1] for _ in range(3))

    alone = [best(replace(request, facets=())) for request in mains]
    costs = {"hits": median(alone)}
    for name in mains[0].facets:
        times = [best(replace(request, facets=(name,))) for request in mains]
        costs[name] = round(median([with_it - without for with_it, without in zip(times, alone, strict=True)]), 2)
    return costs


def _hostile(engine: SearchEngine, words: Vocabulary, usual: float) -> dict[str, object]:
    """The searches of `bench.hostile` at this size; `times_usual`: the slowest over the median of the texts above."""
    from bench.hostile import searches

    asked = islice(nasty.queries(path="/search/"), HOSTILE)
    found: dict[str, Any] = searches(engine, words, tqdm(asked, "hostile", total=HOSTILE, disable=None))
    return {**found, "times_usual": round(found["work_ms"]["max"] / usual, 1)}


def _peers(
    engine: SearchEngine, sample: Sequence[Record], searched: Sequence[TimedSearch], words: Vocabulary
) -> dict[str, object]:
    found: dict[str, object] = {"wagtail": peers.wagtail(sample, [found.question for found in searched], words)}
    if engine.name == "elastic":
        found["raw_msearch"] = _against_raw(engine, searched)
    return found


def _against_raw(engine: SearchEngine, searched: Sequence[TimedSearch]) -> dict[str, object]:
    from django.conf import settings

    from search.engines.elastic.address import Address
    from search.engines.elastic.layout import Layout

    address = Address.parse(settings.SEARCH_URL)
    with address.connect() as client:
        alias = Layout(address.prefix, address.shards).serving
        turns = tqdm(searched, "raw msearch", disable=None)
        both = [peers.by_turns(engine, client, alias, found.batches) for found in turns]
    ours, raw = [own for own, _ in both], [theirs for _, theirs in both]
    return {**figures(raw), "ours": figures(ours), "ours_times_raw": round(median(ours) / median(raw), 2)}


def _http(asked: Sequence[Question]) -> dict[str, object]:
    from search.index.current import forget

    forget()
    with served() as server:
        for question in asked[-WARMING:]:
            _get(server, [f"{question.address}&typed=1"])
        before = server.worker_seconds()
        times = list(_get(server, tqdm([question.address for question in asked], "pages", disable=None)))
        work = server.worker_seconds() - before
        typed = list(_get(server, [f"/search/suggest/?q={_quoted(text)}" for text in TYPED * 3]))
        return {
            "http_ms": _by_filters(asked, times),
            "http_work_mean_ms": round(1000 * work / len(asked), 2),
            "suggest_ms": figures(typed),
            "worker_mb": server.worker_megabytes(),
        }


def _get(server: Server, addresses: Any) -> Iterator[float]:
    connection = server.connect()
    for address in addresses:

        def fetch(address: str = address) -> int:
            connection.request("GET", address)
            response = connection.getresponse()
            response.read()
            return response.status

        took, status = timed(fetch)
        if status != 200:
            raise Fault(f"{address} was answered {status}")
        yield took
    connection.close()


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", default="embedded:memory", help="as SEARCH_URL (default: an index in a new folder)")
    parser.add_argument("--records", type=int, help="only so many records (default: all)")
    parser.add_argument("--queries", type=int, default=QUERIES, help=f"how many texts (default {QUERIES})")
    parser.add_argument("--data", type=Path, default=SHARED, help=f"folder of the data set (default {SHARED})")
    parser.add_argument("--keep", type=Path, help="keep database and index, so that the next run needs not make them")
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")
    asked = parser.parse_args()
    if asked.queries < 1 or (asked.records is not None and asked.records < 1):
        raise Fault("--records and --queries must be at least 1")
    with scratch_folder(asked.keep) as folder:
        # Several processes read it: the index of `embedded:memory` would be one process's own.
        url = f"embedded://{folder / 'index'}" if asked.engine == "embedded:memory" else asked.engine
        with kept_url(url) if asked.keep else scratch_url(url) as own:
            set_up(folder, own)
            try:
                found = measure(asked.data, asked.records, asked.queries)
            except SearchUnavailable as trouble:
                raise Fault(f"the engine is not available: {trouble}") from None
    json.dump(found, sys.stdout, ensure_ascii=False, indent=None if asked.json else 2)
    print()


if __name__ == "__main__":
    run(_command)
