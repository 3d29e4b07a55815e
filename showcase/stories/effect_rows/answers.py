"""What the form of effects learns from the server: rows read from words, and how a typed figure is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from showcase.effects.choices import CoalBasis, Direction, Per, Quantity
from showcase.effects.display import format_quantity
from showcase.effects.entered import (
    NUMBERS,
    EnteredNumber,
    EnteredUnit,
    number_words,
    parse_entered,
    parse_entered_unit,
    plain_words,
    printed_scale,
    unit_words,
)
from showcase.effects.reading import read_effects
from showcase.effects.rows import COMPARED_IN, four_digits
from showcase.effects.units import Comparable, UnitError, comparable, unit_of
from showcase.effects.wording.read_effect import ReadEffect

FIELDS = ("quantity", *NUMBERS, "unit", "per", "basis")
_YEARLY = frozenset(
    {
        Quantity.ENERGY_SAVED,
        Quantity.ELECTRICITY_SAVED,
        Quantity.ELECTRICITY_GENERATED,
        Quantity.HEAT_RECOVERED,
        Quantity.CO2_AVOIDED,
        Quantity.WATER_SAVED,
        Quantity.WATER_REUSED,
        Quantity.COST_SAVED,
    }
)
_USUAL: Mapping[str, Direction] = {
    Quantity.ENERGY_SAVED: Direction.SAVED,
    Quantity.ELECTRICITY_SAVED: Direction.SAVED,
    Quantity.ELECTRICITY_GENERATED: Direction.GENERATED,
    Quantity.CO2_AVOIDED: Direction.REDUCED,
    Quantity.WATER_SAVED: Direction.SAVED,
    Quantity.WATER_REUSED: Direction.REUSED,
    Quantity.HEAT_RECOVERED: Direction.RECOVERED,
    Quantity.MATERIAL_SAVED: Direction.SAVED,
    Quantity.WASTE_USED: Direction.RECOVERED,
    Quantity.POLLUTANT_REDUCED: Direction.REDUCED,
    Quantity.INVESTMENT: Direction.INVESTED,
    Quantity.COST_SAVED: Direction.SAVED,
    Quantity.PAYBACK: Direction.LEVEL,
    Quantity.CAPACITY: Direction.LEVEL,
}


def rows_of(text: str, language: str) -> list[dict[str, str]]:
    """Return the effects of a text as values of the form's fields, without those that the words do not give.

    Raises ValueError for a text that is too long.
    """
    return [_values(effect, language) for effect in read_effects(text)]


def _values(effect: ReadEffect, language: str) -> dict[str, str]:
    scale = printed_scale(effect)
    values: dict[str, str | None] = {
        "printed": effect.printed,
        "printed_language": "zh-hans" if re.search(r"[\u4e00-\u9fff]", effect.printed) else "en",
        "unit": unit_words(effect.unit, scale, language),
        "quantity": effect.quantity,
        "per": effect.per,
        "period": effect.period,
        "direction": effect.direction or usual_direction(effect.quantity or ""),
        "evidence": effect.evidence,
        "of_what_zh": effect.of_what,
    }
    for name in NUMBERS:
        number = getattr(effect, name)
        values[name] = None if number is None else number_words(number, scale)
    return {name: str(value) for name, value in values.items() if value}


def usual_direction(quantity: str) -> str:
    """Return what mostly happened to a quantity; empty where nothing is usual."""
    return _USUAL.get(quantity, "")


def understood(fields: Mapping[str, str], language: str) -> dict[str, Any]:
    """Return how the typed fields of a row are understood, in the reader's language.

    `plain`: the figure in full; `comparable`: in the common unit of its quantity, with `factor` where one was used;
    `note`: why there is none; `direction`: the usual one of the quantity; `faults`: field → what is wrong.
    """
    numbers, unit, faults = _typed(fields)
    answer: dict[str, Any] = {"faults": faults, "direction": usual_direction(fields.get("quantity", ""))}
    if faults or unit is None or not {"low", "high"} & set(numbers):
        return answer
    low, high = (numbers[name] * unit.factor if name in numbers else None for name in ("low", "high"))
    answer["plain"] = _plain(low, high, unit.symbol, language)
    per = unit.per if unit.per is not Per.NONE else fields.get("per", "")
    found = comparable(
        quantity=fields.get("quantity", ""),
        low=low,
        high=high,
        unit=unit.symbol,
        per=per,
        basis=fields.get("basis") or None,
    )
    if found is None:
        return {**answer, "note": _why_none(fields, unit.symbol, per)}
    if COMPARED_IN[found.unit][0] != unit.symbol:
        answer["comparable"] = _in_common_unit(found, language)
    if found.factor is not None:
        answer["factor"] = f"{found.factor.value} {found.factor.unit}, {found.factor.document}"
    return answer


def _typed(fields: Mapping[str, str]) -> tuple[dict[str, Decimal], EnteredUnit | None, dict[str, str]]:
    """Read the numbers and the unit of a row; what cannot be read is a fault of its field."""
    numbers: dict[str, Decimal] = {}
    faults: dict[str, str] = {}
    unit: EnteredUnit | None = None
    if words := fields.get("unit", "").strip():
        try:
            unit = parse_entered_unit(words)
        except UnitError:
            faults["unit"] = _("This unit is not known.")
    for name in NUMBERS:
        words = fields.get(name, "").strip()
        number = _number(words)
        if number is not None:
            numbers[name] = number.value
        elif words:
            faults[name] = _("This is not a number.")
        if number and number.scale and unit and unit.factor != 1:
            faults[name] = _("Write the scale once: with the number, or with the unit.")
    return numbers, unit, faults


def _number(words: str) -> EnteredNumber | None:
    try:
        return parse_entered(words)
    except UnitError:
        return None


def _plain(low: Decimal | None, high: Decimal | None, symbol: str, language: str) -> str:
    unit = unit_words(symbol, None, language)
    if low is None or high is None:
        words = _("at least %(number)s %(unit)s") if high is None else _("at most %(number)s %(unit)s")
        return words % {"number": plain_words(low if high is None else high), "unit": unit}  # type: ignore[arg-type]
    numbers = dict.fromkeys(map(plain_words, (low, high)))
    return f"{'–'.join(numbers)} {unit}"


def _in_common_unit(found: Comparable, language: str) -> str:
    unit, per = COMPARED_IN[found.unit]
    low, high = (None if number is None else four_digits(number) for number in (found.low, found.high))
    return format_quantity(low, high, unit, per, language)


def _why_none(fields: Mapping[str, str], symbol: str, per: str) -> str:
    """Say what an editor could change so that the figure can be compared; empty where nothing can be done."""
    quantity = fields.get("quantity", "")
    if quantity not in _YEARLY or unit_of(symbol).kind in ("share", "intensity"):
        return ""
    if per != Per.YEAR:
        return _("Only figures for a year are compared.")
    if unit_of(symbol).kind == "electricity" and fields.get("basis", "") not in CoalBasis.values:
        return _("To see it in tce, choose how electricity is counted as coal.")
    return ""
