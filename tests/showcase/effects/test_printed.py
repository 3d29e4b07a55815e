"""Printed units: read whole or refused."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.effects.printed import PRINTED_UNITS_FILE, Amount, PrintedUnit, parse_amount, parse_unit
from showcase.effects.units import UnitError, known_units

COLLECTED_WORDS = Path(__file__).parents[4] / "shared/data/vocabulary/units_zh.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("万千瓦时", PrintedUnit("kWh", Decimal(10000))),
        ("万kWh", PrintedUnit("kWh", Decimal(10000))),
        ("亿度", PrintedUnit("kWh", Decimal(10**8))),
        ("百万千焦", PrintedUnit("GJ", Decimal(1))),
        ("吨标准煤/年", PrintedUnit("tce", Decimal(1), "year")),
        ("万元每年", PrintedUnit("CNY", Decimal(10000), "year")),
        ("元/度", PrintedUnit("CNY/kWh", Decimal(1))),
        ("万吨/天", PrintedUnit("t/d", Decimal(10000), "day")),
        ("吨标准煤/天", PrintedUnit("tce", Decimal(1), "day")),
        ("小时/年", PrintedUnit("h/a", Decimal(1), "year")),
        ("万㎡", PrintedUnit("m2", Decimal(10000))),
        ("吨 CO₂", PrintedUnit("tCO2", Decimal(1))),
        ("吨标准煤/万元", PrintedUnit("tce/10kCNY", Decimal(1))),
        ("million yuan", PrintedUnit("CNY", Decimal(10**6))),
        ("GWh per year", PrintedUnit("GWh", Decimal(1), "year")),
        ("tons of standard coal a year", PrintedUnit("tce", Decimal(1), "year")),
    ],
)
def test_a_printed_unit_is_read_as_a_number_of_a_known_one(text: str, expected: PrintedUnit) -> None:
    assert parse_unit(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一半",
        "￥",
        "t\u200b",
        "吨/吨/天",
        "kWh per fortnight",
        "吨/万元",
        "万",
        "百分",
        "元/台",
        "/年",
        "吨标准煤吨",
        "‰",
    ],
)
def test_a_unit_of_which_any_part_is_unknown_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(UnitError) as error:
        parse_unit(text)
    assert repr(text) in str(error.value)


def test_every_word_of_the_file_leads_to_a_unit_of_the_registry() -> None:
    with PRINTED_UNITS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [row["printed"] for row in rows]
    assert len(words) == len(set(words))
    assert {row["symbol"] for row in rows} <= set(known_units())


@pytest.mark.skipif(
    not COLLECTED_WORDS.exists() and os.environ.get("CI") != "true",
    reason="reads ../shared/data, not part of the project",
)
def test_every_collected_unit_word_is_read() -> None:
    with COLLECTED_WORDS.open(encoding="utf-8-sig", newline="") as file:
        words = [row["printed"] for row in csv.DictReader(file)]
    for word in words:
        assert parse_unit(word).symbol in known_units()


@pytest.mark.parametrize(
    ("text", "low", "high", "symbol", "per"),
    [
        ("500万千瓦时", "5000000", "5000000", "kWh", "none"),
        ("7 万 kWh", "70000", "70000", "kWh", "none"),
        ("3.2 ℃", "3.2", "3.2", "degC", "none"),
        ("1,200–1,500 吨/年", "1200", "1500", "t", "year"),
        ("１.5年", "1.5", "1.5", "a", "none"),
        ("34%", "34", "34", "percent", "none"),
        ("12 million yuan a year", "12000000", "12000000", "CNY", "year"),
    ],
)
def test_a_printed_amount_keeps_its_number_and_its_unit(text: str, low: str, high: str, symbol: str, per: str) -> None:
    assert parse_amount(text) == Amount(Decimal(low), Decimal(high), symbol, per)


@pytest.mark.parametrize(
    "text",
    ["10⁴ kWh", "3.2", "3.2\u200b ℃", "约5吨", "400余万元", "1,20 t", "½ t", "百 吨", "5 t 5", "", "12 ￥", "٣ t"],
)
def test_an_amount_is_never_read_in_part(text: str) -> None:
    with pytest.raises(UnitError):
        parse_amount(text)


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["千瓦时", "吨标准煤", "元", "立方米"]))
def test_ten_thousand_of_a_unit_is_ten_thousand_times_the_number(number: Decimal, word: str) -> None:
    plain, scaled = parse_amount(f"{number} {word}"), parse_amount(f"{number} 万{word}")
    assert scaled.low == plain.low * 10000
    assert scaled.symbol == plain.symbol


@given(st.text(max_size=8) | st.lists(st.sampled_from(["万", "吨", "标准煤", "kW", "h", "元", "/", "年"])).map("".join))
def test_any_other_text_is_refused_without_another_error(text: str) -> None:
    try:
        found = parse_unit(text)
    except UnitError:
        return
    assert found.symbol in known_units()
