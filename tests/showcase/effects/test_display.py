"""Figures as readers see them, in the digits that were published."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.effects.display import (
    Figure,
    change,
    figure,
    format_change,
    format_number,
    format_quantity,
    printed_digits,
)
from showcase.effects.units import UnitError, known_units

SCALES = {"万": 10**4, "亿": 10**8, "million": 10**6, "billion": 10**9, "MWh": 10**3, "GWh": 10**6, "TWh": 10**9}

published = st.decimals(min_value=0, max_value=10**12, places=2)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("low", "high", "unit", "per", "chinese", "english"),
    [
        ("5000", "5000", "tce", "year", "5,000 吨标准煤/年", "5,000 tce a year (about 147 TJ)"),
        ("5000", "5400", "tce", "year", "5,000–5,400 吨标准煤/年", "5,000–5,400 tce a year (about 147–158 TJ)"),
        ("1600000", "1600000", "tce", "none", "160 万吨标准煤", "1.6 million tce (about 46.9 PJ)"),
        ("2.5", "2.5", "tce", "year", "2.5 吨标准煤/年", "2.5 tce a year (about 73 GJ)"),
        ("5000000", "5000000", "kWh", "none", "500 万千瓦时", "5 GWh"),
        ("5000000.000000", "5000000", "kWh", "year", "500 万千瓦时/年", "5 GWh a year"),
        ("58435900", "58435900", "kWh", "year", "5,843.59 万千瓦时/年", "58,435.9 MWh a year"),
        ("1234567", "1234567", "kWh", "year", "1,234,567 千瓦时/年", "1,234,567 kWh a year"),
        ("150000", "150000", "kWh/d", "day", "15 万千瓦时/天", "150 MWh a day"),
        ("8800", None, "MWh", "year", "至少 8,800 兆瓦时/年", "at least 8.8 GWh a year"),
        ("320000000", "320000000", "CNY", "none", "3.2 亿元", "CNY 320 million"),
        ("12000000", "12000000", "CNY", "none", "1,200 万元", "CNY 12 million"),
        ("4400000", "4400000", "CNY", "year", "440 万元/年", "CNY 4.4 million a year"),
        ("84000", None, "CNY", "year", "至少 8.4 万元/年", "at least CNY 84,000 a year"),
        ("0.7", "0.7", "CNY/km", "unit", "0.7 元/公里", "CNY 0.7 per km"),
        ("50", None, "percent", "none", "至少 50%", "at least 50%"),
        (None, "15", "g/m2", "unit", "不超过 15 克/平方米", "at most 15 g/m²"),
        ("34", "34", "percent", "unit", "34%", "34%"),
        ("26000", "26000", "t/d", "day", "2.6 万吨/天", "26,000 t a day"),
        ("1", "1", "a", "none", "1 年", "1 year"),
        ("1.50", "1.50", "a", "year", "1.5 年/年", "1.5 years a year"),
        ("2", "3", "a", "none", "2–3 年", "2–3 years"),
        ("0", "20000", "t", "year", "0–2 万吨/年", "0–20,000 t a year"),
        ("0", "0", "kWh", "year", "0 千瓦时/年", "0 kWh a year"),
        ("-3", "-3", "degC", "none", "−3 °C", "−3 °C"),
        ("9", "9", "count", "none", "9 个", "9"),
        ("1.7", "1.7", "ratio", "none", "1.7", "1.7"),
        ("2.5", "2.5", "m3", "unit", "2.5 立方米/单位产品", "2.5 m³ per unit of product"),
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(
    low: str | None, high: str | None, unit: str, per: str, chinese: str, english: str
) -> None:
    assert format_quantity(number(low), number(high), unit, per, "zh-hans") == chinese
    assert format_quantity(number(low), number(high), unit, per, "en") == english


def test_before_and_after_share_one_scale() -> None:
    assert format_change(Decimal(120), Decimal("90.50"), "m3/t", "unit", "en") == "120 → 90.5 m³ per tonne"
    assert format_change(Decimal(120000), Decimal(90000), "kWh", "year", "zh-hans") == "12 → 9 万千瓦时/年"
    assert change(Decimal(2), Decimal(1), "tce", "none", "en") == Figure("", "2 → 1", "tce", "")
    assert change(Decimal(24), Decimal(12), "tce", "none", "en").aside == "about 700 → 350 GJ"


@given(st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_what_is_computed_has_no_more_digits_than_the_source_prints(amount: Decimal) -> None:
    aside = figure(amount, amount, "tce", "year", "en").aside
    computed = "".join(filter(str.isdigit, aside)).lstrip("0")
    if not aside.count("."):
        computed = computed.rstrip("0")

    assert len(computed) <= min(3, printed_digits(amount))


@pytest.mark.parametrize(("amount", "digits"), [("5400", 4), ("54000", 2), ("1600000", 3), ("2.50", 2), ("0.07", 1)])
def test_zeros_that_chinese_writes_as_ten_thousands_are_no_printed_digits(amount: str, digits: int) -> None:
    assert printed_digits(Decimal(amount)) == digits


def test_a_card_gets_the_number_apart_from_its_unit() -> None:
    found = figure(Decimal(12000000), None, "CNY", "year", "en")
    assert found == Figure("at least ", "CNY 12", "million a year")
    assert found.value == "at least CNY 12"


def test_a_figure_without_a_number_is_refused() -> None:
    with pytest.raises(UnitError, match="no number"):
        figure(None, None, "tce", "year", "en")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnitError, match="furlong"):
        figure(Decimal(1), None, "furlong", "year", "en")


def test_an_unknown_per_is_refused() -> None:
    with pytest.raises(UnitError, match="fortnight"):
        figure(Decimal(1), None, "tce", "fortnight", "en")


@given(published)
def test_a_number_shows_the_digits_it_has_and_no_others(value: Decimal) -> None:
    shown = format_number(value)
    assert Decimal(shown.replace(",", "")) == value
    assert not re.search(r"\.\d*0$", shown)


@given(published, st.sampled_from(["kWh", "CNY", "t", "tCO2", "m3", "tce"]), st.sampled_from(["zh-hans", "en"]))
def test_no_digit_is_lost_or_invented_by_the_scale(value: Decimal, unit: str, language: str) -> None:
    found = figure(value, value, unit, "none", language)
    scale = next((factor for word, factor in SCALES.items() if word in found.unit), 1)
    assert Decimal(found.number.removeprefix("CNY ").replace(",", "")) * scale == value


@given(published, published, st.sampled_from(sorted(known_units())), st.sampled_from(["year", "day", "unit", "none"]))
def test_english_never_shows_a_chinese_character(one: Decimal, other: Decimal, unit: str, per: str) -> None:
    assert not re.search(r"[\u3400-\u9fff]", format_quantity(min(one, other), max(one, other), unit, per, "en"))
