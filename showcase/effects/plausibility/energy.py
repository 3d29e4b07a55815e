"""Ratios of energy, coal equivalent, CO2 and steam of the same saving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from showcase.effects.choices import CoalBasis, Quantity
from showcase.effects.plausibility.bounds import bounds
from showcase.effects.plausibility.figures import Figure, Finding, Severity, StoryFigures, values
from showcase.effects.plausibility.together import pairs

ROUNDED = Decimal("0.05")  # printed numbers are rounded: five per cent on a bound
_PHYSICAL = Decimal("0.02")
_STEAM_FACTOR = 20  # steam is counted in many ways; only another order of magnitude is a conflict
_ELECTRIC = re.compile(r"光伏|风电|发电|用电|节电|电机|电量|空压|照明|储能|photovoltaic|\bPV\b", re.IGNORECASE)
_HEAT = re.compile(r"热|蒸汽|燃|煤|气(?!动)|综合|合计|措施|各项")
_STEAM = re.compile(r"蒸汽|steam", re.IGNORECASE)
_EAST = ("31", "32", "33", "34", "35")
_SINCE = "2015"  # grid factors of earlier years were higher; from then on East China stays within the bound
_ELECTRICITY = (Quantity.ELECTRICITY_SAVED, Quantity.ELECTRICITY_GENERATED)


def is_coal(figure: Figure) -> bool:
    """Say whether the figure is an amount of coal equivalent."""
    return figure.quantity == Quantity.ENERGY_SAVED and figure.amount("tce") is not None


def is_electricity(figure: Figure) -> bool:
    """Say whether the figure is an amount of electricity saved or generated."""
    return figure.quantity in _ELECTRICITY and figure.amount("kWh") is not None


def is_carbon(figure: Figure) -> bool:
    """Say whether the figure is an amount of CO2 or CO2 equivalent avoided."""
    return figure.quantity == Quantity.CO2_AVOIDED and carbon(figure) is not None


def carbon(figure: Figure) -> Decimal | None:
    """Return tonnes of CO2, or of CO2 equivalent; None for anything else."""
    return figure.amount("tCO2") if figure.amount("tCO2") is not None else figure.amount("tCO2e")


def _scaled(figure: Figure, amount: Decimal | None) -> Decimal:
    """Return an amount of a day for a whole year, any other unchanged; 0 for None."""
    return (amount or Decimal(0)) * (365 if figure.denominator == "d" else 1)


def coal_and_electricity(story: StoryFigures) -> Iterator[Finding]:
    """Yield coal equivalent and electricity of the same saving that no usual factor joins.

    Less than the physical factor gives is impossible; more than the equivalent one only where nothing but electricity
    is saved. Where a factor fits and the basis is not chosen, a note proposes it.
    """
    physical, equivalent = bounds()["coal_per_kwh_physical"], bounds()["coal_per_kwh_equivalent"]
    for coal, power in pairs(story.figures, is_coal, is_electricity):
        kwh = _scaled(power, power.amount("kWh"))
        if not kwh:
            continue
        ratio = _scaled(coal, coal.amount("kgce")) / kwh
        keys, told = (coal.key, power.key), values(ratio=ratio)
        electric = only_electricity(coal) or (coal.topic == power.topic and not _HEAT.search(coal.topic))
        if physical.holds(ratio, _PHYSICAL) or equivalent.holds(ratio, ROUNDED / 5):
            basis = CoalBasis.PHYSICAL if physical.holds(ratio, _PHYSICAL) else CoalBasis.EQUIVALENT
            if electric and not coal.basis:
                yield Finding("basis_missing", Severity.NOTES, keys, values(ratio=ratio, basis=str(basis)))
        elif ratio < (physical.low or 0) or electric:
            yield Finding("coal_and_electricity", Severity.WARNS, keys, told, equivalent.code)


def only_electricity(figure: Figure) -> bool:
    """Say whether the words name electricity and no heat or fuel beside it."""
    plain = figure.topic.replace("光热", "")
    return bool(_ELECTRIC.search(plain)) and not _HEAT.search(plain.replace("电热", "").replace("余热发电", "发电"))


def carbon_and_coal(story: StoryFigures) -> Iterator[Finding]:
    """Yield CO2 and coal equivalent of the same saving in a ratio that no fuel gives."""
    for co2, coal in pairs(story.figures, is_carbon, is_coal):
        tonnes = _scaled(coal, coal.amount("tce"))
        if not tonnes:
            continue
        ratio = _scaled(co2, carbon(co2)) / tonnes
        electric = only_electricity(coal) or coal.basis or story.has("T06.01")
        bound = bounds()["co2_per_tce_electricity" if electric else "co2_per_tce_fuels"]
        if not bound.holds(ratio, ROUNDED):
            yield Finding("carbon_and_coal", Severity.WARNS, (co2.key, coal.key), values(ratio=ratio), bound.code)


def carbon_and_electricity(story: StoryFigures) -> Iterator[Finding]:
    """Yield CO2 per kWh above what the grid of the plant's region has."""
    east = bool(story.regions) and all(code.startswith(_EAST) for code in story.regions)
    for co2, power in pairs(story.figures, is_carbon, is_electricity):
        kwh = _scaled(power, power.amount("kWh"))
        if not kwh:
            continue
        ratio = _scaled(co2, carbon(co2)) * 1000 / kwh
        late = (power.period or co2.period or _SINCE) >= _SINCE
        bound = bounds()["co2_per_kwh_east" if east and late else "co2_per_kwh_anywhere"]
        joined = any(is_coal(other) and other.topic == co2.topic for other in story.figures)
        if not bound.holds(ratio, ROUNDED) and (only_electricity(co2) or not joined):
            yield Finding(
                "carbon_and_electricity", Severity.WARNS, (co2.key, power.key), values(ratio=ratio), bound.code
            )


def steam_and_coal(story: StoryFigures) -> Iterator[Finding]:
    """Yield steam and coal equivalent of the same saving that differ by an order of magnitude."""
    bound = bounds()["tce_per_t_steam"]
    for steam, coal in pairs(story.figures, is_steam, is_coal):
        tonnes, tce = _scaled(steam, steam.amount("t")), _scaled(coal, coal.amount("tce"))
        if not tonnes or not tce:
            continue
        ratio = tce / tonnes
        if ratio > (bound.high or 0) * _STEAM_FACTOR or ratio < (bound.low or 0) / _STEAM_FACTOR:
            yield Finding("steam_and_coal", Severity.WARNS, (steam.key, coal.key), values(ratio=ratio), bound.code)


def is_steam(figure: Figure) -> bool:
    """Say whether the figure is tonnes of steam."""
    return figure.amount("t") is not None and bool(_STEAM.search(f"{figure.topic} {figure.printed}"))
