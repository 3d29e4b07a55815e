"""One figure by itself: unit, size, date, values before and after."""

from decimal import Decimal

import pytest

from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.figures import Severity
from tests.showcase.effects.plausibility.told import figure, found, story


def test_water_in_kilowatt_hours_is_refused() -> None:
    [finding] = check(story(figure("w", "water_saved", 500, "kWh")))
    assert (finding.rule, finding.severity, finding.keys) == ("unit_does_not_fit", Severity.BLOCKS, ("w",))


@pytest.mark.parametrize("unit", ["t", "m3", "percent", "t/d"])
def test_water_in_tonnes_cubic_metres_and_per_cent_is_fine(unit: str) -> None:
    assert found(figure("w", "water_saved", 50, unit)) == []


def test_a_payback_of_centuries_is_doubted_and_one_of_years_is_not() -> None:
    assert found(figure("p", "payback", 290, "a", direction="level")) == [("too_large", ("p",))]
    assert found(figure("p", "payback", "1.5", "a", direction="level")) == []


def test_a_saving_over_a_hundred_per_cent_is_doubted_but_an_increase_is_not() -> None:
    assert found(figure("s", "energy_saved", 520, "percent", per="none")) == [("over_a_hundred", ("s",))]
    assert found(figure("s", "other", 520, "percent", per="none", direction="increased")) == []


def test_a_year_has_8784_hours_at_most() -> None:
    assert found(figure("h", "other", 9500, "h", direction="level")) == [("hours_of_a_year", ("h",))]
    assert found(figure("h", "other", 9500, "h/a", per="none", direction="level")) == [("hours_of_a_year", ("h",))]
    assert found(figure("h", "other", 8784, "h", direction="level")) == []


@pytest.mark.parametrize(
    ("period", "evidence", "severity"),
    [
        ("2031", "metered", Severity.BLOCKS),
        ("2026-12", "company_statement", Severity.BLOCKS),
        ("2031", "design_or_expected", Severity.WARNS),
    ],
)
def test_a_period_in_the_future_is_refused_unless_it_is_expected(
    period: str, evidence: str, severity: Severity
) -> None:
    [finding] = check(story(figure("e", "energy_saved", 10, "tce", period=period, evidence=evidence)))
    assert (finding.rule, finding.severity) == ("future", severity)


@pytest.mark.parametrize("period", ["2026", "2026-11", "2026-11-30", ""])
def test_a_period_up_to_today_is_fine(period: str) -> None:
    assert found(figure("e", "energy_saved", 10, "tce", period=period)) == []


def test_more_after_than_before_contradicts_a_reduction() -> None:
    swapped = figure(
        "i", "water_intensity", 18, "m3/t", direction="reduced", per="none", before=Decimal(20), after=Decimal(38)
    )
    [finding] = check(story(swapped))
    assert (finding.rule, finding.severity) == ("before_after_swapped", Severity.BLOCKS)


@pytest.mark.parametrize(
    ("number", "unit", "is_fine"),
    [(30, "m3/t", True), (90, "m3/t", True), (25, "percent", True), (40, "m3/t", False), (33, "percent", False)],
)
def test_the_number_is_the_difference_its_percentage_or_the_value_after(number: int, unit: str, is_fine: bool) -> None:
    told = figure(
        "i",
        "water_intensity",
        number,
        unit,
        direction="reduced",
        per="none",
        before=Decimal(120),
        after=Decimal(90),
    )
    assert found(told) == ([] if is_fine else [("before_after_differs", ("i",))])


def test_the_energy_of_a_province_is_too_large_for_one_measure() -> None:
    assert found(figure("e", "energy_saved", 5_000_000, "tce")) == [("too_large", ("e",))]


def test_a_negative_number_is_refused() -> None:
    assert found(figure("e", "energy_saved", -5, "tce")) == [("negative", ("e",))]
