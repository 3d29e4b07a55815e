"""Records, and the fields an engine stores of them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import MARKER
from search.facets import FACETS, FACETS_BY_NAME
from search.fields import FIELDS, FieldKind, document, identity, order_date
from search.ranges import RANGES
from search.record import Record, RecordText
from showcase.effects.amounts import AMOUNTS
from tests.search import corpus

NUMBERS = st.lists(st.floats(0, 1e12)).map(tuple)
TEXTS = st.builds(RecordText, st.text(), st.text(), st.text())
RECORDS = st.builds(
    Record,
    id=st.uuids().map(str),
    texts=st.dictionaries(st.sampled_from(["zh-hans", "en"]), TEXTS, min_size=1),
    codes=st.dictionaries(st.sampled_from(list(FACETS_BY_NAME)), st.lists(st.text(min_size=1)).map(tuple)),
    names=st.lists(st.text()).map(tuple),
    date=st.none() | st.dates(dt.date(1900, 1, 1)),
    amounts=st.dictionaries(st.sampled_from(list(AMOUNTS)), NUMBERS),
    every_amount=st.dictionaries(st.sampled_from(list(AMOUNTS)), NUMBERS),
)


@given(RECORDS)
def test_a_record_comes_back_from_json_unchanged(record: Record):
    assert Record.from_dict(orjson.loads(orjson.dumps(record.to_dict()))) == record


@given(RECORDS)
def test_no_token_field_is_ever_empty(record: Record):
    stored = document(record, 1)
    for field in FIELDS:
        assert field.name in stored
        if field.kind is FieldKind.TOKENS:
            assert str(stored[field.name]).split()


def test_an_absent_language_gives_one_marker_in_each_of_its_fields():
    stored = document(corpus.record("a", ("标题", "正文"), None), 1)
    assert [stored[f"{part}_en"] for part in ("title", "body", "words")] == [MARKER] * 3


def test_names_are_searched_in_every_language_the_story_has():
    stored = document(corpus.record("a", ("标题", "正文"), ("Title", "Body"), names=["示例印染"]), 1)
    assert "示例 例印 印染" in str(stored["body_zh"])
    assert "示例 例印 印染" in str(stored["body_en"])
    assert "示例" not in document(corpus.record("a", ("标题", "正文"), names=["示例印染"]), 1)["body_en"]


def test_the_matching_field_holds_all_tokens_of_all_languages():
    stored = document(corpus.STORIES[0], 1)
    match = set(str(stored["match"]).split())
    for name in ("title_zh", "body_zh", "title_en", "body_en"):
        assert set(str(stored[name]).split()) <= match


def test_no_phrase_runs_from_one_part_of_a_record_into_the_next():
    stored = document(corpus.record("a", None, ("waste", "heat"), names=["recovery"]), 1)
    assert str(stored["match"]).split() == ["wast", "¶", "heat", "¶", "recoveri", "¶"]


def test_newer_dates_sort_first_equal_ones_by_id_and_none_last():
    dates = [("b", "2024-05-01"), ("a", "2024-05-01"), ("c", "2025-01-01"), ("d", None)]
    records = [corpus.record(name, ("x", "y"), date=date) for name, date in dates]
    assert [record.id for record in sorted(records, key=order_date)] == ["c", "a", "b", "d"]


def test_codes_are_sorted_and_once_and_empty_facets_absent():
    record = Record("a", {"en": RecordText("x")}, {"year": ("2025", "2024", "2025"), "level": ()})
    assert dict(record.codes) == {"year": ("2024", "2025")}
    assert (record.of("level"), record.kind, record.standing) == ((), "", "")


def test_amounts_are_ascending_and_once_and_what_compares_is_among_all():
    record = Record("a", {"en": RecordText("x")}, amounts={"energy": (9, 2.5, 9)}, every_amount={"energy": (40,)})
    assert record.numbers("energy") == (2.5, 9.0)
    assert record.numbers("energy", widened=True) == (2.5, 9.0, 40.0)
    assert record.numbers("water") == ()


def test_the_readers_language_is_given_where_public_else_the_one_there_is():
    both, one = corpus.STORIES[0], corpus.record("a", ("标题", "正文"))
    assert both.text_for("en")[1].title == "Heat recovery from stenter exhaust"
    assert one.text_for("en") == ("zh-hans", RecordText("标题", "", "正文"))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": ""},
        {"id": "a b"},
        {"texts": {}},
        {"texts": {"fr": RecordText("x")}},
        {"codes": {"colour": ("red",)}},
        {"amounts": {"colour": (1.0,)}},
        {"amounts": {"energy": (float("nan"),)}},
        {"every_amount": {"energy": (float("inf"),)}},
    ],
)
def test_a_record_that_cannot_be_searched_is_refused(fields: dict[str, object]):
    with pytest.raises(ValueError):
        Record(**{"id": "a", "texts": {"en": RecordText("x")}, **fields})


def test_the_identity_of_an_index_changes_with_what_an_engine_adds():
    assert identity("tantivy 7") != identity("tantivy 8")
    assert identity("tantivy 7") == identity("tantivy 7")


def test_every_facet_has_a_field_of_codes_of_its_own():
    codes = [field.name for field in FIELDS if field.kind is FieldKind.CODES]
    assert codes[: len(FACETS)] == [facet.index_field for facet in FACETS]
    assert len(set(codes)) == len(codes) == len(FACETS) + 2 * len(RANGES)


@pytest.mark.parametrize(
    ("facet", "raw", "code"),
    [
        ("industry", "c1713", "C1713"),
        ("industry", "g01", "G01"),
        ("industry", "C1", None),
        ("industry", "C17131", None),
        ("technique", "t02.01", "T02.01"),
        ("technique", "T02.1", None),
        ("region", "350582", "350582"),
        ("region", "３５０５８２", None),
        ("kind", "CASE", "case"),
        ("kind", "case\n", "case"),
        ("kind", "cases", None),
        ("year", "2025", "2025"),
        ("year", "20255", None),
        ("programme", "green-factory", "green-factory"),
        ("programme", "9" * 100, None),
    ],
)
def test_a_facet_reads_the_form_of_its_codes(facet: str, raw: str, code: str | None):
    assert FACETS_BY_NAME[facet].parse(raw) == code


@pytest.mark.parametrize(
    ("facet", "code", "above"),
    [
        ("industry", "C1713", "C171"),
        ("industry", "C171", "C17"),
        ("industry", "C17", None),
        ("industry", "G01", None),
        ("technique", "T02.01", "T02"),
        ("technique", "T02", None),
        ("region", "350582", "350500"),
        ("region", "350500", "350000"),
        ("region", "350000", None),
        ("year", "2025", None),
    ],
)
def test_a_facet_knows_what_stands_above_a_code(facet: str, code: str, above: str | None):
    assert FACETS_BY_NAME[facet].parent(code) == above


def test_facets_with_values_above_others_say_so():
    assert [facet.name for facet in FACETS if facet.hierarchical] == ["industry", "technique", "region"]


@pytest.mark.parametrize(
    "change",
    [
        {"texts": {"zh-hans": RecordText("题", "摘", "文。")}},
        {"codes": {"kind": ("practice",)}},
        {"names": ("甲公司",)},
        {"date": dt.date(2024, 1, 2)},
        {"amounts": {"energy": (2.0,)}},
        {"every_amount": {"energy": (1.0, 3.0)}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_digest_changes_with_each_part_of_a_record(change: dict[str, Any]) -> None:
    record = Record(
        id="a",
        texts={"zh-hans": RecordText("题", "摘", "文")},
        codes={"kind": ("case",)},
        names=("甲公司", "乙公司"),
        date=dt.date(2024, 1, 1),
        amounts={"energy": (1.0,)},
    )

    assert replace(record, **change).digest != record.digest
    assert Record.from_dict(record.to_dict()).digest == record.digest
    assert replace(record, names=("乙公司", "甲公司")).digest == record.digest
    assert 0 <= record.digest < 2**63
