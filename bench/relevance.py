"""Measures the ranking of the search on a judged collection: `python -m bench.relevance SETDIR --engine URL --json`.

Each query is handled like a reader's: `SearchQuery` reads and limits it, `plan.search` widens it by the portal's
vocabulary, chooses the tier and adds related hits, the engine answers; the first ten of the page count. The index is
the bench's own and is deleted when it ends.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from bench.collection import Collection, language_of, read_collection, record_id, records
from bench.fault import Fault, run
from bench.ranking import DEPTH, mean, quality
from bench.scratch import scratch_engine
from search.core import plan
from search.core.engine import Put, SearchEngine
from search.core.query import NO_PRESETS, SearchQuery
from search.text.concepts import concepts
from search.text.expansion import Vocabulary
from showcase.vocabulary import tables


def measure(collection: Collection, engine: SearchEngine) -> dict[str, object]:
    """Index the collection and ask every judged query; the figures are rounded to four places.

    Raises Fault where no query is judged, SearchUnavailable where the engine gives up.
    """
    if not collection.judged:
        raise Fault(f"{collection.name}: no query has a relevant document")
    _index(collection, engine)
    names = {record_id(number): name for number, name in enumerate(collection.documents)}
    found = mean(
        [
            quality([names[hit] for hit in ranked], collection.relevant[query])
            for query, ranked in zip(collection.judged, _answers(collection, engine), strict=True)
        ]
    )
    return {
        "set": collection.name,
        "engine": engine.name,
        "queries": len(collection.judged),
        "mrr@10": round(found.mrr, 4),
        "ndcg@10": round(found.ndcg, 4),
        "recall@10": round(found.recall, 4),
    }


def portal_vocabulary() -> Vocabulary:
    """Return the vocabulary of a new site, from its files: a bench needs no database."""
    industries = (*tables.read_industry_groups(), *tables.read_industries())
    return Vocabulary(tuple(concepts(tables.read_techniques(), industries, tables.read_processes())))


def first_ten(engine: SearchEngine, text: str, vocabulary: Vocabulary | None) -> list[str]:
    """Return the ids of the first ten hits of a reader's first page, related ones after the counted ones."""
    query = SearchQuery.from_params({"q": [text]}, language_of(text))
    results = plan.search(engine, query, NO_PRESETS, vocabulary)
    return [hit.id for hit in (*results.hits, *results.related)][:DEPTH]


def _index(collection: Collection, engine: SearchEngine) -> None:
    with engine.rebuild() as session:
        made = tqdm(records(collection), "indexing", len(collection.documents), disable=None)
        session.add(Put(record, 1) for record in made)
        session.finish()


def _answers(collection: Collection, engine: SearchEngine) -> Iterator[Sequence[str]]:
    vocabulary = portal_vocabulary()
    for query in tqdm(collection.judged, "asking", disable=None):
        yield first_ten(engine, collection.queries[query], vocabulary)


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("setdir", type=Path, help="folder with docs.jsonl, queries.jsonl and qrels.jsonl")
    parser.add_argument("--engine", default="embedded:memory", help="as SEARCH_URL (default: embedded:memory)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    collection = read_collection(asked.setdir)
    with scratch_engine(asked.engine) as engine:
        figures = measure(collection, engine)
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name:<10}{value}\n" for name, value in figures.items())


if __name__ == "__main__":
    run(_command)
