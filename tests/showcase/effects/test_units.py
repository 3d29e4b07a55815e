"""Units: what converts into what, and what never does."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.effects.factors import PHYSICAL_ELECTRICITY, STANDARD_COAL, Factor, factors
from showcase.effects.units import (
    Comparable,
    UnitError,
    comparable,
    convert,
    known_units,
    registry,
    unit_of,
)

amounts = st.decimals(min_value=0, max_value=10**9, places=3)

NEEDED_BY_THE_PUBLISHED_CASES = [
    *("kWh", "tce", "percent", "CNY", "tCO2", "t/d", "t", "tCO2/t", "m2", "MW", "count", "a", "t/t", "CNY/km"),
    *("ratio", "g/m2", "m3", "kgce/t", "kWh/d", "kgCO2/t", "MWh", "GWh", "pp"),
]


@pytest.mark.parametrize("symbol", NEEDED_BY_THE_PUBLISHED_CASES)
def test_every_unit_of_the_published_cases_is_known(symbol: str) -> None:
    assert symbol in known_units()


@pytest.mark.parametrize("symbol", sorted(known_units()))
def test_every_unit_is_understood_and_is_itself(symbol: str) -> None:
    assert convert(Decimal(7), symbol, symbol) == 7


def test_a_unit_that_is_not_in_the_file_is_named_in_the_error() -> None:
    with pytest.raises(UnitError, match="'℃'"):
        unit_of("℃")


def test_a_unit_has_its_words_in_both_languages() -> None:
    assert unit_of("tCO2/t").name("zh-hans") == "吨二氧化碳/吨"
    assert unit_of("tCO2/t").name("en") == "t CO₂ per tonne"
    assert unit_of("CNY").name("en") == "CNY"
    assert unit_of("CNY/km").name("en") == "CNY per km"


def test_english_words_of_units_are_never_chinese() -> None:
    assert all(
        (row.en + row.en_many).translate(dict.fromkeys(map(ord, "²³°₂"))).isascii() for row in known_units().values()
    )


@pytest.mark.parametrize(
    ("amount", "symbol", "to", "expected"),
    [
        ("1", "MWh", "kWh", "1000"),
        ("1", "GJ", "MJ", "1000"),
        ("9", "kWh", "MJ", "32.4"),
        ("1", "kcal", "kJ", "4.1868"),
        ("3", "mu", "m2", "2000"),
        ("18", "mo", "a", "1.5"),
        ("0.5", "kgCO2/kWh", "tCO2/MWh", "0.5"),
        ("1500", "kgCO2/t", "tCO2/t", "1.5"),
        ("48", "t/d", "t/h", "2"),
        ("1", "tce/10kCNY", "tce/10kCNY", "1"),
    ],
)
def test_a_unit_converts_into_another_of_its_kind(amount: str, symbol: str, to: str, expected: str) -> None:
    assert convert(Decimal(amount), symbol, to) == pytest.approx(Decimal(expected), rel=Decimal("1e-20"))


@pytest.mark.parametrize(
    "pair",
    [
        *permutations(["kWh", "tce", "tCO2", "tCO2e", "t", "m3", "Nm3", "CNY"], 2),
        *permutations(["percent", "pp", "ratio", "times", "count"], 2),
        *permutations(["a", "d"], 2),
        *permutations(["MW", "MWp", "kVA"], 2),
        ("t/d", "t"),
    ],
)
def test_what_measures_something_else_is_never_converted(pair: tuple[str, str]) -> None:
    with pytest.raises(UnitError, match="cannot be expressed in"):
        convert(Decimal(1), *pair)


@given(
    amounts, st.sampled_from(["kWh", "MWh", "GWh", "GJ", "MJ", "kcal", "toe"]), st.sampled_from(["kWh", "GJ", "kcal"])
)
def test_converting_there_and_back_gives_the_amount(amount: Decimal, one: str, other: str) -> None:
    assert convert(convert(amount, one, other), other, one) == pytest.approx(amount, rel=Decimal("1e-20"))


def test_there_is_one_registry_in_a_process() -> None:
    assert registry() is registry()


def test_every_factor_is_dated_and_cited() -> None:
    for factor in factors().values():
        assert factor.document
        assert factor.publisher_zh
        assert factor.publisher_en
        assert factor.published_on <= factor.applies_from
        assert factor.applies_to is None or factor.applies_to > factor.applies_from


def test_no_factor_leads_to_co2_from_coal_equivalent() -> None:
    assert not any("CO2" in factor.unit and "tce" in factor.unit for factor in factors().values())


def test_the_standard_s_factor_of_electricity_is_its_physical_heat_to_four_digits() -> None:
    by_definition = convert(Decimal(1), "kWh", "GJ") / factors()[STANDARD_COAL].value * 1000
    assert factors()[PHYSICAL_ELECTRICITY].value == pytest.approx(by_definition, rel=Decimal("0.001"))


def compared(quantity: str, unit: str, amount: str, per: str = "year", basis: str | None = None) -> Comparable | None:
    return comparable(quantity=quantity, low=Decimal(amount), high=Decimal(amount), unit=unit, per=per, basis=basis)


@pytest.mark.parametrize(
    ("quantity", "unit", "per", "amount", "expected", "name"),
    [
        ("energy_saved", "tce", "year", "5400", "5400", "tce/a"),
        ("energy_saved", "kgce", "year", "5400", "5.4", "tce/a"),
        ("energy_saved", "GJ", "year", "29.3076", "1", "tce/a"),
        ("heat_recovered", "MWh", "year", "2930.76", "360", "tce/a"),
        ("electricity_saved", "tce", "year", "12", "12", "tce/a"),
        ("co2_avoided", "kgCO2", "year", "2500", "2.5", "tCO2/a"),
        ("water_saved", "m3", "year", "80", "80", "m³/a"),
        ("water_reused", "m3", "year", "80", "80", "m³/a"),
        ("investment", "CNY", "none", "11000000", "11000000", "CNY"),
        ("cost_saved", "CNY", "year", "4400000", "4400000", "CNY/a"),
        ("payback", "mo", "none", "18", "1.5", "a"),
        ("payback", "a", "year", "2", "2", "a"),
    ],
)
def test_a_figure_is_compared_in_the_unit_of_its_quantity(
    quantity: str, unit: str, per: str, amount: str, expected: str, name: str
) -> None:
    found = compared(quantity, unit, amount, per)
    assert found is not None
    assert found.value == pytest.approx(Decimal(expected), rel=Decimal("1e-20"))
    assert found.unit == name


@pytest.mark.parametrize(
    ("quantity", "unit", "per"),
    [
        ("electricity_saved", "kWh", "year"),  # no basis of the coal equivalent
        ("electricity_generated", "GJ", "year"),
        ("energy_saved", "MWh", "year"),
        ("co2_avoided", "tce", "year"),  # never computed
        ("co2_avoided", "tCO2e", "year"),
        ("co2_avoided", "tCO2", "day"),  # nobody said how many days
        ("water_saved", "t", "year"),
        ("water_saved", "t/d", "day"),
        ("investment", "CNY", "year"),
        ("cost_saved", "CNY", "none"),
        ("energy_saved", "t", "year"),
        ("heat_recovered", "t", "year"),
        ("share", "percent", "none"),
        ("other", "tce", "year"),
    ],
)
def test_what_has_no_common_unit_is_not_compared(quantity: str, unit: str, per: str) -> None:
    assert compared(quantity, unit, "100", per) is None


def test_electricity_counts_at_its_physical_equivalent_where_that_basis_is_stated() -> None:
    found = compared("electricity_saved", "kWh", "10000", basis="physical")
    assert found == Comparable(Decimal("1.229"), Decimal("1.229"), "tce/a", factors()[PHYSICAL_ELECTRICITY])


def test_the_equivalent_basis_needs_the_factor_of_its_year() -> None:
    given = factors()[PHYSICAL_ELECTRICITY]
    yearly = Factor(**{**vars(given), "basis": "equivalent", "value": Decimal("0.3"), "code": "made up for this test"})
    figure = {"quantity": "electricity_saved", "low": Decimal(1000), "high": None, "unit": "kWh", "per": "year"}
    assert comparable(**figure, basis="equivalent") is None
    assert comparable(**figure, basis="equivalent", factor=given) is None
    found = comparable(**figure, basis="equivalent", factor=yearly)
    assert found == Comparable(Decimal("0.3"), None, "tce/a", yearly)


def test_an_unknown_unit_is_an_error_not_a_missing_comparison() -> None:
    with pytest.raises(UnitError, match="furlong"):
        compared("energy_saved", "furlong", "1")


def test_a_figure_without_numbers_is_not_compared() -> None:
    assert comparable(quantity="energy_saved", low=None, high=None, unit="tce", per="year") is None


@given(amounts, amounts)
def test_a_range_sorts_by_its_middle_and_a_bound_by_itself(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    both = comparable(quantity="energy_saved", low=low, high=high, unit="tce", per="year")
    at_least = comparable(quantity="energy_saved", low=low, high=None, unit="tce", per="year")
    assert both is not None
    assert at_least is not None
    assert low <= both.value <= high
    assert at_least.value == low
    assert at_least.high is None
