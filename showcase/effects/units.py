"""Units of published figures, and the few conversions between them that need no assumption.

`units.csv` is the registry: one row per unit, with its pint definition and its words in both languages. Coal
equivalent, CO2, CO2 equivalent, normal volume, percent and percentage points are dimensions of their own, so pint
itself refuses to turn electricity into tce or tce into CO2: the first needs a cited factor (`factors.py`), the second
is never done. `a` is a calendar year, never a number of hours.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import pint

from showcase.effects.choices import CoalBasis, Per, Quantity
from showcase.effects.factors import PHYSICAL_ELECTRICITY, STANDARD_COAL, Factor, factors

UNITS_FILE = Path(__file__).with_name("units.csv")
# `cache` alone lets threads that begin together each build a registry, and pint refuses to mix quantities of two.
_BUILDING = Lock()

ComparableUnit = Literal["tce/a", "tCO2/a", "m³/a", "CNY", "CNY/a", "a"]
EnglishStyle = Literal["plain", "million", "watt_hours", "coal", "money"]


class UnitError(ValueError):
    """A unit that is not in units.csv, or a conversion that has no meaning; the message names the units."""


@dataclass(frozen=True)
class Unit:
    """One row of units.csv.

    `symbol`: the permanent ASCII key (`kWh`, `m3`, `tCO2/t`); `kind`: what it measures (`electricity`,
    `coal_equivalent`, `money`, …). `zh`, `en`, `en_many`: the words after the number, empty where the number stands
    alone. `in_ten_thousands`: Chinese writes large numbers of it in 万 and 亿. `english_style`: how English writes
    large numbers of it.
    """

    symbol: str
    kind: str
    zh: str
    en: str
    en_many: str
    in_ten_thousands: bool
    english_style: EnglishStyle
    expression: str

    def name(self, language: str) -> str:
        """Return the unit's words in Chinese (`zh…`) or English (plural); money is 元 and CNY."""
        if language.startswith("zh"):
            return self.zh
        return f"CNY {self.en_many}".strip() if self.english_style == "money" else self.en_many


@cache
def known_units() -> Mapping[str, Unit]:
    """Return all units by symbol, in the order of the file: the values of an effect's unit field."""
    with UNITS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["symbol"]: _unit(row) for row in csv.DictReader(file)}


def unit_of(symbol: str) -> Unit:
    """Return the unit with that symbol; raises UnitError for an unknown one."""
    found = known_units().get(symbol)
    if found is None:
        raise UnitError(f"Unknown unit {symbol!r}: units.csv has no such symbol")
    return found


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        symbol=row["symbol"],
        kind=row["kind"],
        zh=row["zh"],
        en=row["en"],
        en_many=row["en_many"],
        in_ten_thousands=row["zh_scale"] == "yes",
        english_style=cast(EnglishStyle, row["en_style"]),
        expression=row["expression"],
    )


def registry() -> pint.UnitRegistry[Any]:
    """Return the process's only pint registry, built on first use from units.csv alone, in decimals.

    It starts empty: pint's own file would let `m` be a prefix and `a` 365.25 days.
    """
    with _BUILDING:
        return _registry()


@cache
def _registry() -> pint.UnitRegistry[Any]:
    built: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Decimal)
    for row in known_units().values():
        if row.symbol.isidentifier():
            built.define(f"{row.symbol} = {row.expression}")
    return built


@cache
def _one(expression: str) -> Any:
    """Return one of a unit, or of an expression of units, as a pint quantity.

    pint drops characters it does not know ("3.2 ℃" becomes a bare 3.2), so only expressions from the project's own
    files reach its parser; printed words go through `printed.py`.
    """
    return registry().parse_expression(expression)


def _quantity(amount: Decimal, symbol: str) -> Any:
    row = unit_of(symbol)
    return amount * _one(row.symbol if row.symbol.isidentifier() else row.expression)


def convert(amount: Decimal, symbol: str, to: str) -> Decimal:
    """Convert `amount` from the unit `symbol` to the unit `to`.

    Raises UnitError for an unknown unit and where the two do not measure the same: kWh and tce, t and tCO2, % and
    percentage points, m³ and Nm³.
    """
    return _in_unit(_quantity(amount, symbol), to)


def _in_unit(quantity: Any, to: str) -> Decimal:
    ratio = quantity / _quantity(Decimal(1), to)
    if not ratio.dimensionless:
        raise UnitError(f"{quantity.units} cannot be expressed in {to}")
    return cast(Decimal, ratio.to("dimensionless").magnitude)


@dataclass(frozen=True)
class Comparable:
    """A published figure in the common unit of its quantity.

    `low` = `high`: exact; `low` alone: at least; `high` alone: at most. `factor`: the cited factor that was used, None
    where none was needed.
    """

    low: Decimal | None
    high: Decimal | None
    unit: ComparableUnit
    factor: Factor | None = None

    @property
    def value(self) -> Decimal:
        """The number to sort and to draw by: the middle of a range, the bound where only one is known."""
        numbers = [number for number in (self.low, self.high) if number is not None]
        return sum(numbers, Decimal(0)) / len(numbers)


@dataclass(frozen=True)
class _Target:
    """What a quantity is compared in: the unit of units.csv, its `per` (None: any), the name of the result."""

    symbol: str
    per: Per | None
    name: ComparableUnit


_COAL = _Target("tce", Per.YEAR, "tce/a")
_WATER = _Target("m3", Per.YEAR, "m³/a")
_TARGETS: Mapping[str, _Target] = {
    Quantity.ENERGY_SAVED: _COAL,
    Quantity.ELECTRICITY_SAVED: _COAL,
    Quantity.ELECTRICITY_GENERATED: _COAL,
    Quantity.HEAT_RECOVERED: _COAL,
    Quantity.CO2_AVOIDED: _Target("tCO2", Per.YEAR, "tCO2/a"),
    Quantity.WATER_SAVED: _WATER,
    Quantity.WATER_REUSED: _WATER,
    Quantity.INVESTMENT: _Target("CNY", Per.NONE, "CNY"),
    Quantity.COST_SAVED: _Target("CNY", Per.YEAR, "CNY/a"),
    Quantity.PAYBACK: _Target("a", None, "a"),
}


def comparable(
    *,
    quantity: str,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    per: str,
    basis: str | None = None,
    factor: Factor | None = None,
) -> Comparable | None:
    """Return the figure in tce/a, tCO2/a, m³/a, CNY, CNY/a or a (payback in years), or None.

    `quantity`: a code of the effect quantities; `unit`: a symbol of units.csv; `per`: year | day | unit | none.
    Electricity becomes tce only with a stated `basis`: physical (0.1229 kgce/kWh, GB/T 2589), or equivalent with the
    dated `factor` that was in force. CO2 is only ever taken from printed CO2. Yearly quantities need a yearly figure: a
    daily one is not multiplied by an unstated number of days. Raises UnitError for an unknown unit.
    """
    target, source = _TARGETS.get(quantity), unit_of(unit)
    if target is None or target.per not in (None, per) or (low is None and high is None):
        return None
    used: Factor | None = None
    if target is _COAL and source.kind != "coal_equivalent":
        used = _coal_factor(quantity, source, basis, factor)
        if used is None:
            return None
    try:
        numbers = [None if n is None else _apply(n, source, used, target) for n in (low, high)]
    except UnitError:
        return None
    return Comparable(numbers[0], numbers[1], target.name, used)


def _coal_factor(quantity: str, source: Unit, basis: str | None, given: Factor | None) -> Factor | None:
    """Return the factor that turns this energy into coal equivalent; None where its basis is not stated."""
    recovered_heat = quantity == Quantity.HEAT_RECOVERED
    if (source.kind != "electricity" and not quantity.startswith("electricity")) or recovered_heat:
        return factors()[STANDARD_COAL]
    if basis == CoalBasis.PHYSICAL:
        return factors()[PHYSICAL_ELECTRICITY]
    if given is None or basis != CoalBasis.EQUIVALENT or given.basis != basis or given.carrier != "electricity":
        return None
    return given


def _apply(amount: Decimal, source: Unit, factor: Factor | None, target: _Target) -> Decimal:
    quantity = _quantity(amount, source.symbol)
    if factor is None:
        return _in_unit(quantity, target.symbol)
    ratio = factor.value * _one(factor.unit)  # coal per energy (kgce/kWh), or energy per coal (GJ/tce)
    coal_per_energy = ratio.dimensionality.get("[coal_equivalent]", 0) > 0
    return _in_unit(quantity * ratio if coal_per_energy else quantity / ratio, target.symbol)
