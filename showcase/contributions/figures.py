"""The figures of a contribution: an amount typed as printed, read by the reader of printed units. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from portal.text.chinese_text import han_count
from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.printed import Amount, parse_amount
from showcase.effects.units import UnitError

_ABOUT = re.compile(r"^\s*(?:约为|大约|约|近|about|some|ca\.)\s*", re.IGNORECASE)
_DIRECTIONS: Mapping[str, Direction] = {
    Quantity.ENERGY_SAVED: Direction.SAVED,
    Quantity.ELECTRICITY_SAVED: Direction.SAVED,
    Quantity.ELECTRICITY_GENERATED: Direction.GENERATED,
    Quantity.CO2_AVOIDED: Direction.REDUCED,
    Quantity.WATER_SAVED: Direction.SAVED,
    Quantity.WATER_REUSED: Direction.REUSED,
    Quantity.HEAT_RECOVERED: Direction.RECOVERED,
    Quantity.MATERIAL_SAVED: Direction.SAVED,
    Quantity.WASTE_USED: Direction.REUSED,
    Quantity.POLLUTANT_REDUCED: Direction.REDUCED,
    Quantity.INVESTMENT: Direction.INVESTED,
    Quantity.COST_SAVED: Direction.SAVED,
}


def read_amount(text: str) -> Amount:
    """Read an amount as printed; a word for *about* before it changes nothing. Raises UnitError."""
    return parse_amount(_ABOUT.sub("", text))


def typed_row(figure: Mapping[str, str], source: int) -> dict[str, str]:
    """Return a figure as an editor would type it, from the source with this number.

    What its words do not say stays empty: the row then waits in the draft for the editor.
    """
    printed = figure.get("amount", "")
    row = {
        "quantity": figure.get("quantity", ""),
        "direction": _DIRECTIONS.get(figure.get("quantity", ""), Direction.LEVEL).value,
        "printed": printed,
        "printed_language": "zh-hans" if han_count(printed) else "en",
        "of_what_zh": figure.get("of_what", ""),
        "per": figure.get("per", ""),
        "scope": figure.get("scope", ""),
        "evidence": figure.get("evidence", ""),
        "period": figure.get("period", ""),
        "source_number": str(source),
    }
    try:
        amount = read_amount(printed)
    except UnitError:
        return row
    numbers = {"low": _plain(amount.low), "high": _plain(amount.high), "unit": amount.symbol}
    return {**row, **numbers, **({"per": amount.per.value} if amount.per is not Per.NONE else {})}


def _plain(number: Decimal) -> str:
    return f"{number:f}"
