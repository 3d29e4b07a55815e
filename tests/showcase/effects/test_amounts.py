"""Which printed figures become amounts to filter and order by."""

from decimal import Decimal
from typing import Any

import pytest

from showcase.effects.amounts import AMOUNTS, ENERGY, PAYBACK, amounts_of
from showcase.effects.models import Effect
from tests.factories import make_effect


def effect(number: float, **fields: Any) -> Effect:
    made = make_effect(low=Decimal(str(number)), high=Decimal(str(number)), **fields)
    made.set_comparable()
    return made


def test_each_amount_is_in_its_own_unit():
    effects = [
        effect(12, unit="kgce"),
        effect(300, quantity="co2_avoided", unit="tCO2", direction="reduced"),
        effect(5000, quantity="water_saved", unit="m3"),
        effect(7_500_000, quantity="investment", unit="CNY", per="none", direction="invested"),
        effect(18, quantity="payback", unit="mo", per="none", direction="level"),
    ]
    found = amounts_of(effects)
    assert list(found) == list(AMOUNTS)
    assert found == {"energy": (0.012,), "co2": (300,), "water": (5000,), "investment": (7_500_000,), "payback": (1.5,)}


def test_electricity_saved_counts_as_energy_only_with_its_coal_basis():
    assert amounts_of([effect(1000, quantity="electricity_saved", unit="MWh")]) == {}
    with_basis = effect(1000, quantity="electricity_saved", unit="MWh", basis="physical")
    assert amounts_of([with_basis]) == {"energy": (pytest.approx(122.9),)}


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": "electricity_generated", "basis": "physical", "unit": "kWh"},
        {"quantity": "heat_recovered", "unit": "GJ"},
        {"quantity": "water_reused", "unit": "m3"},
        {"quantity": "cost_saved", "unit": "CNY"},
        {"direction": "increased"},
        {"per": "day"},
    ],
)
def test_what_only_resembles_a_saving_is_none(fields: dict[str, str]):
    assert amounts_of([effect(10, **fields)], every=True) == {}


@pytest.mark.parametrize(
    "fields", [{"scope": "site"}, {"scope": "group"}, {"scope": "park"}, {"evidence": "design_or_expected"}]
)
def test_other_scopes_and_expected_values_stand_aside_until_asked_for(fields: dict[str, str]):
    effects = [effect(10, scope="measure"), effect(70, **fields)]
    assert amounts_of(effects) == {"energy": (10,)}
    assert amounts_of(effects, every=True) == {"energy": (10, 70)}


def test_a_story_may_hold_several_numbers_each_once_and_the_strongest_orders():
    effects = [effect(n) for n in (40, 7, 40)]
    assert amounts_of(effects) == {"energy": (7, 40)}
    assert (ENERGY.strongest([7, 40]), PAYBACK.strongest([7, 40]), ENERGY.strongest([])) == (40, 7, None)


def test_a_printed_range_counts_by_its_middle_and_a_bound_by_itself():
    between = make_effect(low=Decimal(100), high=Decimal(200))
    at_least = make_effect(low=Decimal(50), high=None)
    for made in (between, at_least):
        made.set_comparable()
    assert amounts_of([between, at_least]) == {"energy": (50, 150)}
