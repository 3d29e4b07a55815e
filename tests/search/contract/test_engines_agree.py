"""Over the same records both engines give the same tiers, totals, counts, hits and order."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.core.engine import SearchEngine
from search.core.record import Record
from search.core.results import SearchResults
from search.engines import open_engine
from tests.search import corpus
from tests.search.contract.conftest import PATIENT, asking, drop

HAN = [
    *("余热", "回收", "定型机", "废气", "中水", "回用", "蒸汽", "冷凝水", "水泥", "窑炉", "发电", "光伏"),
    *("屋顶", "空压机", "变频", "照明", "电机", "锅炉", "印染", "纺织", "节能", "低碳", "改造"),
]
LATIN = [
    *("waste", "heat", "recovery", "stenter", "exhaust", "water", "reuse", "steam", "kiln", "power"),
    *("roof", "panel", "compressor", "boiler", "dyeing", "GB/T 23331"),
]
CODES = {"kind": ["case", "technology"], "industry": ["C17", "C30", "G01"], "year": ["2023", "2024", "2025"]}
TEXTS = [
    *("", "余热回收", "waste heat recovery", "定型机", "印染 蒸汽", "碳", "余热发电改造", "空压机变频"),
    *("水泥窑炉余热发电节能改造的方法", "boiler steam roof", "stenter exhaust heat", "GB/T 23331", "EMS 照明"),
    "compressor 变频 独角兽 unicorn",
]
FILTERS = [
    {},
    {"kind": "case"},
    {"industry": ["C17", "G01"], "year": "2024"},
    {"sort": "date", "page": "2"},
    {"energy": ["1000-5000", "1234.5-1500"], "kind": "case", "sort": "payback"},
    {"payback": "-3", "sort": "saving"},
    {"co2": "10-20", "figures": "all", "sort": "saving", "per": "50"},
]


def records(chance: random.Random) -> Iterator[Record]:
    for number in range(180):
        zh = "，".join("".join(chance.choices(HAN, k=4)) for _ in range(chance.randint(3, 30)))
        en = " ".join(chance.choices(LATIN, k=chance.randint(5, 120)))
        made = corpus.record(
            f"r{number:03d}",
            ("".join(chance.choices(HAN, k=3)), zh) if chance.random() < 0.9 else None,
            (" ".join(chance.choices(LATIN, k=4)), en),
            f"202{chance.randint(3, 5)}-01-{chance.randint(1, 28):02d}" if chance.random() < 0.8 else None,
            **{name: chance.choice(codes) for name, codes in CODES.items()},
        )
        numbers = {"energy": (float(chance.randint(1, 9000)), 1000.0), "payback": (chance.uniform(0.2, 9),)}
        given = {name: values for name, values in numbers.items() if chance.random() < 0.7}
        yield replace(made, amounts=given, every_amount={"co2": (12.5,)})


@pytest.fixture(scope="module")
def both(elastic_url: str) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    engines = (open_engine("embedded:memory"), open_engine(f"{elastic_url}-agree{PATIENT}"))
    made = list(records(random.Random(7)))
    for engine in engines:
        corpus.build(engine, made)
    yield engines
    for engine in engines:
        engine.close()
    drop(f"{elastic_url}-agree")


def shown(results: SearchResults) -> tuple[object, ...]:
    hits = [(hit.id, hit.related) for hit in (*results.hits, *results.related)]
    return results.tier, results.total, hits, results.facets, results.ranges, results.expansion


@pytest.mark.elastic
@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("text", TEXTS)
def test_both_engines_answer_alike(both: tuple[SearchEngine, SearchEngine], text: str, filters: dict[str, str]):
    one, other = (asking(engine)(text, **filters) for engine in both)
    assert shown(one) == shown(other)


@pytest.mark.elastic
@pytest.mark.parametrize("text", ["余热回收", "boiler steam roof", "水泥窑炉余热发电节能改造的方法"])
def test_both_engines_score_alike(both: tuple[SearchEngine, SearchEngine], text: str):
    one, other = (asking(engine)(text).hits for engine in both)
    assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], rel=1e-4)
