"""Any tree of clauses means the same to both engines: totals, counts, scores, orders."""

import random
from datetime import date
from itertools import pairwise

import pytest

from search.core.clauses import AllOf, AnyOf, Codes, Constant, Everything, Except, Nothing, Phrase, Term, Weighted
from search.core.engine import EngineRequest, Order, Put
from search.core.fields import BODIES, MATCH, TITLES, WORDS
from search.core.record import RecordText
from search.engines import open_engine
from tests.search.engines.elastic_samples import record

pytestmark = pytest.mark.elastic

HAN = "余热回收定型机废气印染节水光伏"
LATIN = ["waste", "heat", "recovery", "stenter", "solar"]
FIELDS = (*TITLES, *BODIES, *WORDS, MATCH, "characters")
TOKENS = [HAN[i : i + 2] for i in range(len(HAN) - 1)] + ["wast", "heat", "recoveri", "solar", *HAN, "no such token"]
KINDS, YEARS = ("case", "technology", "practice"), ("2022", "2023", "2024")
FACETS = ("code_kind", "code_year", "code_level")


def some_text(dice):
    han = "".join(dice.choice(HAN) for _ in range(dice.randint(2, 40)))
    return f"{han} {' '.join(dice.choices(LATIN, k=dice.randint(0, 12)))}"


def some_records(dice):
    for number in range(150):
        texts = {
            language: RecordText(some_text(dice)[:20], some_text(dice), some_text(dice))
            for language in dice.choice([("zh-hans",), ("en",), ("zh-hans", "en")])
        }
        codes = {"kind": (dice.choice(KINDS),), "year": tuple(dice.sample(YEARS, dice.randint(0, 2)))}
        day = date(2024, 1, dice.randint(1, 20)) if dice.random() < 0.8 else None
        yield record(number, texts=texts, codes=codes, date=day)


def some_clause(dice, depth=3):
    leaves = [
        lambda: Term(dice.choice(FIELDS), dice.choice(TOKENS)),
        lambda: Term(dice.choice(FIELDS), dice.choice(TOKENS)),
        lambda: Phrase(dice.choice((*TITLES, *BODIES, MATCH)), tuple(dice.choices(TOKENS[:16], k=2))),
        lambda: Phrase(MATCH, (HAN[:2], HAN[1:3])),
        lambda: Codes("code_kind", tuple(dice.sample(KINDS, dice.randint(1, 2)))),
        lambda: Codes("id", ("story-0003", "story-0004", "no such story")),
        Everything,
        Nothing,
    ]
    if depth == 0 or dice.random() < 0.2:
        return dice.choice(leaves)()
    parts = tuple(some_clause(dice, depth - 1) for _ in range(dice.randint(0, 4)))
    one = some_clause(dice, depth - 1)
    return dice.choice(
        [
            lambda: AllOf(parts[:2]),
            lambda: AnyOf(parts),
            lambda: AnyOf((*parts, one), 2),
            lambda: Except(one, some_clause(dice, depth - 1)),
            lambda: Weighted(one, dice.choice([0.25, 1.5, 3.0])),
            lambda: Constant(one, dice.choice([0.0, 0.5, 2.0])),
        ]
    )()


def some_ranking(dice, depth=2):
    """Of the clauses whose score is defined: tokens by BM25, sums, weights, constants."""
    if depth == 0 or dice.random() < 0.2:
        tokens = tuple(dice.choices(TOKENS[:16], k=2))
        return dice.choice([Term(dice.choice(FIELDS), dice.choice(TOKENS)), Phrase(dice.choice(BODIES), tokens)])
    parts = tuple(some_ranking(dice, depth - 1) for _ in range(dice.randint(1, 5)))
    return dice.choice(
        [
            AnyOf(parts),
            AnyOf(parts, 2),
            AllOf(parts[:2]),
            Weighted(parts[0], dice.choice([0.25, 1.5, 3.0])),
            Constant(some_clause(dice, depth - 1), dice.choice([0.0, 0.5, 2.0])),
        ]
    )


@pytest.fixture(scope="module")
def both(elastic_url):
    """The same records in both engines."""
    dice = random.Random(7)
    puts = [Put(made, 1) for made in some_records(dice)]
    address = f"{elastic_url}-agreement"
    engines = open_engine("embedded:memory"), open_engine(f"{address}?timeout=30")
    for engine in engines:
        with engine.rebuild() as session:
            session.add(puts)
            session.finish()
    yield engines
    from elasticsearch import Elasticsearch

    with Elasticsearch(address.rpartition("/")[0]) as client:
        prefix = address.rpartition("/")[2]
        client.indices.delete(index=list(client.indices.get(index=f"{prefix}-*").body))


def by_id(response):
    return {found.record.id: found.score for found in response.hits}


def ids(response):
    return [found.record.id for found in response.hits]


@pytest.mark.parametrize("seed", range(8))
def test_random_clauses_match_and_score_alike(both, seed):
    dice = random.Random(seed)
    requests = [
        EngineRequest(some_clause(dice), some_ranking(dice), Order.SCORE, limit=200, facets=FACETS) for _ in range(40)
    ]
    matched = 0
    for request, embedded, elastic in zip(requests, *(engine.search(requests) for engine in both), strict=True):
        assert (elastic.total, elastic.counts) == (embedded.total, embedded.counts), request
        assert by_id(elastic) == pytest.approx(by_id(embedded), rel=1e-5), request
        best_first = [(-found.score, found.record.id) for found in elastic.hits]
        assert all(before < after for before, after in pairwise(best_first)), request
        matched += bool(elastic.total)
    assert matched > 10


def test_orders_by_score_are_the_same_where_fields_rank(both):
    dice = random.Random(11)
    requests = []
    for _ in range(60):
        terms = [Weighted(Term(field, token), 1.5) for token in dice.sample(TOKENS, 4) for field in (*TITLES, *BODIES)]
        requests.append(EngineRequest(Everything(), AnyOf(tuple(terms)), Order.SCORE, limit=150))

    embedded, elastic = (engine.search(requests) for engine in both)

    assert [ids(response) for response in elastic] == [ids(response) for response in embedded]


def test_orders_by_date_and_pages_are_the_same(both):
    requests = [
        EngineRequest(clause, order=order, offset=offset, limit=13)
        for clause in (Everything(), Codes("code_kind", ("case",)), Term(MATCH, HAN[:2]))
        for order in Order
        for offset in (0, 7, 140, 149, 150, 400)
    ]

    embedded, elastic = (engine.search(requests) for engine in both)

    assert [(response.total, ids(response)) for response in elastic] == [
        (response.total, ids(response)) for response in embedded
    ]
    assert elastic[0].total == 150


def test_records_and_versions_are_the_same(both):
    embedded, elastic = both

    assert dict(elastic.versions()) == dict(embedded.versions())
    some = [f"story-{number:04d}" for number in (0, 5, 149, 150, 999)]
    assert elastic.records(some) == embedded.records(some)
