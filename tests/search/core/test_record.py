"""Records, and the fields an engine stores of them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.core.facets import FACETS, FACETS_BY_NAME
from search.core.fields import CONFIRMED, FIELDS, FieldKind, document, identity, order_amount, order_date
from search.core.ranges import RANGES, RANGES_BY_NAME
from search.core.record import Record, RecordText
from search.text.analysis import MARKER
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
    is_overdue=st.booleans(),
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


def test_dates_sort_by_their_whole_year():
    old, new = corpus.record("a", ("x", "y"), date="1999-01-01"), corpus.record("b", ("x", "y"), date="2024-01-01")
    assert order_date(new) < order_date(old)
    assert order_date(old) < order_date(replace(new, is_overdue=True))


def test_a_stronger_amount_sorts_first_equal_ones_by_id_and_none_last():
    def order(name: str, numbers: dict[str, float | None]) -> list[str]:
        texts = {"en": RecordText("x")}
        records = [Record(one, texts, amounts={name: (n,)} if n is not None else {}) for one, n in numbers.items()]
        return [record.id for record in sorted(records, key=lambda one: order_amount(one, RANGES_BY_NAME[name]))]

    assert order("energy", {"zero": 0, "a": 1, "b": 9, "d": 5, "c": 5, "none": None, "huge": 1e300}) == [
        *("huge", "b", "c", "d", "a", "zero"),
        "none",
    ]
    assert order("payback", {"a": 0.0001, "b": 0, "c": 3, "none": None}) == ["b", "a", "c", "none"]


def test_what_does_not_compare_is_found_and_sorted_only_over_all_figures():
    stored = document(Record("a", {"en": RecordText("x")}, every_amount={"energy": (300.0,)}), 1)

    narrow, wide = ([stored[f"{field}_energy{end}"] for field in ("range", "amount")] for end in ("", "_every"))
    assert (narrow, wide) == ([[], []], [["100-500", "given"], [300.0]])
    assert stored["order_energy_every"] < stored["order_energy"]


def test_single_han_characters_of_every_language_are_searched():
    stored = document(corpus.record("a", ("热", "水"), ("Heat 泵", "风")), 1)
    assert str(stored["characters"]).split() == ["热", "水", "泵", "风"]


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
    assert len(set(codes)) == len(codes) == len(FACETS) + 2 * len(RANGES) + len([CONFIRMED])


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


def test_equal_records_have_one_digest_whatever_the_order_in_which_they_were_put_together() -> None:
    texts = {"zh-hans": RecordText("题"), "en": RecordText("x")}
    codes = {"kind": ("case",), "year": ("2023", "2024")}
    amounts = {"energy": (1.0, 2.0), "payback": (3.0,)}

    one = Record("a", texts, codes, ("甲", "乙"), amounts=amounts, every_amount=amounts)
    turned = [dict(reversed(part.items())) for part in (texts, codes, amounts)]
    other = Record("a", *turned[:2], ("乙", "甲"), amounts=turned[2], every_amount=turned[2])

    assert one.digest == other.digest


def test_an_index_is_known_by_twelve_characters_that_change_with_its_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    before = identity("engine")

    assert len(before) == 12
    assert identity("other engine") != before
    monkeypatch.setattr("search.core.fields.LAYOUT_REVISION", 0)
    assert identity("engine") != before
