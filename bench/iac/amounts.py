"""The comparable numbers of a recommendation: energy saved and payback. Money in US dollars is none of them."""

from __future__ import annotations

from bench.iac.models import Recommendation
from showcase.effects.amounts import ENERGY, PAYBACK
from showcase.effects.factors import PHYSICAL_ELECTRICITY, STANDARD_COAL, factors

ELECTRICITY = ("EC", "E1")
"""Streams in kWh a year."""

FUELS = ("E2", "E3", "E4", "E5", "E6", "E7", "E8", "E11", "E12")
"""Streams in million British thermal units a year; wood and paper are left out."""

GJ_PER_MMBTU = 1.05505585262
"""International table BTU (ISO 80000-5)."""


def amounts_of(row: Recommendation) -> dict[str, tuple[float, ...]]:
    """Code of amount → its number: energy in tce a year, payback in years."""
    found = {ENERGY.code: coal_equivalent(row), PAYBACK.code: row.payback}
    return {code: (number,) for code, number in found.items() if number is not None}


def coal_equivalent(row: Recommendation) -> float | None:
    """Tce a year; electricity by its physical value (GB/T 2589). None for other streams and where nothing is saved."""
    if row.conserved is None or row.conserved <= 0:
        return None
    if row.resource in ELECTRICITY:
        return row.conserved * float(factors()[PHYSICAL_ELECTRICITY].value) / 1000
    if row.resource in FUELS:
        return row.conserved * GJ_PER_MMBTU / float(factors()[STANDARD_COAL].value)
    return None
