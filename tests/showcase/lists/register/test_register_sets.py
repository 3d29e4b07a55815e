"""The register in memory as plain data: what it finds, counts and pages, and how it follows a change."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from django.utils.translation import override
from pyroaring import BitMap

from showcase.enterprises.merge_rules import Merge, Merged
from showcase.enterprises.names import name_line
from showcase.lists.register.fold import Chain
from showcase.lists.register.index import RegisterContext, RegisterIndex
from showcase.lists.register.query import FACETS, XIAMEN, RegisterQuery
from showcase.lists.register.rows import SpanRow, Unit, sort_key_of

FIRST_DAY, LATER_DAY = dt.date(2020, 1, 1), dt.date(2022, 1, 1)
FIRST, SECOND, THIRD = (dt.datetime(2024, month, 1, tzinfo=dt.UTC) for month in (1, 2, 3))
MICROSECOND = dt.timedelta(microseconds=1)


def span(pk: int, enterprise: int = 1, *, name: str = "", number: int = 0, **facts: Any) -> SpanRow:
    """A span of a unit of the register: national, of green factories, from the first day and moment on."""
    codes = {"programme": "green-factory", "level": "national", **facts.pop("codes", {})}
    unit = Unit(enterprise, number or enterprise, name, "", codes.get("region", ""), (), name_line(name))
    return SpanRow(
        pk,
        unit,
        Chain(enterprise, codes["programme"], codes["level"]),
        {facet: frozenset({codes[facet]} if facet in codes else ()) for facet in FACETS},
        facts.get("valid_from", FIRST_DAY),
        facts.get("valid_until"),
        facts.get("known_from", FIRST),
        facts.get("known_until"),
        facts.get("since"),
    )


def index_of(*rows: SpanRow, context: RegisterContext | None = None) -> RegisterIndex:
    return RegisterIndex.of(sorted(rows, key=sort_key_of), context)


def content(index: RegisterIndex) -> dict[str, Any]:
    shown = {field.name: getattr(index, field.name) for field in dataclasses.fields(index)}
    return {**shown, "units": {pk: dataclasses.astuple(unit) for pk, unit in index.units.items()}}


def chosen(index: RegisterIndex, query: RegisterQuery, without: str = "") -> list[int]:
    return sorted(index.chosen(index.on(LATER_DAY, query.known_at), query, without))


# Days and moments ----------------------------------------------------------------------------------------


def test_a_span_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    index = index_of(span(1, valid_from=FIRST_DAY, valid_until=LATER_DAY))

    held = {day: list(index.on(day)) for day in (FIRST_DAY, LATER_DAY - dt.timedelta(1), LATER_DAY)}

    assert held == {FIRST_DAY: [1], LATER_DAY - dt.timedelta(1): [1], LATER_DAY: []}
    assert list(index.on(FIRST_DAY - dt.timedelta(1))) == []


def test_nothing_holds_before_it_was_known_nor_after_it_was_revised() -> None:
    index = index_of(span(1, known_from=FIRST, known_until=SECOND), span(2, enterprise=2, known_from=SECOND))

    known = {moment: list(index.on(LATER_DAY, moment)) for moment in (FIRST - MICROSECOND, FIRST, SECOND)}

    assert known == {FIRST - MICROSECOND: [], FIRST: [1], SECOND: [2]}


def test_the_chains_known_before_a_moment_are_those_of_one_unit_up_to_the_last_microsecond() -> None:
    index = index_of(
        span(1, known_from=FIRST, codes={"level": "provincial"}),
        span(2, known_from=SECOND - MICROSECOND, codes={"level": "municipal"}),
        span(3, known_from=SECOND, codes={"level": "national"}),
        span(4, enterprise=2, known_from=FIRST),
    )

    assert {chain.level for chain in index.chains_known(1, SECOND)} == {"provincial", "municipal"}
    assert index.chains_known(99, SECOND) == set()


def test_the_register_was_last_extended_when_anything_was_last_learnt_or_revised() -> None:
    assert index_of().newest is None
    assert index_of(span(1, known_from=FIRST), span(2, known_from=SECOND)).newest == SECOND
    assert index_of(span(1, known_from=FIRST, known_until=THIRD), span(2, known_from=SECOND)).newest == THIRD


# What is found and counted -------------------------------------------------------------------------------


@pytest.fixture
def listed() -> RegisterIndex:
    """Three units: in Xiamen, in Fuzhou twice over, and in Fuzhou at the provincial level."""
    return index_of(
        span(1, 1, name="厦门白鹭电子有限公司", codes={"region": XIAMEN, "year": "2023"}),
        span(2, 2, name="福州榕树纸业有限公司", codes={"region": "350100", "year": "2023"}),
        span(3, 2, name="福州榕树纸业有限公司", codes={"region": "350100", "year": "2024", "programme": "zero-carbon"}),
        span(4, 3, name="闽江水泥厂", codes={"region": "350100", "level": "provincial", "year": "2024"}),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (RegisterQuery(), [1, 2, 3, 4]),
        (RegisterQuery(text="榕树"), [2, 3]),
        (RegisterQuery(text="没有的厂"), []),
        (RegisterQuery(choices={"year": ("2023",)}), [1, 2]),
        (RegisterQuery(choices={"year": ("2023", "2024")}), [1, 2, 3, 4]),
        (RegisterQuery(choices={"year": ("2024",), "level": ("national",)}), [3]),
        (RegisterQuery(choices={"year": ("2019",)}), []),  # a code that nothing has
        (RegisterQuery(choices={"year": ()}), [1, 2, 3, 4]),  # no choice narrows nothing
        (RegisterQuery(xiamen="without"), [2, 3, 4]),
        (RegisterQuery(text="榕树", choices={"year": ("2024",)}, xiamen="without"), [3]),
    ],
)
def test_a_query_finds_what_has_the_name_and_one_choice_of_every_facet(
    listed: RegisterIndex, query: RegisterQuery, found: list[int]
) -> None:
    assert chosen(listed, query) == found


def test_without_xiamen_a_register_that_has_nothing_there_is_whole() -> None:
    assert chosen(index_of(span(1, codes={"region": "350100"})), RegisterQuery(xiamen="without")) == [1]


def test_a_facet_can_be_left_out_of_what_narrows(listed: RegisterIndex) -> None:
    query = RegisterQuery(choices={"year": ("2023",), "level": ("national",)})

    assert chosen(listed, query, without="year") == [1, 2, 3]
    assert chosen(listed, query, without="level") == [1, 2]


def test_each_facet_is_counted_as_if_it_were_not_chosen_and_in_full_where_nothing_says_which_codes_are_shown(
    listed: RegisterIndex,
) -> None:
    query = RegisterQuery(choices={"year": ("2024",), "region": ("350100",)})

    counts = listed.counts(listed.on(LATER_DAY), query, {"year": ("2023", "2024", "2025"), "level": ("national",)})

    assert counts["year"] == Counter({"2024": 2, "2023": 1})
    assert counts["region"] == Counter({"350100": 2})
    assert counts["level"] == Counter({"national": 1})
    assert counts["programme"] == Counter({"zero-carbon": 1, "green-factory": 1})
    assert counts.keys() == FACETS.keys()


def test_counts_obey_text_and_the_choice_about_xiamen(listed: RegisterIndex) -> None:
    held = listed.on(LATER_DAY)

    assert listed.counts(held, RegisterQuery(text="榕树"), {})["year"] == Counter({"2023": 1, "2024": 1})
    assert XIAMEN not in listed.counts(held, RegisterQuery(xiamen="without"), {})["region"]


def test_one_facet_of_a_set_is_counted_only_where_there_is_something(listed: RegisterIndex) -> None:
    assert listed.count(BitMap([1, 2]), "year") == Counter({"2023": 2})
    assert "2024" not in listed.count(BitMap([1, 2]), "year")


def test_pages_follow_the_order_of_the_register() -> None:
    index = index_of(
        span(1, number=1, codes={"level": "municipal"}),
        span(2, 2, number=9),
        span(3, 3, number=4),
        span(4, 4, number=2, codes={"programme": "zero-carbon"}),
        span(5, 5, number=3),
    )
    held = BitMap([1, 2, 3, 4])

    assert index.page(held) == [3, 2, 4, 1]
    assert index.page(held, 1, 2) == [2, 4]
    assert index.page(held, 0, 1) == [3]
    assert index.page(held, 2) == [4, 1]
    assert index.page(held, 4, 2) == []


def test_rows_are_sorted_by_name_place_and_first_day_and_else_as_in_the_register() -> None:
    index = index_of(
        span(1, name="厦门示例厂", codes={"region": "350200"}, since=dt.date(2019, 1, 1)),
        span(2, 2, name="安溪示例厂", codes={"region": "350500"}, since=dt.date(2021, 1, 1)),
        span(3, 3, name="长乐示例厂", codes={"region": ""}, since=dt.date(2021, 1, 1)),
        span(4, 4, name="鑫示例厂", codes={"region": "350100"}, since=dt.date(2018, 1, 1)),
    )
    held = BitMap([1, 2, 3, 4])

    with override("zh-hans"):
        assert index.page(held, by="name") == [2, 3, 1, 4]
    assert index.page(held, by="city") == [4, 1, 2, 3]
    assert index.page(held, by="since") == [2, 3, 1, 4]
    assert index.page(held, 1, 2, by="since") == [3, 1]


# Merged records ------------------------------------------------------------------------------------------


def test_the_name_of_a_merged_record_finds_the_unit_that_it_counts_as_while_the_merge_stands() -> None:
    merged = Merged([Merge(7, 1, recorded_at=SECOND, undone_at=THIRD)])
    context = RegisterContext(merged=merged, duplicates={7: name_line("旧名造纸厂")})
    index = index_of(span(1, name="新名纸业有限公司"), span(2, 2, name="别家水泥厂"), context=context)

    found = {moment: chosen(index, RegisterQuery(text="旧名造纸", known_at=moment)) for moment in (FIRST, SECOND, None)}

    assert found == {FIRST: [], SECOND: [1], None: []}
    assert index.merged is merged


# After a change ------------------------------------------------------------------------------------------

BEFORE = (
    span(1, 1, name="甲厂", number=5, codes={"region": XIAMEN, "year": "2019"}),
    span(2, 1, name="甲厂", number=5, codes={"level": "provincial"}, valid_until=LATER_DAY),
    span(3, 2, name="乙厂", number=6, codes={"region": "350100"}, known_until=THIRD),
    span(4, 3, name="丙厂", number=7, codes={"region": "350100"}),
)
MOVED = (  # the first unit moved, and one of its spans is another
    span(1, 1, name="甲新厂", number=8, codes={"region": "350100", "year": "2019"}),
    span(9, 1, name="甲新厂", number=8, codes={"level": "municipal"}, valid_from=LATER_DAY, known_from=SECOND),
)
NEW = (span(10, 4, name="丁厂", number=1), span(11, 4, name="丁厂", number=1, codes={"programme": "zero-carbon"}))


@pytest.mark.parametrize(
    ("touched", "rows"),
    [
        ((), ()),
        ((1,), MOVED),
        ((4,), NEW),
        ((1, 4), (*MOVED, *NEW)),
        ((2,), ()),  # a unit that is gone
        ((1, 2, 3), ()),
        ((99,), ()),  # touched, and never listed
    ],
)
def test_an_index_that_followed_a_change_is_the_one_made_from_all_spans(
    touched: tuple[int, ...], rows: Iterable[SpanRow]
) -> None:
    context = RegisterContext(lists={1: ("2019", "press")}, duplicates={9: name_line("旧厂")})
    stay = [row for row in BEFORE if row.unit.pk not in touched]

    followed = index_of(*BEFORE).renewed(touched, sorted(rows, key=sort_key_of), context)

    assert content(followed) == content(index_of(*stay, *rows, context=context))
