"""The eight absurd figures of the walk of issue 14, which went live without one warning."""

from decimal import Decimal

from tests.showcase.effects.plausibility.told import figure, found

ABSURD = (
    figure("water", "water_saved", 36_000, "kWh", of_what="冷却水", period="2023"),
    figure("payback-290", "payback", 290, "a", direction="level", of_what="冷却水", period="2022"),
    figure("percent", "energy_saved", 520, "percent", per="none", of_what="空压站", period="2021"),
    figure("hours", "other", 9500, "h", direction="level", of_what="年运行时间", period="2021"),
    figure("co2", "co2_avoided", 120, "tCO2", direction="reduced", of_what="锅炉"),
    figure("tce", "energy_saved", 10, "tce", of_what="锅炉"),
    figure("swapped", "other", 18, "kWh/t", direction="reduced", per="none", before=Decimal(20), after=Decimal(38)),
    figure("future", "electricity_saved", 500_000, "kWh", period="2031", of_what="照明"),
    figure("investment", "investment", 3_000_000, "CNY", direction="invested"),
    figure("saving", "cost_saved", 1_000_000, "CNY"),
    figure("payback-12", "payback", 12, "a", direction="level"),
)


def test_all_eight_are_flagged_and_nothing_else() -> None:
    assert sorted(found(*ABSURD)) == [
        ("before_after_swapped", ("swapped",)),
        ("carbon_and_coal", ("co2", "tce")),
        ("future", ("future",)),
        ("hours_of_a_year", ("hours",)),
        ("over_a_hundred", ("percent",)),
        ("payback_differs", ("payback-12", "investment", "saving")),
        ("too_large", ("payback-290",)),
        ("unit_does_not_fit", ("water",)),
    ]
