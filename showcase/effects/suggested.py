"""English for amounts that stand alone in a text, such as the cell of a table: 1200吨标准煤 → 1,200 tce."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from showcase.effects.display import figure
from showcase.effects.printed import parse_amount
from showcase.effects.units import UnitError


def english_amounts(texts: Collection[str]) -> dict[str, str]:
    """Return Chinese → English of the texts that are a number or a range with its unit."""
    found = {}
    for text in texts:
        try:
            amount = parse_amount(text)
            shown = figure(amount.low, amount.high, amount.symbol, amount.per, "en")
            found[text] = replace(shown, aside="").text
        except UnitError:
            continue
    return found
