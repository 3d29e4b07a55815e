"""How a range is written and read, and which records it holds."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.core.clauses import AnyOf, Between, Codes
from search.core.fields import ORDERED, identity, order_amount
from search.core.query import BadQuery, SearchQuery
from search.core.ranges import GIVEN, MAX_FREE, RANGES, RANGES_BY_NAME, Range
from search.core.record import Record, RecordText

ENERGY, PAYBACK = RANGES_BY_NAME["energy"], RANGES_BY_NAME["payback"]
ENDS = st.none() | st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1000-5000", "1000-5000"), ("01000.50-5000.0", "1000.5-5000"), ("-3", "-3"), ("5000-", "5000-"),
        ("0-0", "0-0"), ("-0.5", "-0.5"), (" 1-2 ", "1-2"), ("-", None), ("", None), ("5", None), ("5-1", None),
        ("1e3-", None), ("１-２", None), ("1,000-", None), ("--3", None), ("9" * 16 + "-", None), ("NaN-", None),
        ("1-\n", "1-"), ("1-2-3", None),
    ],
)  # fmt: skip
def test_a_range_has_one_way_of_writing(raw: str, code: str | None):
    assert ENERGY.parse(raw) == code


@given(ENDS, ENDS)
def test_what_a_range_writes_it_reads(low: Decimal | None, high: Decimal | None):
    if low is None and high is None:
        return
    low, high = sorted((low, high)) if low is not None and high is not None else (low, high)
    assert Range.of(Range(low, high).code) == Range(low, high)


def test_ranges_sort_by_their_lower_end_then_by_their_upper_one_and_open_ends_lie_outside():
    codes = ["100-", "100-500", "0.5-2", "-100", "-5"]

    assert sorted(codes, key=lambda code: Range.of(code).start) == ["-5", "-100", "0.5-2", "100-500", "100-"]


def test_predefined_ranges_and_those_made_up_are_alternatives():
    predefined, own = Codes("range_energy", ("100-500",)), Between("amount_energy", 700.0, 900.0)

    assert ENERGY.clause(("100-500",)) == ENERGY.clause(("100-500",), widened=False) == predefined
    assert ENERGY.clause(("700-900",)) == own
    assert ENERGY.clause(("700-900", "100-500")) == AnyOf((predefined, own))


def test_as_many_ranges_as_the_bound_may_be_made_up():
    own = [f"{number}-{number + 1}" for number in range(10, 10 + MAX_FREE)]

    assert len(SearchQuery.from_params({"energy": own}, "en").chosen("energy")) == MAX_FREE


def test_both_ends_are_inside():
    assert [number for number in (0.9, 1.0, 2.0, 2.1) if Range.of("1-2").holds(number)] == [1.0, 2.0]
    assert Range.of("-3").holds(3.0)
    assert Range.of("3-").holds(3.0)


def test_a_range_has_an_end_and_its_ends_do_not_cross():
    with pytest.raises(ValueError, match="end"):
        Range(None, None)
    with pytest.raises(ValueError, match="more"):
        Range(Decimal(2), Decimal(1))


@pytest.mark.parametrize("facet", RANGES, ids=lambda facet: facet.name)
def test_the_predefined_ranges_leave_no_gap(facet):
    known = facet.ranges
    assert (known[0].low, known[-1].high) == (None, None)
    assert all(one.high == other.low for one, other in pairwise(known))
    assert facet.free([one.code for one in known]) == ()


def test_a_record_is_counted_under_every_range_one_of_its_numbers_is_in():
    assert PAYBACK.codes([1.5, 3.0]) == ["1-2", "2-3", "3-5", GIVEN]
    assert PAYBACK.codes([]) == []


def test_orders_put_the_strongest_first_equal_ones_by_id_and_none_last():
    def keys(facet_name: str, numbers: dict[str, tuple[float, ...]]) -> list[str]:
        facet = RANGES_BY_NAME[facet_name]
        records = [Record(name, {"en": RecordText("x")}, amounts={facet_name: n}) for name, n in numbers.items()]
        return [record.id for record in sorted(records, key=lambda record: order_amount(record, facet))]

    given = {"b": (2.0, 900.0), "a": (900.0,), "c": (), "d": (1e15,), "e": (0.5,)}
    assert keys("energy", given) == ["d", "a", "b", "e", "c"]
    assert keys("payback", given) == ["e", "b", "a", "d", "c"]
    assert [facet.name for facet in ORDERED] == ["energy", "payback"]


def test_too_many_ranges_of_ones_own_are_refused_by_name():
    with pytest.raises(BadQuery) as refused:
        SearchQuery.from_params({"energy": [f"{n}-{n + 1}" for n in range(MAX_FREE + 1)]}, "en")
    assert (refused.value.parameter, refused.value.reason) == ("energy", "too many")


def test_other_edges_are_another_index(monkeypatch: pytest.MonkeyPatch):
    before = identity("x")
    object.__setattr__(PAYBACK, "edges", (1, 2, 4))
    try:
        assert identity("x") != before
    finally:
        object.__setattr__(PAYBACK, "edges", (1, 2, 3, 5, 8))
    assert identity("x") == before
