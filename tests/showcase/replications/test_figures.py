"""Figures as plants type them, and the strip that shows their spread: plain functions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts.marks import Dot
from portal.charts.ranges import range_strip
from showcase.replications.figures import (
    Common,
    PeriodMissing,
    UnitDoesNotFit,
    UnreadableAmount,
    common,
    read_figure,
)
from showcase.replications.private_words import PrivateWords
from showcase.replications.reasons import DEFINITIONS, Reason, in_order


@pytest.mark.parametrize(
    ("quantity", "amount", "per", "read", "compared"),
    [
        ("electricity_saved", "18.6 万kWh", "year", (186_000, "kWh", "year"), (186_000, "kWh/a")),
        ("electricity_saved", "1.2 GWh/年", "", (1.2, "GWh", "year"), (1_200_000, "kWh/a")),
        ("energy_saved", "1,200吨标准煤", "year", (1200, "tce", "year"), (1200, "tce/a")),
        ("water_saved", "3万吨/年", "day", (30_000, "t", "year"), None),
        ("investment", "320 万元", "year", (3_200_000, "CNY", "none"), (3_200_000, "CNY")),
        ("payback", "2.5 年", "", (2.5, "a", "none"), (2.5, "a")),
        ("electricity_saved", "500 kWh", "day", (500, "kWh", "day"), None),
    ],
)
def test_an_amount_is_read_as_it_was_typed(quantity, amount, per, read, compared):
    figure = read_figure(quantity, amount, per, "metered")

    assert (float(figure.low), figure.unit, figure.per) == read
    shared = figure.common
    assert (compared is None and shared is None) or (shared.middle, shared.unit) == compared


@pytest.mark.parametrize(
    ("quantity", "amount", "per", "fault"),
    [
        ("electricity_saved", "很多", "year", UnreadableAmount),
        ("electricity_saved", "18.6 万电", "year", UnreadableAmount),
        ("electricity_saved", "18.6 万kWh", "", PeriodMissing),
        ("water_saved", "18.6 万kWh", "year", UnitDoesNotFit),
    ],
)
def test_what_cannot_be_a_figure_is_refused_with_its_fault(quantity, amount, per, fault):
    with pytest.raises(fault):
        read_figure(quantity, amount, per, "metered")


def test_electricity_is_never_turned_into_coal_without_a_stated_factor():
    ten = Decimal(10)

    assert common("electricity_saved", ten, ten, "kWh", "year") == Common(10.0, 10.0, "kWh/a")
    assert common("energy_saved", ten, ten, "kWh", "year") is None


def dots(numbers):
    marks = range_strip([(number, number) for number in numbers], "").marks
    return [mark for mark in marks if isinstance(mark, Dot)]


@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=40))
def test_every_figure_has_its_mark_on_the_line_and_larger_ones_stand_further_right(numbers):
    places = [dot.x for dot in dots(numbers)]

    assert len(places) == len(numbers)
    assert places == sorted(places)
    assert all(2 <= place <= 98 for place in places)


def test_marks_that_would_cover_each_other_stand_in_rows():
    assert len({(dot.x, dot.y) for dot in dots([100, 100, 100, 10])}) == 4


def test_every_reason_has_a_definition_and_keeps_its_order():
    assert set(DEFINITIONS) == set(Reason)
    assert in_order(["other", "space", "nonsense", "space"]) == [Reason.SPACE, Reason.OTHER]


@pytest.mark.parametrize(
    "text",
    [
        "联系 engineer@plant.example",
        "代码 9135 0000-MA2XN0Y10C",
        "示例滨海印染有限公司的做法",
        "示例滨海 印染做了这项改造",
    ],
)
def test_private_words_are_found_however_they_are_spaced(text):
    private = PrivateWords.of("engineer@plant.example", "91350000MA2XN0Y10C", "示例滨海印染有限公司")

    assert private.first_in(text)
    assert not private.first_in("在定型机排风口加装换热器")
    assert not PrivateWords.of("", "", "").first_in(text)
