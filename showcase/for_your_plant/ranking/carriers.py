"""Which energy carriers a measure or a case is about, by its machines, techniques and figures.

Only what these say for certain: a stenter may be heated with gas, steam or oil, so it names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from showcase.effects.choices import Quantity
from showcase.for_your_plant.ranking.choices import Carrier

NAMED_AS_MACHINES: Mapping[str, Carrier] = {"P001": Carrier.STEAM, "P038": Carrier.GAS, "P102": Carrier.COAL}
"""Carriers that the vocabulary of processes names too: steam, natural gas, coal. They are no machines here."""

_BY_MACHINE: Mapping[Carrier, frozenset[str]] = {
    # Compressors, chillers, vacuum, transformers, rectifiers, motors, fans, pumps; arc and electrolysis.
    Carrier.ELECTRICITY: frozenset(
        "P010 P011 P013 P016 P017 P018 P019 P020 P021 P091 P093 P103 P104 P156".split()  # noqa: SIM905 - one line
    ),
    Carrier.GAS: frozenset({"P024", "P038"}),
    Carrier.COAL: frozenset({"P031", "P082", "P087", "P102"}),
    Carrier.STEAM: frozenset({"P001", "P002", "P006", "P007", "P022"}),
}
_BY_TECHNIQUE: Mapping[Carrier, frozenset[str]] = {
    Carrier.ELECTRICITY: frozenset(
        {"T04", "T04.01", "T04.02", "T04.03", "T04.04", "T04.05", "T05", "T05.01", "T05.02", "T05.03", "T05.04"}
    ),
    Carrier.STEAM: frozenset({"T02.06"}),
    Carrier.BIOMASS: frozenset({"T06.05"}),
}


def without_carriers(machines: Iterable[str]) -> frozenset[str]:
    """Return the codes that name machines or processes."""
    return frozenset(machines) - NAMED_AS_MACHINES.keys()


def carriers_of(
    machines: Iterable[str], techniques: Iterable[str], quantities: Iterable[str] = ()
) -> frozenset[Carrier]:
    """Return the carriers that codes of machines and techniques and saved quantities name; often none."""
    named = {Carrier.ELECTRICITY} if Quantity.ELECTRICITY_SAVED in set(quantities) else set()
    for known, given in ((_BY_MACHINE, frozenset(machines)), (_BY_TECHNIQUE, frozenset(techniques))):
        named |= {carrier for carrier, codes in known.items() if codes & given}
    return frozenset(named)
