"""Amounts of energy carriers as coal equivalent, only to weigh them against each other."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.effects.factors import PHYSICAL_ELECTRICITY, factors
from showcase.for_your_plant.ranking.choices import Carrier

_TCE_OF_ONE: Mapping[Carrier, float] = {
    # GB/T 2589-2020, reference values: natural gas at the upper end of 1.10–1.33 kgce/m³, raw coal 20,934 kJ/kg.
    Carrier.GAS: 1.33,
    Carrier.COAL: 0.7143,
    # Low-pressure steam, 3,763 MJ/t as in the edition of 2008: the edition of 2020 leaves it to the enthalpy.
    Carrier.STEAM: 0.1286,
    # Our own value for straw and wood, which energy statistics count with 0.43 to 0.57.
    Carrier.BIOMASS: 0.5,
}
"""Tonnes of coal equivalent in a thousand cubic metres of gas, or a tonne of the others."""


def coal_equivalent(amounts: Mapping[Carrier, float]) -> dict[Carrier, float]:
    """Return tce by carrier; amounts in MWh, thousand cubic metres of gas, and tonnes."""
    return {carrier: amount * _of_one(carrier) for carrier, amount in amounts.items()}


def _of_one(carrier: Carrier) -> float:
    if carrier is Carrier.ELECTRICITY:
        return float(factors()[PHYSICAL_ELECTRICITY].value)
    return _TCE_OF_ONE[carrier]
