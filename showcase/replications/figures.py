"""Figures as plants report them: read from what was typed, and made comparable. Pure: knows no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from showcase.effects.choices import Direction, Per, Quantity, Scope
from showcase.effects.display import format_quantity
from showcase.effects.plausibility.figures import Figure, StoryFigures
from showcase.effects.plausibility.single import unit_findings
from showcase.effects.printed import parse_amount
from showcase.effects.units import UnitError, comparable, convert, unit_of

_DIRECTIONS: dict[str, Direction] = {
    Quantity.ENERGY_SAVED: Direction.SAVED,
    Quantity.ELECTRICITY_SAVED: Direction.SAVED,
    Quantity.WATER_SAVED: Direction.SAVED,
    Quantity.MATERIAL_SAVED: Direction.SAVED,
    Quantity.COST_SAVED: Direction.SAVED,
    Quantity.CO2_AVOIDED: Direction.REDUCED,
    Quantity.POLLUTANT_REDUCED: Direction.REDUCED,
    Quantity.ELECTRICITY_GENERATED: Direction.GENERATED,
    Quantity.WATER_REUSED: Direction.REUSED,
    Quantity.WASTE_USED: Direction.REUSED,
    Quantity.HEAT_RECOVERED: Direction.RECOVERED,
    Quantity.INVESTMENT: Direction.INVESTED,
}
_WITHOUT_PERIOD = (Quantity.INVESTMENT, Quantity.PAYBACK, Quantity.SHARE)


class UnreadableAmount(ValueError):
    """What was typed is no number with a unit that the portal knows."""


class PeriodMissing(ValueError):
    """Neither the amount nor the field beside it says for which period the figure is."""


class UnitDoesNotFit(ValueError):
    """The unit cannot measure the quantity: water in kWh."""


@dataclass(frozen=True)
class Common:
    """A figure in a unit in which figures of one quantity are compared: `kWh/a`, or that of `units.Comparable`."""

    low: float
    high: float
    unit: str

    @property
    def middle(self) -> float:
        """The number to sort and to draw by."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class ReportedFigure:
    """A figure that a plant reports. `low` = `high`: exact; `unit`: a symbol of units.csv; `printed`: as typed."""

    quantity: str
    low: Decimal
    high: Decimal
    unit: str
    per: str
    printed: str
    evidence: str

    def in_words(self, language: str) -> str:
        """Return the figure as the portal writes it."""
        return format_quantity(self.low, self.high, self.unit, self.per, language)

    @property
    def common(self) -> Common | None:
        """The figure made comparable; None where that cannot be done without an assumption."""
        return common(self.quantity, self.low, self.high, self.unit, self.per)


def read_figure(quantity: str, amount: str, per: str, evidence: str) -> ReportedFigure:
    """Read a figure as a plant typed it ("18.6 万kWh", "320 万元", "1,200 t a year").

    `per`: what was chosen beside it, empty where nothing was; the words of the amount go before. Raises
    UnreadableAmount, PeriodMissing or UnitDoesNotFit.
    """
    try:
        read = parse_amount(amount)
    except UnitError as error:
        raise UnreadableAmount(amount) from error
    period = read.per if read.per is not Per.NONE else _period(quantity, read.symbol, per)
    found = ReportedFigure(quantity, read.low, read.high, read.symbol, str(period), amount.strip(), evidence)
    if any(unit_findings(StoryFigures((plain_figure(found, "0"),), dt.date.max))):
        raise UnitDoesNotFit(amount)
    return found


def _period(quantity: str, symbol: str, chosen: str) -> str:
    if quantity in _WITHOUT_PERIOD or "/" in symbol:
        return Per.NONE if quantity in _WITHOUT_PERIOD else chosen or Per.NONE
    if not chosen:
        raise PeriodMissing
    return chosen


def common(quantity: str, low: Decimal, high: Decimal, unit: str, per: str) -> Common | None:
    """Return a figure in the unit in which its quantity is compared.

    Electricity stays electricity, in kWh a year: as coal it would need a factor that nobody stated.
    """
    if unit_of(unit).kind == "electricity":
        if per != Per.YEAR or not quantity.startswith("electricity"):
            return None
        return Common(float(convert(low, unit, "kWh")), float(convert(high, unit, "kWh")), "kWh/a")
    try:
        found = comparable(quantity=quantity, low=low, high=high, unit=unit, per=per)
    except UnitError:
        return None
    if found is None or found.low is None or found.high is None:
        return None
    return Common(float(found.low), float(found.high), found.unit)


def plain_figure(figure: ReportedFigure, key: str) -> Figure:
    """Return the figure as the rules on figures read it."""
    return Figure(
        key=key,
        quantity=figure.quantity,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        per=figure.per,
        direction=_DIRECTIONS.get(figure.quantity, Direction.LEVEL),
        scope=Scope.PROJECT,
        evidence=figure.evidence,
        printed=figure.printed,
    )
