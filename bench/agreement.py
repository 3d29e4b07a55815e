"""Compares the answers of two engines: `python -m bench.agreement SETDIR --engine URL --other URL --json`.

Over fresh one-shard indexes of the same records every answer has the same tier, total, facet counts and ids in the same
order, without a filter and with one. Exit code 1 where one differs. Records get codes by their place in the collection,
so that there is something to count.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from bench.collection import Collection, language_of, read_collection, records
from bench.fault import Fault, run
from bench.relevance import portal_vocabulary
from bench.scratch import scratch_engine
from search.core import plan
from search.core.engine import Put, SearchEngine
from search.core.query import NO_PRESETS, SearchQuery
from search.core.record import Record
from search.core.results import SearchResults
from search.text.expansion import Vocabulary

KINDS = ("case", "technology", "practice")
INDUSTRIES = ("C17", "C22", "C26", "C30", "C31")
FILTERS: tuple[dict[str, list[str]], ...] = ({}, {"kind": ["case"]}, {"industry": ["C17", "C30"], "year": ["2024"]})


@dataclass(frozen=True)
class Difference:
    """A query and its filters, and the parts of the two answers that are not the same."""

    text: str
    filters: dict[str, list[str]]
    parts: tuple[str, ...]


def compare(
    collection: Collection, engines: Sequence[SearchEngine], queries: int
) -> tuple[int, tuple[Difference, ...]]:
    """Index the collection in both engines and ask its first `queries` queries with each filter.

    Returns the number of answers compared, and the differences.
    """
    made = [coded(record, number) for number, record in enumerate(records(collection))]
    for engine in engines:
        with engine.rebuild() as session:
            session.add(Put(record, 1) for record in tqdm(made, f"indexing in {engine.name}", disable=None))
            session.finish()
    vocabulary = portal_vocabulary()
    texts = list(collection.queries.values())[:queries]
    differences = [
        difference
        for text in tqdm(texts, "asking", disable=None)
        for difference in _differences(engines, text, vocabulary)
    ]
    return len(texts) * len(FILTERS), tuple(differences)


def coded(record: Record, number: int) -> Record:
    """Return the record with a kind, an industry and a year chosen by its place."""
    codes = {
        "kind": (KINDS[number % len(KINDS)],),
        "industry": (INDUSTRIES[number // 3 % len(INDUSTRIES)],),
        "year": (str(2020 + number // 7 % 6),),
    }
    return replace(record, codes=codes)


def _differences(engines: Sequence[SearchEngine], text: str, vocabulary: Vocabulary) -> Iterator[Difference]:
    for filters in FILTERS:
        query = SearchQuery.from_params({"q": [text], **filters}, language_of(text))
        one, other = (_shown(plan.search(engine, query, NO_PRESETS, vocabulary)) for engine in engines)
        if parts := tuple(name for name in one if one[name] != other[name]):
            yield Difference(text, filters, parts)


def _shown(results: SearchResults) -> dict[str, object]:
    return {
        "tier": results.tier,
        "total": results.total,
        "counts": results.facets,
        "ids": [(hit.id, hit.related) for hit in (*results.hits, *results.related)],
    }


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.agreement", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("setdir", type=Path, help="folder with docs.jsonl, queries.jsonl and qrels.jsonl")
    parser.add_argument("--engine", required=True, help="as SEARCH_URL")
    parser.add_argument("--other", default="embedded:memory", help="as SEARCH_URL (default: embedded:memory)")
    parser.add_argument("--queries", type=int, default=1000, help="how many to ask (default 1000)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    if asked.queries < 1:
        raise Fault("--queries must be at least 1")
    collection = read_collection(asked.setdir)
    with scratch_engine(asked.engine) as engine, scratch_engine(asked.other) as other:
        answers, differences = compare(collection, (engine, other), asked.queries)
        names = [engine.name, other.name]
    if asked.json:
        print(json.dumps({"set": collection.name, "engines": names, "answers": answers, "different": len(differences)}))
    else:
        print(f"{collection.name}: {answers} answers of {' and '.join(names)}, {len(differences)} differ")
    for difference in differences[:20]:
        print(f"  {', '.join(difference.parts)}: {difference.text!r} {difference.filters}", file=sys.stderr)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    run(_command)
