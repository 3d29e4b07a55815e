"""Compares other search software on the same texts or the same queries, in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from bench.scratch import scratch_engine
from bench.timing import median, timed
from bench.workload import Question
from search.core import plan
from search.core.engine import EngineRequest, Put, SearchEngine
from search.core.query import NO_PRESETS
from search.core.record import Record
from search.text.expansion import Vocabulary

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

WAGTAIL_RECORDS = 10_000
WAGTAIL_QUERIES = 20
PER_PAGE = 20
TURNS = 3


def wagtail(records: Sequence[Record], questions: Sequence[Question], vocabulary: Vocabulary) -> dict[str, object]:
    """Measure Wagtail's `search()` with `facet()` for six facets, and the embedded engine, over the first 10,000 texts.

    Wagtail's part is a page of twenty hits, their number, and the counts of six facets; ours the whole answer of the
    plan, with all its facets and ranges. Queries have a text and no filter.
    """
    asked = [question for question in questions if question.filters == 0 and question.query.text][:WAGTAIL_QUERIES]
    texts = records[:WAGTAIL_RECORDS]
    theirs = _wagtail_times(texts, asked)
    with scratch_engine("embedded:memory") as engine:
        with engine.rebuild() as session:
            session.add(Put(record, 1) for record in texts)
            session.finish()
        for question in asked:
            plan.search(engine, question.query, NO_PRESETS, vocabulary)
        ours = [timed(lambda: plan.search(engine, q.query, NO_PRESETS, vocabulary))[0] for q in asked]  # noqa: B023
    return {
        "records": len(texts),
        "queries": len(asked),
        "wagtail_p50_ms": median(theirs),
        "ours_p50_ms": median(ours),
        "times_faster": round(median(theirs) / median(ours), 1),
    }


def _wagtail_times(records: Sequence[Record], asked: Sequence[Question]) -> list[float]:
    from wagtail.search.backends import get_search_backend

    from bench.peer.models import FACETS, PeerText

    PeerText.objects.all().delete()
    rows = [_row(PeerText, FACETS, record) for record in records]
    made = PeerText.objects.bulk_create(rows, batch_size=500)
    backend = get_search_backend("peer")
    rebuilder = backend.get_index_for_model(PeerText)
    rows_left = iter(made)
    while batch := list(islice(rows_left, 500)):
        rebuilder.add_items(PeerText, batch)

    def page(text: str) -> None:
        results = backend.search(text, PeerText)
        list(results[:PER_PAGE])
        results.count()
        for name in FACETS:
            results.facet(name)

    return [timed(lambda: page(question.query.text))[0] for question in tqdm(asked, "Wagtail", disable=None)]  # noqa: B023


def _row(model: Any, facets: Sequence[str], record: Record) -> Any:
    texts = list(record.texts.values())
    codes = {name: next(iter(record.of(name)), "") for name in facets}
    body = "\n".join([*(text.body for text in texts), *record.names])
    return model(title=" ".join(text.title for text in texts), body=body, **codes)


def by_turns(
    engine: SearchEngine, client: Elasticsearch, alias: str, batches: Sequence[Sequence[EngineRequest]]
) -> tuple[float, float]:
    """Return milliseconds of the batches through the engine, and of plain dictionaries sent as an `msearch` each.

    Both send each batch in turn, and the best time of each counts: caches and load are then the same for both.
    """
    ours, raw = 0.0, 0.0
    for requests in batches:
        bodies = _bodies(client, alias, requests)
        times = [
            (timed(lambda: engine.search(requests))[0], timed(lambda: client.msearch(searches=bodies))[0])  # noqa: B023
            for _ in range(TURNS)
        ]
        ours += min(own for own, _ in times)
        raw += min(theirs for _, theirs in times)
    return ours, raw


def _bodies(client: Elasticsearch, alias: str, requests: Sequence[EngineRequest]) -> list[dict[str, Any]]:
    from search.engines.elastic.reading import search_of

    bodies = (search_of(client, alias, 1, request).to_dict() for request in requests)
    return [part for body in bodies for part in ({"index": alias}, body)]
