"""Figures of one saving against each other: energy, coal equivalent, CO2, steam, money, capacity."""

from decimal import Decimal

import pytest

from showcase.effects.plausibility.checking import check
from tests.showcase.effects.plausibility.told import figure, found, rules, story

COST = figure("cost", "investment", 3_000_000, "CNY", direction="invested", of_what="总投资")
GAIN = figure("gain", "cost_saved", 1_000_000, "CNY", of_what="电费")


@pytest.mark.parametrize(("years", "is_fine"), [(3, True), ("3.5", True), ("2.5", True), (12, False), (2, False)])
def test_payback_is_investment_by_yearly_saving(years: float | str, is_fine: bool) -> None:
    payback = figure("payback", "payback", years, "a", direction="level", of_what="投资回收期")
    assert found(COST, GAIN, payback) == ([] if is_fine else [("payback_differs", ("payback", "cost", "gain"))])


def test_a_payback_that_one_of_several_savings_explains_is_fine() -> None:
    other = figure("other", "cost_saved", 250_000, "CNY", of_what="水费")
    assert found(COST, GAIN, other, figure("p", "payback", 12, "a", direction="level")) == []


@pytest.mark.parametrize(
    ("kgce_per_kwh", "is_fine"),
    [("0.1229", True), ("0.30", True), ("0.33", True), ("0.389", False), ("0.20", False), ("0.05", False)],
)
def test_coal_equivalent_of_electricity_has_one_of_two_factors(kgce_per_kwh: str, is_fine: bool) -> None:
    power = figure("power", "electricity_generated", 1_000_000, "kWh", direction="generated", of_what="屋顶光伏")
    coal = figure("coal", "energy_saved", Decimal(kgce_per_kwh) * 1000, "tce", of_what="屋顶光伏", basis="physical")
    assert found(power, coal) == ([] if is_fine else [("coal_and_electricity", ("coal", "power"))])


def test_more_coal_than_the_electricity_gives_may_be_heat() -> None:
    power = figure("power", "electricity_saved", 35_000_000, "kWh", of_what="热联合与余热回收")
    coal = figure("coal", "energy_saved", 78_000, "tce", of_what="热联合与余热回收")
    assert found(power, coal) == []


def test_a_note_proposes_the_basis_that_fits() -> None:
    power = figure("power", "electricity_generated", 8_033_000, "kWh", direction="generated", of_what="屋顶光伏")
    coal = figure("coal", "energy_saved", "987.254", "tce", of_what="屋顶光伏")
    [note] = check(story(power, coal))
    assert (note.rule, note.severity, dict(note.values)["basis"]) == ("basis_missing", "notes", "physical")


@pytest.mark.parametrize(
    ("tonnes", "is_fine"), [(16, True), (27, True), (31, True), (46, False), (120, False), (5, False)]
)
def test_no_fuel_gives_more_co2_than_coke_or_less_than_gas(tonnes: int, is_fine: bool) -> None:
    coal = figure("coal", "energy_saved", 10, "tce", of_what="锅炉改造")
    carbon = figure("co2", "co2_avoided", tonnes, "tCO2", direction="reduced", of_what="锅炉改造")
    assert found(coal, carbon) == ([] if is_fine else [("carbon_and_coal", ("co2", "coal"))])


@pytest.mark.parametrize(
    ("regions", "kilograms", "is_fine"),
    [(["350112"], "0.7", True), (["350112"], "0.995", False), ([], "0.995", True), ([], "1.3", False)],
)
def test_a_kilowatt_hour_avoids_what_the_grid_of_the_region_emits(
    regions: list[str], kilograms: str, is_fine: bool
) -> None:
    power = figure("power", "electricity_generated", 1_000_000, "kWh", direction="generated", of_what="屋顶光伏")
    carbon = figure("co2", "co2_avoided", Decimal(kilograms) * 1000, "tCO2", direction="reduced", of_what="屋顶光伏")
    assert found(power, carbon, regions=regions) == ([] if is_fine else [("carbon_and_electricity", ("co2", "power"))])


def test_steam_and_coal_equivalent_may_not_differ_a_thousandfold() -> None:
    steam = figure("steam", "other", 64, "t", of_what="蒸汽")
    assert found(steam, figure("coal", "energy_saved", 78_000, "tce", of_what="热联合")) == [
        ("steam_and_coal", ("steam", "coal"))
    ]
    assert found(steam, figure("coal", "energy_saved", 6, "tce", of_what="热联合")) == []


def test_figures_of_another_scope_or_year_are_not_divided() -> None:
    coal = figure("coal", "energy_saved", 10, "tce", scope="site")
    assert found(coal, figure("co2", "co2_avoided", 120, "tCO2", direction="reduced")) == []
    assert (
        found(coal, figure("co2", "co2_avoided", 120, "tCO2", direction="reduced", scope="site", period="2019")) == []
    )


def test_twelve_megawatts_give_no_110_gigawatt_hours() -> None:
    trt = figure(
        "trt", "electricity_generated", 110_000_000, "kWh", direction="generated", of_what="TRT（装机 1.2 万千瓦）"
    )
    [finding] = check(story(trt))
    assert (finding.rule, dict(finding.values)["hours"]) == ("full_load_hours", "9,167")


def test_roofs_in_fujian_have_about_1100_hours_of_full_sun() -> None:
    sun = figure("pv", "electricity_generated", 3_600_000, "kWh", direction="generated", of_what="屋顶光伏")
    text = "铺设 585 瓦单晶硅组件 4700 块，约 2 万平方米。"
    [finding] = check(story(sun, regions=["350112"], techniques=["T06.01"], body=text))
    assert (finding.rule, dict(finding.values)["hours"]) == ("full_load_hours", "1,309")
    less = figure("pv", "electricity_generated", 3_000_000, "kWh", direction="generated", of_what="屋顶光伏")
    assert found(less, regions=["350112"], techniques=["T06.01"], body=text) == []


def test_a_capacity_in_a_row_of_its_own_counts() -> None:
    engine = figure("kw", "capacity", 2, "MW", direction="level", of_what="余热发电")
    power = figure("kwh", "electricity_generated", 20, "GWh", direction="generated", of_what="余热发电")
    assert found(engine, power) == [("full_load_hours", ("kwh",))]


def test_saved_water_of_dye_baths_takes_its_steam_along() -> None:
    water = figure("water", "water_saved", 640_000, "t", of_what="水")
    steam = figure("steam", "other", 3500, "t", of_what="蒸汽")
    assert found(water, steam, techniques=["T08.06"]) == [("dye_bath", ("water", "steam"))]
    assert found(water, figure("steam", "other", 60_000, "t", of_what="蒸汽"), techniques=["T08.06"]) == []


def test_a_glass_furnace_needs_no_24_kilograms_of_coal_for_a_weight_case() -> None:
    coal = figure("coal", "energy_saved", 17_681, "tce", of_what="同一生产线")
    share = figure("share", "energy_saved", 22, "percent", per="none", of_what="能耗", high=None)
    told = check(story(coal, share, body="一条年产能 337 万重量箱的浮法线"))
    assert [(finding.rule, dict(finding.values)["use"]) for finding in told] == [("furnace_use", "23.8")]


def test_one_steelworks_does_not_heat_22_square_kilometres() -> None:
    area = figure("area", "capacity", 22_000_000, "m2", direction="level", of_what="余热集中供热面积", high=None)
    [finding] = check(story(area))
    assert (finding.rule, dict(finding.values)["megawatts"]) == ("heated_area", "880")


def test_ten_tonnes_of_water_a_day_never_pay_two_million() -> None:
    cost = figure("cost", "investment", 2_200_000, "CNY", direction="invested", of_what="浓水回收装置", high=None)
    water = figure(
        "water", "water_reused", 10, "t", per="day", direction="reused", of_what="纯化水浓水（每套，共 6 套）"
    )
    [finding] = check(story(cost, water))
    assert (finding.rule, dict(finding.values)["years"]) == ("never_pays_back", "25.1")


def test_money_for_a_tonne_of_coal_equivalent_has_a_price() -> None:
    gain = figure("gain", "cost_saved", 45_000_000, "CNY", of_what="加热炉改造")
    assert found(gain, figure("coal", "energy_saved", 200_000, "tce", of_what="加热炉改造")) == [
        ("price_implausible", ("gain", "coal"))
    ]
    assert found(gain, figure("coal", "energy_saved", 40_000, "tce", of_what="加热炉改造")) == []


def test_solar_power_is_not_credited_with_the_sulphur_of_power_stations() -> None:
    sulphur = figure("so2", "pollutant_reduced", 238, "t", direction="reduced", of_what="二氧化硫")
    assert rules(check(story(sulphur, techniques=["T06.01"]))) == {"indirect_pollutants"}
    assert found(sulphur, techniques=["T09.02"]) == []
