"""Rows of the fact box in the units a reader asked for, in no more digits than the source prints."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.effects.choices import CoalBasis
from showcase.effects.display import Figure, Steps, change, figure, printed_digits, rounded
from showcase.effects.factors import PHYSICAL_ELECTRICITY, STANDARD_COAL, factors
from showcase.effects.models import Effect
from showcase.effects.rows import effect_row
from showcase.effects.units import convert, unit_of
from showcase.panels import BeforeAfter, EffectRow
from showcase.stories.figures.units_asked import LARGE, UnitsAsked

_CARBON = {"carbon_dioxide": "CO2", "carbon_dioxide_equivalent": "CO2e"}
_FEWEST_DIGITS, _MOST_DIGITS = 2, 3


def row_in(effect: Effect, asked: UnitsAsked) -> EffectRow:
    """Return the row of an effect in the unit chosen for its kind, as published where none fits it."""
    row = effect_row(effect)
    chosen = asked.of_kind(unit_of(effect.unit).kind)
    if not chosen or _is_by_other_basis(effect, chosen):
        return row
    return _written(row, effect, chosen)


def _is_by_other_basis(effect: Effect, chosen: str) -> bool:
    """Say whether coal stands for the fuel of power stations: it is no amount of electricity or heat in the plant."""
    return effect.basis == CoalBasis.EQUIVALENT and {unit_of(effect.unit).kind, chosen} != {"coal_equivalent", "tce"}


def _written(row: EffectRow, effect: Effect, chosen: str) -> EffectRow:
    """Return the row with what changes with its unit."""
    language = get_language() or "zh-hans"
    unit, steps = _target(effect, chosen), _steps(chosen, language)
    low, high, before, after = (
        None if number is None else _converted(number, effect.unit, unit)
        for number in (effect.low, effect.high, effect.before, effect.after)
    )
    shown = figure(low, high, unit, effect.per, language, steps)
    found = replace(row, value=_about(shown, effect.unit, unit), unit=shown.unit, converted="")
    if before is None or after is None or min(before, after) < 0:
        return found
    pair = change(before, after, unit, effect.per, language, steps)
    first, second = pair.number.split(" → ")
    return replace(found, unit=pair.unit, before_after=BeforeAfter.of(float(before), float(after), first, second))


def _target(effect: Effect, chosen: str) -> str:
    """Return the symbol of units.csv: `t` of carbon dioxide is tCO2."""
    if chosen in (LARGE, "CNY"):
        return "CNY"
    return chosen + _CARBON.get(unit_of(effect.unit).kind, "")


def _steps(chosen: str, language: str) -> Steps | None:
    """Return the scales in which the unit is written; None: as everywhere on the site."""
    is_chinese = language.startswith("zh")
    if chosen == LARGE:
        return ((Decimal(10**4), "万"),) if is_chinese else ((Decimal(10**6), "million "),)
    return () if chosen == "CNY" or (chosen == "kWh" and not is_chinese) else None


def _converted(number: Decimal, unit: str, to: str) -> Decimal:
    """Return the number in the other unit; computed ones in no more digits than the source prints."""
    found = _exactly(number, unit, to)
    if _only_moves_the_point(unit, to):
        return found
    digits = max(_FEWEST_DIGITS, min(_MOST_DIGITS, printed_digits(number)))
    return Decimal(f"{rounded(found, digits):f}")


def _exactly(number: Decimal, unit: str, to: str) -> Decimal:
    if unit == to:
        return number
    source, target = unit_of(unit).kind, unit_of(to).kind
    if target == "coal_equivalent" and source == "electricity":
        return convert(convert(number, unit, "kWh") * factors()[PHYSICAL_ELECTRICITY].value, "kgce", to)
    if target == "coal_equivalent" and source == "energy":
        return convert(convert(number, unit, "GJ") / factors()[STANDARD_COAL].value, "tce", to)
    if source == "coal_equivalent" and target != source:
        return convert(convert(number, unit, "tce") * factors()[STANDARD_COAL].value, "GJ", to)
    return convert(number, unit, to)


def _only_moves_the_point(unit: str, to: str) -> bool:
    return unit == to or _exactly(Decimal(1), unit, to).normalize().as_tuple().digits == (1,)


def _about(shown: Figure, unit: str, to: str) -> str:
    if _only_moves_the_point(unit, to):
        return shown.value
    return f"{shown.bound}{_('about %(figure)s') % {'figure': shown.number}}"
