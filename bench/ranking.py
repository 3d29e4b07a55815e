"""Measures the order of documents: MRR, nDCG and recall of its first ten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

DEPTH = 10


@dataclass(frozen=True)
class Quality:
    """The figures of one query, or the means over several; each from 0 to 1."""

    mrr: float
    ndcg: float
    recall: float


def quality(ranked: Sequence[str], gains: Mapping[str, int]) -> Quality:
    """Return the figures of an order. `ranked`: ids, best first. `gains`: id → relevance above 0; at least one.

    MRR: 1 / the place of the first relevant one. nDCG: gain 2^rel − 1, discounted by log2(place + 1), over the best
    order there is (Järvelin and Kekäläinen 2002, in the form of Burges 2005). Recall: relevant ones among the first ten
    / min(10, relevant ones).
    """
    found = [gains.get(name, 0) for name in ranked[:DEPTH]]
    places = [place for place, gain in enumerate(found, 1) if gain]
    ideal = sorted(gains.values(), reverse=True)[:DEPTH]
    return Quality(
        mrr=1 / places[0] if places else 0.0,
        ndcg=_discounted(found) / _discounted(ideal),
        recall=len(places) / len(ideal),
    )


def mean(qualities: Sequence[Quality]) -> Quality:
    """Return the mean of each figure; at least one is needed."""
    return Quality(
        fmean(q.mrr for q in qualities), fmean(q.ndcg for q in qualities), fmean(q.recall for q in qualities)
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / log2(place + 1) for place, gain in enumerate(gains, 1))
