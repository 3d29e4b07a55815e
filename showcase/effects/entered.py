"""Numbers and units as an editor enters them: 186万, 1.2亿, 1,860,000; 万kWh, 亿元, million kWh.

A number is stored without its scale; the scale is kept beside it, so that the form shows what was entered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from showcase.effects.choices import Per, Scale
from showcase.effects.display import format_number
from showcase.effects.printed import NUMBER, parse_number, parse_unit
from showcase.effects.units import UnitError, known_units, unit_of
from showcase.effects.wording.amounts_in_text import half_width
from showcase.effects.wording.read_effect import ReadEffect

NUMBERS = ("low", "high", "before", "after")
"""The numbers of a figure, by the names of their fields."""

_SCALE_WORDS = {
    "万": Scale.TEN_THOUSAND,
    "百万": Scale.MILLION,
    "million": Scale.MILLION,
    "亿": Scale.HUNDRED_MILLION,
}
_ENTERED = re.compile(rf"([-−–]?)\s?({NUMBER})\s?({'|'.join(_SCALE_WORDS)})?")
_SCALED_UNIT = re.compile(rf"({'|'.join(sorted(_SCALE_WORDS, key=len, reverse=True))})\s?(.+)")
# Kinds whose symbol Chinese writes too: 万kWh.
_BY_SYMBOL = frozenset({"energy", "electricity", "power", "peak_power", "apparent_power"})


@dataclass(frozen=True)
class EnteredNumber:
    """A number without its scale, and the scale that was typed with it."""

    value: Decimal
    scale: Scale | None = None


@dataclass(frozen=True)
class EnteredUnit:
    """A unit of units.csv with its scale; `factor`: what a number of it is multiplied by."""

    symbol: str
    factor: Decimal
    scale: Scale | None = None
    per: Per = Per.NONE


def parse_entered(text: str) -> EnteredNumber:
    """Read a number with or without a scale; raises UnitError that quotes the text for anything else."""
    plain = half_width(text).strip()
    match = _ENTERED.fullmatch(plain)
    if match is None:
        raise UnitError(f"Not a number: {text!r}")
    scale = _SCALE_WORDS[match[3]] if match[3] else None
    value = parse_number(match[2]) * (scale.factor if scale else 1)
    return EnteredNumber(-value if match[1] else value, scale)


def parse_entered_unit(text: str) -> EnteredUnit:
    """Read a symbol of units.csv or a printed unit, with or without a scale; raises UnitError that quotes the text."""
    plain = " ".join(text.split())
    if plain in known_units():
        return EnteredUnit(plain, Decimal(1))
    scaled = _SCALED_UNIT.fullmatch(unicodedata.normalize("NFKC", plain))
    if scaled and scaled[2] in known_units():
        scale = _SCALE_WORDS[scaled[1]]
        return EnteredUnit(scaled[2], Decimal(scale.factor), scale)
    unit = parse_unit(plain)
    found = next((scale for scale in Scale if scaled and _SCALE_WORDS[scaled[1]] is scale), None)
    return EnteredUnit(
        unit.symbol, unit.factor, found if unit.factor == (found.factor if found else 0) else None, unit.per
    )


@dataclass(frozen=True)
class EnteredFigure:
    """The numbers of a figure in a unit of units.csv; `scale`: the one in which all of it was entered."""

    numbers: Mapping[str, Decimal]
    unit: str
    scale: Scale | None = None


def parse_figure(numbers: Mapping[str, str], unit: str) -> EnteredFigure:
    """Read the numbers of a figure and their unit as they were entered; raises UnitError that quotes the text."""
    found, read = parse_entered_unit(unit), {name: parse_entered(text) for name, text in numbers.items()}
    twice = next((numbers[name] for name, one in read.items() if one.scale and found.factor != 1), None)
    if twice is not None:
        raise UnitError(f"A scale with the number {twice!r} and one with its unit {unit!r}")
    plain = {name: one.value * found.factor for name, one in read.items()}
    return EnteredFigure(plain, found.symbol, scale_of(found, read.values()))


def scale_of(unit: EnteredUnit, numbers: Collection[EnteredNumber]) -> Scale | None:
    """Return the scale of the unit, or the one that all numbers were typed in."""
    scales = {number.scale for number in numbers}
    return unit.scale if unit.scale or len(scales) != 1 else scales.pop()


def printed_scale(effect: ReadEffect) -> Scale | None:
    """Return the scale in which the words print the numbers, None where they print them in full."""
    words = half_width(effect.printed).replace(",", "")
    numbers = [n for n in (getattr(effect, name) for name in NUMBERS) if n is not None]
    scales: list[Scale | None] = [None, *Scale]
    fits = (scale for scale in scales if all(number_words(number, scale) in words for number in numbers))
    return next(fits, None)


def number_words(value: Decimal, scale: Scale | None) -> str:
    """Return a stored number as it was entered, without separators of thousands: 186 for 1860000 in 万."""
    number = (value / scale.factor if scale else value).normalize()
    return f"{number:f}"


def unit_words(symbol: str, scale: Scale | None, language: str) -> str:
    """Return a unit with its scale as the form shows it, and as `parse_entered_unit` reads it: 万kWh, 亿元."""
    unit = unit_of(symbol)
    word = symbol
    if language.startswith("zh") and unit.kind not in _BY_SYMBOL and _reads_as(unit.zh, symbol):
        word = unit.zh
    if scale is None:
        return word
    if scale is Scale.MILLION and not language.startswith("zh"):
        return f"million {word}"
    return f"{scale.label}{word}"


def plain_words(value: Decimal) -> str:
    """Return a stored number in full: 1,860,000."""
    return format_number(value)


def scaled_units() -> list[tuple[str, Scale | None]]:
    """Return the units that a form offers: each unit, and in 万, 百万 and 亿 those that are written so."""
    found: list[tuple[str, Scale | None]] = []
    for unit in known_units().values():
        found.append((unit.symbol, None))
        if unit.in_ten_thousands:
            found.append((unit.symbol, Scale.TEN_THOUSAND))
        if unit.english_style != "plain":
            found.append((unit.symbol, Scale.MILLION))
        if unit.english_style in ("money", "watt_hours") and unit.in_ten_thousands:
            found.append((unit.symbol, Scale.HUNDRED_MILLION))
    return found


def _reads_as(words: str, symbol: str) -> bool:
    try:
        unit = parse_unit(words)
    except UnitError:
        return False
    return unit.symbol == symbol and unit.factor == 1
