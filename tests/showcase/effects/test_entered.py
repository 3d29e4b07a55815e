"""Numbers and units as an editor enters them, and as the form shows them again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.effects.choices import Per, Scale
from showcase.effects.entered import (
    EnteredNumber,
    EnteredUnit,
    number_words,
    parse_entered,
    parse_entered_unit,
    scaled_units,
    unit_words,
)
from showcase.effects.units import UnitError, known_units


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("186万", 1860000, Scale.TEN_THOUSAND),
        ("1.2亿", 120000000, Scale.HUNDRED_MILLION),
        ("1.86 million", 1860000, Scale.MILLION),
        ("1,860,000", 1860000, None),
        (" １８６ ", 186, None),
        ("3×10³", 3000, None),
        ("−5", -5, None),
        ("-0.5", Decimal("-0.5"), None),
    ],
)
def test_a_number_is_read_with_its_scale(text: str, value: Decimal, scale: Scale | None) -> None:
    assert parse_entered(text) == EnteredNumber(Decimal(value), scale)


@pytest.mark.parametrize(
    "text", ["", "约186", "186余", "18 6", "1,86", "186万kWh", "3×103", "万", "1.2.3", "abc", "NaN"]
)
def test_nonsense_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(UnitError) as error:
        parse_entered(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("万kWh", EnteredUnit("kWh", Decimal(10**4), Scale.TEN_THOUSAND)),
        ("万元", EnteredUnit("CNY", Decimal(10**4), Scale.TEN_THOUSAND)),
        ("亿元", EnteredUnit("CNY", Decimal(10**8), Scale.HUNDRED_MILLION)),
        ("万吨", EnteredUnit("t", Decimal(10**4), Scale.TEN_THOUSAND)),
        ("万立方米", EnteredUnit("m3", Decimal(10**4), Scale.TEN_THOUSAND)),
        ("million kWh", EnteredUnit("kWh", Decimal(10**6), Scale.MILLION)),
        ("tCO2", EnteredUnit("tCO2", Decimal(1))),
        ("千万元", EnteredUnit("CNY", Decimal(10**7))),
        ("吨/年", EnteredUnit("t", Decimal(1), None, Per.YEAR)),
    ],
)
def test_a_unit_is_read_with_its_scale(text: str, unit: EnteredUnit) -> None:
    assert parse_entered_unit(text) == unit


@pytest.mark.parametrize("text", ["", "万", "quux", "万quux", "美元"])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        parse_entered_unit(text)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("symbol", sorted(known_units()))
@pytest.mark.parametrize("scale", [None, *Scale])
def test_every_unit_is_read_as_the_form_shows_it(symbol: str, scale: Scale | None, language: str) -> None:
    factor = Decimal(scale.factor if scale else 1)
    read = parse_entered_unit(unit_words(symbol, scale, language))
    assert (read.symbol, read.factor, read.scale) == (symbol, factor, scale)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.sampled_from([None, *Scale]))
def test_a_number_is_read_as_the_form_shows_it(value: Decimal, scale: Scale | None) -> None:
    factor = scale.factor if scale else 1
    assert parse_entered(number_words(value * factor, scale)).value * factor == value * factor


def test_the_units_that_editors_use_are_offered() -> None:
    offered = {unit_words(symbol, scale, "zh-hans") for symbol, scale in scaled_units()}
    assert {"万kWh", "kWh", "万元", "亿元", "万吨", "万立方米", "吨标准煤", "万吨标准煤", "%"} <= offered
