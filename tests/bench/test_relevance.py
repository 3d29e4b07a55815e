"""How well the search ranks a judged collection, measured as a reader would see it."""

import json
from math import log2
from pathlib import Path
from typing import Any

import pytest

from bench.collection import language_of, read_collection
from bench.fault import Fault
from bench.ranking import Quality, mean, quality
from bench.relevance import measure
from bench.scratch import scratch_engine, scratch_url

DOCUMENTS = [
    {"id": "余热 1", "title": "定型机余热回收", "text": "定型机廢氣的熱量用於預熱新風。"},
    {"id": "water", "title": "Water reuse", "text": "Membrane-treated effluent returns to the dye baths."},
    {"id": "lamps", "text": "Lamps in the workshop were replaced by LED."},
]
QUERIES = [
    {"id": "1", "text": "定形机余热"},
    {"id": "2", "text": "effluent returned to baths"},
    {"id": "3", "text": "nobody judged this"},
]
QRELS = [
    {"q": "1", "d": "余热 1", "rel": 2},
    {"q": "2", "d": "water", "rel": 1},
    {"q": "2", "d": "never delivered", "rel": 1},
    {"q": "3", "d": "lamps", "rel": 0},
]


@pytest.fixture
def setdir(tmp_path: Path) -> Path:
    for name, rows in {"docs": DOCUMENTS, "queries": QUERIES, "qrels": QRELS}.items():
        write(tmp_path / f"{name}.jsonl", rows)
    return tmp_path


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


def test_the_first_relevant_place_decides_the_reciprocal_rank():
    assert quality(["a", "b", "c"], {"b": 1}).mrr == 1 / 2
    assert quality(["a"], {"b": 1}).mrr == 0


def test_ndcg_discounts_gains_of_two_to_the_relevance_by_the_logarithm_of_the_place():
    best = 3 / log2(2) + 1 / log2(3)
    assert quality(["weak", "strong"], {"strong": 2, "weak": 1}).ndcg == pytest.approx((1 + 3 / log2(3)) / best)


def test_recall_is_measured_against_at_most_ten_relevant_documents():
    many = {f"d{n}": 1 for n in range(40)}
    assert quality(list(many)[:10], many).recall == 1
    assert quality(["d1", "x"], {"d1": 1, "d2": 1}).recall == 1 / 2


def test_only_the_first_ten_count():
    assert quality([*"abcdefghij", "k"], {"k": 1}) == Quality(0, 0, 0)


def test_the_mean_is_taken_query_by_query():
    assert mean([Quality(1, 1, 1), Quality(0, 0.5, 0)]) == Quality(0.5, 0.75, 0.5)


def test_a_collection_is_measured_over_its_judged_queries(setdir: Path):
    with scratch_engine("embedded:memory") as engine:
        figures = measure(read_collection(setdir), engine)
    assert figures["queries"] == 2
    assert figures["mrr@10"] == 1
    assert figures["recall@10"] == 0.75, "one of three relevant documents does not exist"
    assert (figures["set"], figures["engine"]) == (setdir.name, "tantivy")


def test_the_vocabulary_of_the_portal_takes_part(setdir: Path):
    """定形机 stands in no document: only the vocabulary knows that it is the 定型机."""
    write(setdir / "queries.jsonl", [{"id": "1", "text": "定形机"}])
    with scratch_engine("embedded:memory") as engine:
        assert measure(read_collection(setdir), engine)["mrr@10"] == 1


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("docs.jsonl", '{"id": "x"}', "line 1"),
        ("queries.jsonl", "[1]", "line 1"),
        ("qrels.jsonl", "{", "line 1"),
        ("qrels.jsonl", '{"q": "1", "d": "water", "rel": "good"}', "line 1"),
    ],
)
def test_a_broken_line_is_named(setdir: Path, file: str, line: str, said: str):
    (setdir / file).write_text(line, encoding="utf-8")
    with pytest.raises(Fault, match=f"{file}, {said}"):
        read_collection(setdir)


def test_a_missing_file_is_named(setdir: Path):
    (setdir / "qrels.jsonl").unlink()
    with pytest.raises(Fault, match=r"qrels\.jsonl"):
        read_collection(setdir)


def test_without_a_judged_query_there_is_nothing_to_measure(setdir: Path):
    (setdir / "qrels.jsonl").write_text("")
    with scratch_engine("embedded:memory") as engine, pytest.raises(Fault, match="no query"):
        measure(read_collection(setdir), engine)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("余热回收 WHR 2024", "zh-hans"),
        ("waste heat recovery (余热)", "en"),
        ("", "en"),
        ("ISO 50001 能源管理", "zh-hans"),
    ],
)
def test_a_text_is_of_the_language_most_of_it_is_written_in(text: str, language: str):
    assert language_of(text) == language


def test_a_bench_leaves_the_index_beside_it_alone_and_nothing_behind(tmp_path: Path, setdir: Path):
    kept = tmp_path / "search"
    kept.mkdir()
    (kept / "current").write_text("served")
    with scratch_engine(f"embedded://{kept}") as engine:
        measure(read_collection(setdir), engine)
    assert (kept / "current").read_text() == "served"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["search"]


def test_an_address_that_names_no_engine_is_said_plainly():
    with pytest.raises(Fault, match="SEARCH_URL"), scratch_url("gopher://x"):
        pass


@pytest.mark.elastic
def test_a_bench_on_elasticsearch_leaves_no_index_behind(elastic_url: str, setdir: Path):
    from elasticsearch import Elasticsearch

    with scratch_engine(f"{elastic_url}-left") as engine:
        assert measure(read_collection(setdir), engine)["mrr@10"] == 1
    node, _, prefix = elastic_url.rpartition("/")
    with Elasticsearch(node) as client:
        assert not client.indices.get(index=f"{prefix}-left*", expand_wildcards="all").body
