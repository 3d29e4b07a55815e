"""Rules on one figure: its unit, its size, its date, its values before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from portal.text.dates import PartialDate
from showcase.choices import Evidence
from showcase.effects.choices import Direction, Quantity
from showcase.effects.plausibility.bounds import upper
from showcase.effects.plausibility.figures import Figure, Finding, Severity, StoryFigures, values

_SHARE = frozenset({"share"})
_ENERGY = frozenset({"energy", "electricity", "coal_equivalent", "rate", "intensity"}) | _SHARE
_MASS = frozenset({"mass", "volume", "normal_volume", "rate", "intensity"}) | _SHARE
_CARBON = frozenset({"carbon_dioxide", "carbon_dioxide_equivalent"})
# What each quantity may be measured in (kinds of units.csv); quantities that are not named take any unit.
KINDS: Mapping[str, frozenset[str]] = {
    Quantity.ENERGY_SAVED: _ENERGY | {"mass", "volume", "normal_volume"},
    Quantity.ELECTRICITY_SAVED: frozenset({"electricity", "rate", "intensity", "power"}) | _SHARE,
    Quantity.ELECTRICITY_GENERATED: frozenset({"electricity", "rate", "intensity"}) | _SHARE,
    Quantity.CO2_AVOIDED: _CARBON | {"intensity"} | _SHARE,
    Quantity.WATER_SAVED: _MASS,
    Quantity.WATER_REUSED: _MASS,
    Quantity.WATER_INTENSITY: frozenset({"intensity"}) | _SHARE,
    Quantity.HEAT_RECOVERED: _ENERGY | {"mass", "power", "volume"},
    Quantity.MATERIAL_SAVED: _MASS | {"length", "area", "count"},
    Quantity.WASTE_USED: _MASS | {"count"},
    Quantity.POLLUTANT_REDUCED: _MASS | {"concentration"},
    Quantity.INVESTMENT: frozenset({"money"}),
    Quantity.COST_SAVED: frozenset({"money", "price"}) | _SHARE,
    Quantity.PAYBACK: frozenset({"duration"}),
    Quantity.SHARE: _SHARE | {"multiple", "ratio"},
}
# Water is printed in tonnes or cubic metres, never in these symbols, although they are rates or intensities.
_NOT_WATER = frozenset({"kWh/d", "kWh/t", "kgce/t", "tce/t", "gce/kWh", "kgce/kWh", "tCO2/t", "kgCO2/t", "h/a"})
_WATER = (Quantity.WATER_SAVED, Quantity.WATER_REUSED, Quantity.WATER_INTENSITY)
_LARGEST: Mapping[str, tuple[str, str]] = {
    Quantity.ENERGY_SAVED: ("tce", "energy_of_one_story"),
    Quantity.ELECTRICITY_SAVED: ("kWh", "electricity_of_one_story"),
    Quantity.ELECTRICITY_GENERATED: ("kWh", "electricity_of_one_story"),
    Quantity.CO2_AVOIDED: ("tCO2", "co2_of_one_story"),
    Quantity.WATER_SAVED: ("m3", "water_of_one_story"),
    Quantity.WATER_REUSED: ("m3", "water_of_one_story"),
    Quantity.INVESTMENT: ("CNY", "investment_of_one_story"),
}
_NOT_OVER_A_HUNDRED = (Direction.SAVED, Direction.REDUCED, Direction.REUSED, Direction.RECOVERED)
_WHOLE = Decimal(100)
_DIFFERENCE = Decimal("0.02")  # rounding in print: 120 → 90 told as “about 30”


def unit_findings(story: StoryFigures) -> Iterator[Finding]:
    """Yield figures whose unit cannot measure their quantity: water in kWh."""
    for figure in story.figures:
        allowed = KINDS.get(figure.quantity)
        wrong = allowed is not None and bool(figure.kind) and figure.kind not in allowed
        if wrong or (figure.quantity in _WATER and figure.unit in _NOT_WATER):
            told = values(unit=figure.unit)
            yield Finding("unit_does_not_fit", Severity.BLOCKS, (figure.key,), told)


def size_findings(story: StoryFigures) -> Iterator[Finding]:
    """Yield figures that are not positive, over 100 %, too large for one story, or more hours than a year has."""
    for figure in story.figures:
        if any(number < 0 for number in figure.numbers):
            yield Finding("negative", Severity.BLOCKS, (figure.key,), values(value=min(figure.numbers)))
        yield from _too_large(figure)
        if figure.unit == "percent" and _is_part(figure) and max(figure.numbers, default=_WHOLE) > _WHOLE:
            yield Finding("over_a_hundred", Severity.WARNS, (figure.key,), values(percent=max(figure.numbers)))
        hours = figure.amount("h") if figure.denominator == "a" else None
        if hours is not None and hours > upper("hours_in_a_year"):
            told = values(hours=hours, most=upper("hours_in_a_year"))
            yield Finding("hours_of_a_year", Severity.BLOCKS, (figure.key,), told, "hours_in_a_year")


def _is_part(figure: Figure) -> bool:
    """Say whether 100 % is the most there can be: not for an increase, nor for a level that is no share."""
    share = figure.quantity in (Quantity.SHARE, Quantity.WATER_REUSED, Quantity.WASTE_USED)
    return figure.direction in _NOT_OVER_A_HUNDRED or (share and figure.direction == Direction.LEVEL)


def _too_large(figure: Figure) -> Iterator[Finding]:
    years = figure.amount("a") if figure.quantity == Quantity.PAYBACK else None
    if years is not None and years > upper("payback_years"):
        told = values(value=years, most=upper("payback_years"), unit="a")
        yield Finding("too_large", Severity.WARNS, (figure.key,), told, "payback_years")
    if figure.quantity not in _LARGEST:
        return
    symbol, code = _LARGEST[figure.quantity]
    amount = figure.yearly(symbol) if figure.denominator in ("a", "d") else None
    if symbol == "CNY" and not figure.denominator:
        amount = figure.amount(symbol)
    if amount is not None and amount > upper(code):
        told = values(value=amount, most=upper(code), unit=symbol)
        yield Finding("too_large", Severity.WARNS, (figure.key,), told, code)


def date_findings(story: StoryFigures) -> Iterator[Finding]:
    """Yield figures dated after today: a mistake, or, where only expected, to be confirmed."""
    for figure in story.figures:
        if figure.period and _first_day(figure.period) > story.today.isoformat():
            expected = figure.evidence == Evidence.DESIGN_OR_EXPECTED
            severity = Severity.WARNS if expected else Severity.BLOCKS
            yield Finding("future", severity, (figure.key,), values(period=figure.period))


def _first_day(period: str) -> str:
    """Return the first day of a period, `2031` as `2031-01-01`; an unreadable one counts as past."""
    try:
        text = str(PartialDate.parse(period))
    except ValueError:
        return ""
    return text + "-01-01"[len(text) - len("2031") :]


def before_after_findings(story: StoryFigures) -> Iterator[Finding]:
    """Yield figures whose values before and after contradict their direction, or their number."""
    for figure in story.figures:
        if figure.before is None or figure.after is None:
            continue
        told = values(before=figure.before, after=figure.after, value=figure.value)
        fell = figure.before - figure.after
        falling = figure.direction in (Direction.SAVED, Direction.REDUCED)
        if (falling and fell < 0) or (figure.direction == Direction.INCREASED and fell > 0):
            yield Finding("before_after_swapped", Severity.BLOCKS, (figure.key,), told)
        elif not _explains(figure, abs(fell)):
            yield Finding("before_after_differs", Severity.WARNS, (figure.key,), told)


def _explains(figure: Figure, change: Decimal) -> bool:
    """Say whether the number is the change, the change in per cent, the value after it, or both values."""
    before, after = figure.before or Decimal(0), figure.after or Decimal(0)
    if sorted(figure.numbers) == sorted((before, after)):
        return True
    told = [change, after]
    if figure.unit == "percent" and before:
        told.append(change / abs(before) * _WHOLE)
    return any(
        abs(number - one) <= _DIFFERENCE * max(abs(one), abs(number)) for number in figure.numbers for one in told
    )
