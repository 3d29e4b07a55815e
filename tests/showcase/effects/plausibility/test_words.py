"""Numbers in words: read from text, missing from the rows, unlike the number beside them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.numbers import numbers_in
from tests.showcase.effects.plausibility.told import figure, found, story


@pytest.mark.parametrize(
    ("text", "value", "symbol"),
    [
        ("年节电约186万kWh", 1_860_000, "kWh"),
        ("预计年节能量5000吨标准煤左右", 5000, "tce"),
        ("年可节约标准燃煤2.2万吨", 22_000, "tce"),
        ("减少二氧化碳排放4万多吨", 40_000, "tCO2"),
        ("新增效益4500余万元", 45_000_000, "CNY"),
        ("总供热面积2200多万㎡", 22_000_000, None),
        ("污水回用率达50％以上", 50, "percent"),
        ("CNY 11 million in all", 11_000_000, "CNY"),
        ("3.6 GWh a year", Decimal("3.6"), "GWh"),
        ("其中一半处理过的水", 50, "percent"),
    ],
)
def test_a_number_is_read_with_scale_and_unit(text: str, value: float, symbol: str | None) -> None:
    [number] = numbers_in(text)
    assert number.value == Decimal(str(value))
    assert symbol is None or number.symbol == symbol


@given(
    st.integers(1, 10**9), st.sampled_from([("万kWh", 10**4, "kWh"), ("吨标准煤", 1, "tce"), ("亿元", 10**8, "CNY")])
)
def test_whatever_is_written_is_read_back(number: int, unit: tuple[str, int, str]) -> None:
    words, factor, symbol = unit
    [read] = numbers_in(f"项目每年约{number:,}{words}。")
    assert (read.value, read.symbol) == (number * factor, symbol)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for number in numbers_in(text):
        assert 0 <= number.start < len(text)


def test_a_number_of_the_title_that_no_row_has_is_named() -> None:
    row = figure("e", "electricity_saved", 1_860_000, "kWh", printed="年节电约186万kWh")
    [finding] = check(
        story(row, title="水泵改造年节电 190 万千瓦时", summary="2023年改造 12 台水泵，年节电 186 万千瓦时。")
    )
    assert (finding.rule, dict(finding.values)["numbers"]) == ("not_in_any_row", "190 万千瓦时")


def test_years_dates_documents_models_and_counts_are_no_figures() -> None:
    text = "2023年5月3日，闽工信规〔2025〕3号，GB/T 2589-2020，Y2-315M-4 电机 12 台，第1批，8.5 代线，1. 概况，T04.02"
    assert found(title=text, summary=text, body=text, is_case=True) == []


def test_the_body_of_a_technology_may_name_general_figures() -> None:
    text = "年用能超过 1 万吨标准煤的企业"
    assert found(body=text) == []
    assert found(body=text, is_case=True) == [("not_in_any_row", ())]


def test_words_that_a_row_or_the_plant_has_are_known() -> None:
    row = figure(
        "e", "electricity_generated", 5_000_000, "kWh", direction="generated", of_what="光伏（装机 5 MWh 储能）"
    )
    assert found(row, summary="配 5 MWh 储能，年用电 3 亿千瓦时。", known_words=("年用电 3 亿千瓦时",)) == []


@pytest.mark.parametrize(
    ("printed", "number", "unit", "is_fine"),
    [
        ("年节电约186万kWh", 1_860_000, "kWh", True),
        ("年节电约186万kWh", 186, "kWh", False),
        ("年节电约186万kWh", 1_680_000, "kWh", False),
        ("照原文约为其 50%", 50, "percent", True),
        ("排放量约为普通锦纶的40%", 60, "percent", True),
        ("save three times as much", 3, "times", True),
        ("about 4.4 million yuan in electricity fees", 4_400_000, "CNY", True),
        ("说不出数字", 5, "kWh", True),
    ],
)
def test_the_number_is_the_printed_one(printed: str, number: int, unit: str, is_fine: bool) -> None:
    row = figure("e", "other", number, unit, printed=printed)
    assert found(row) == ([] if is_fine else [("printed_differs", ("e",))])


def test_expected_words_are_not_metered() -> None:
    row = figure("e", "energy_saved", 5000, "tce", printed="预计年节能量5000吨标准煤左右", evidence="metered")
    assert found(row) == [("expected_as_attained", ("e",))]
