"""Effects read out of a source's words: whole or not at all."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from showcase.choices import Evidence
from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.printed import parse_amount
from showcase.effects.reading import LONGEST_TEXT, ReadEffect, read_effects
from showcase.effects.units import UnitError, convert

STORIES = Path(__file__).parents[3] / "showcase/demo/stories"
READ_FULLY = 0.8  # of the demonstration's Chinese rows; 201 of 243 when the reader was written

Q, D = Quantity, Direction


def _only(text: str) -> ReadEffect:
    (effect,) = read_effects(text)
    return effect


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "quantity", "per", "direction"),
    [
        ("年节电约186万kWh", 1860000, 1860000, "kWh", Q.ELECTRICITY_SAVED, Per.YEAR, D.SAVED),
        ("年节约标准煤1.2万吨", 12000, 12000, "tce", Q.ENERGY_SAVED, Per.YEAR, D.SAVED),
        ("减排二氧化碳3200吨/年", 3200, 3200, "tCO2", Q.CO2_AVOIDED, Per.YEAR, D.REDUCED),
        ("投资2300万元", 23000000, 23000000, "CNY", Q.INVESTMENT, Per.NONE, D.INVESTED),
        ("投资回收期2.5年", 2.5, 2.5, "a", Q.PAYBACK, Per.NONE, D.LEVEL),
        ("节水率达35%", 35, 35, "percent", Q.WATER_SAVED, Per.NONE, D.SAVED),
        ("年节约用水12万立方米", 120000, 120000, "m3", Q.WATER_SAVED, Per.YEAR, D.SAVED),
        ("saves 1.86 million kWh a year", 1860000, 1860000, "kWh", Q.ELECTRICITY_SAVED, Per.YEAR, D.SAVED),
        ("total investment of CNY 23 million", 23000000, 23000000, "CNY", Q.INVESTMENT, Per.NONE, D.INVESTED),
        ("年节约标准煤3×10³ t", 3000, 3000, "tce", Q.ENERGY_SAVED, Per.YEAR, D.SAVED),
        ("能耗降低10%～15%", 10, 15, "percent", Q.ENERGY_SAVED, Per.NONE, D.REDUCED),
        ("每年可节约1.2万~1.5万吨标准煤", 12000, 15000, "tce", Q.ENERGY_SAVED, Per.YEAR, D.SAVED),
        ("reductions of energy between 15 % and 40 %", 15, 40, "percent", Q.ENERGY_SAVED, Per.NONE, D.REDUCED),
        ("年节约电费１２３万元", 1230000, 1230000, "CNY", Q.COST_SAVED, Per.YEAR, D.SAVED),
        ("余热发电年发电量达1.2亿kWh", 120000000, 120000000, "kWh", Q.ELECTRICITY_GENERATED, Per.YEAR, D.GENERATED),
        ("每生产1吨锦纶，可减少约3吨二氧化碳排放", 3, 3, "tCO2/t", Q.CO2_AVOIDED, Per.NONE, D.REDUCED),
        ("日节水120吨", 120, 120, "t", Q.WATER_SAVED, None, D.SAVED),
        ("年节水量达到20万吨", 200000, 200000, "t", Q.WATER_SAVED, Per.YEAR, D.SAVED),
        ("颜料利用率提高到97%", 97, 97, "percent", Q.SHARE, Per.NONE, D.LEVEL),
        ("单位产品综合能耗下降12kgce/t", 12, 12, "kgce/t", Q.ENERGY_INTENSITY, Per.NONE, D.REDUCED),
        ("蒸汽单耗下降1.1t/t", "1.1", "1.1", "t/t", Q.OTHER, Per.NONE, D.REDUCED),
        ("每天节水120吨", 120, 120, "t", Q.WATER_SAVED, Per.DAY, D.SAVED),
    ],
)
def test_a_figure_is_read_with_what_it_measures(
    text: str, low: float, high: float, unit: str, quantity: Quantity, per: Per, direction: Direction
) -> None:
    effect = _only(text)
    assert (effect.low, effect.high, effect.unit) == (Decimal(str(low)), Decimal(str(high)), unit)
    assert (effect.quantity, effect.per, effect.direction) == (quantity, per, direction)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("年节电20万度以上", 200000, None),
        ("年节电超过20万度", 200000, None),
        ("年节电不少于20万度", 200000, None),
        ("年节电20余万度", 200000, None),
        ("年节电20万多度", 200000, None),
        ("年节电近20万度", 200000, 200000),
        ("年节电20万度左右", 200000, 200000),
        ("投资不超过300万元", None, 3000000),
        ("save up to 30% of energy", None, 30),
    ],
)
def test_words_of_a_bound_leave_one_number_open(text: str, low: int | None, high: int | None) -> None:
    effect = _only(text)
    assert (effect.low, effect.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "before", "after", "unit"),
    [
        ("综合能耗由38kgce/t降至31kgce/t", 38, 31, "kgce/t"),
        ("单位产品综合能耗从38降到31kgce/t", 38, 31, "kgce/t"),
        ("产品电耗由改造前的520kWh/t下降到改造后的450kWh/t", 520, 450, "kWh/t"),
        ("中水回用率由60%提高到85%", 60, 85, "percent"),
        ("年用电量由500万kWh降至314万kWh", 5000000, 3140000, "kWh"),
        (
            "单位产品能耗从2019年的0.85吨标准煤/吨下降到2023年的0.72吨标准煤/吨",
            Decimal("0.85"),
            Decimal("0.72"),
            "tce/t",
        ),
    ],
)
def test_a_change_is_read_as_the_level_that_was_reached(text: str, before: int, after: int, unit: str) -> None:
    effect = _only(text)
    assert (effect.before, effect.after, effect.unit) == (before, after, unit)
    assert (effect.low, effect.high, effect.direction) == (after, after, Direction.LEVEL)


@pytest.mark.parametrize(
    "text",
    [
        "年节电约186万",
        "年节电186万kW",
        "年节电186 quux",
        "年减排3×103 t二氧化碳",
        "节约成本5元/件",
        "节约用电20万吨公里",
        "淘汰10吨级锅炉",
        "投资500万美元",
        "每小时节约蒸汽2吨",
        "每台设备每年节电5万kWh",
        "综合能耗186万kWh，折合标准煤228吨",
        "年产10万吨钢，占地3万平方米",
        "温室气体减排5000吨",
        "能耗降低15%～10%",
        "年节电1,20 kWh",
        "利率仅4.45%",
        "2023年8月投产",
        "节水不超过30%以上",
        "",
        "指标|改造前|改造后|单位",
        "电耗由原来的每吨520kWh降到450kWh",
        "较2020年下降12.5%",
        "人均节水5吨",
        "每吨产品可节电35kWh",
    ],
)
def test_what_cannot_be_read_whole_is_no_effect(text: str) -> None:
    assert read_effects(text) == ()


def test_a_paragraph_gives_each_figure_with_its_own_words() -> None:
    text = (
        "项目总投资2300万元，年节电186万kWh，折合标准煤228.6吨，年减排二氧化碳1060吨、二氧化硫3吨，"
        "静态投资回收期约2.5年。"
    )
    effects = read_effects(text)
    assert [effect.printed for effect in effects] == [
        "项目总投资2300万元",
        "年节电186万kWh",
        "折合标准煤228.6吨",
        "年减排二氧化碳1060吨",
        "二氧化硫3吨",
        "静态投资回收期约2.5年",
    ]
    assert [effect.quantity for effect in effects] == [
        Q.INVESTMENT,
        Q.ELECTRICITY_SAVED,
        Q.ENERGY_SAVED,
        Q.CO2_AVOIDED,
        Q.POLLUTANT_REDUCED,
        Q.PAYBACK,
    ]
    assert all(text[effect.start : effect.end] == effect.printed for effect in effects)


@pytest.mark.parametrize(
    ("text", "evidence", "period"),
    [
        ("经第三方核查，2024年节约用电35万kWh", Evidence.VERIFIED, "2024"),
        ("实测年节电35万kWh", Evidence.METERED, None),
        ("预计年节电35万kWh", Evidence.DESIGN_OR_EXPECTED, None),
        ("经测算年节电35万kWh", Evidence.ESTIMATED, None),
        ("优化设计后年节电35万kWh", None, None),
        ("2023年8月，节约用电35万kWh", None, "2023-08"),
        ("2023年8月投产，年节电35万kWh", None, None),
        ("2021—2023年节电35万kWh", None, None),
        ("用电量较2020年降低35万kWh", None, None),
    ],
)
def test_evidence_and_period_are_taken_from_words_only(
    text: str, evidence: Evidence | None, period: str | None
) -> None:
    effect = _only(text)
    assert (effect.evidence, effect.period) == (evidence, period)


def test_a_total_of_several_years_is_not_a_yearly_figure() -> None:
    assert _only("2021—2023年节电35万kWh").per is Per.NONE
    assert _only("累计节电35万kWh").per is Per.NONE


def test_what_a_figure_is_of_is_what_its_words_name_besides_the_quantity() -> None:
    assert _only("镍、钴、锰回收率达99.6%").of_what == "镍、钴、锰回收率"
    assert _only("年节电约186万kWh").of_what is None


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        read_effects("节" * (LONGEST_TEXT + 1))


def _demonstration(language: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for file in sorted(STORIES.glob("*/facts.yaml")):
        rows += yaml.safe_load(file.read_text(encoding="utf-8")).get("effects", [])
    return [row for row in rows if row["printed_language"] == language]


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _says_the_same(effect: ReadEffect, row: dict[str, Any]) -> bool:
    try:
        numbers = [None if n is None else convert(n, effect.unit, row["unit"]) for n in (effect.low, effect.high)]
    except UnitError:
        return False
    return numbers == [_number(row.get("low")), _number(row.get("high"))]


@pytest.mark.parametrize(("language", "share"), [("zh-hans", READ_FULLY), ("en", 0.2)])
def test_the_words_of_the_demonstration_give_the_numbers_of_its_rows_or_nothing(language: str, share: float) -> None:
    rows = _demonstration(language)
    read = [(row, read_effects(row["printed"])) for row in rows]
    wrong = [
        (row["printed"], effects)
        for row, effects in read
        if effects and not (len(effects) == 1 and _says_the_same(effects[0], row))
    ]
    assert wrong == []
    assert sum(bool(effects) for _, effects in read) >= share * len(rows)


SCALES = {"": 1, "万": 10**4, "百万": 10**6, "亿": 10**8}
NUMBERS = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2)


@given(
    NUMBERS,
    st.sampled_from(sorted(SCALES)),
    st.sampled_from([("千瓦时", "kWh"), ("kWh", "kWh"), ("吨标准煤", "tce"), ("立方米", "m3"), ("元", "CNY")]),
    st.sampled_from([("", None), ("/年", Per.YEAR), ("/天", Per.DAY)]),
)
def test_number_scale_unit_and_per_come_back(
    number: Decimal, scale: str, unit: tuple[str, str], per: tuple[str, Per | None]
) -> None:
    text = f"节约{number}{scale}{unit[0]}{per[0]}"
    for effect in read_effects(text):
        assert (effect.low, effect.high) == (number * SCALES[scale],) * 2
        assert effect.unit.split("/")[0] == unit[1]
        assert effect.per == per[1]
        assert effect.printed == text
    if unit[1] != "m3":
        assert len(read_effects(text)) == 1


@given(NUMBERS, st.sampled_from(sorted(SCALES)), st.sampled_from(["千瓦时", "吨标准煤", "kWh"]))
def test_running_text_and_a_single_amount_are_read_alike(number: Decimal, scale: str, unit: str) -> None:
    amount = parse_amount(f"{number}{scale}{unit}")
    effect = _only(f"经测算，年节约{number}{scale}{unit}，效果明显。")
    assert (effect.low, effect.high, effect.unit) == (amount.low, amount.high, amount.symbol)


WORDS = [
    "年节电",
    "约",
    "186",
    "3×10³",
    "万",
    "kWh",
    "吨",
    "/年",
    "由",
    "降至",
    "%",
    "～",
    "，",
    "。",
    "|",
    "\n",
    "2023年",
    "每",
    " ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=40))
def test_any_text_is_read_without_an_error_and_quoted_exactly(text: str) -> None:
    for effect in read_effects(text):
        assert text[effect.start : effect.end] == effect.printed
        assert effect.low is not None or effect.high is not None
