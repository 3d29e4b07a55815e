"""Over fresh one-shard indexes both engines give equal tiers, totals, counts and ids."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bench.agreement import FILTERS, compare
from bench.collection import Collection, read_collection
from bench.scratch import scratch_engine

COLLECTED = Path(__file__).parents[3] / "shared/data/relevance"
DOCUMENTS, QUERIES = 300, 40


def sample(name: str) -> Collection:
    whole = read_collection(COLLECTED / name)
    return replace(whole, documents=dict(list(whole.documents.items())[:DOCUMENTS]))


@pytest.mark.skipif(
    not COLLECTED.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)
@pytest.mark.elastic
@pytest.mark.parametrize("name", ["drcd", "cranfield"])
def test_both_engines_answer_the_queries_of_a_collection_alike(elastic_url: str, name: str):
    with scratch_engine("embedded:memory") as one, scratch_engine(f"{elastic_url}-alike") as other:
        answers, differences = compare(sample(name), (one, other), QUERIES)
    assert answers == QUERIES * len(FILTERS)
    assert differences == ()
