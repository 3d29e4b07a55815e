"""Reads units as sources print them: 万千瓦时, 万kWh, 吨标准煤/年, 元/度, million yuan.

The words are in `printed_units.csv`; scales (万, 亿, million) and compounds (吨/天, 元每千瓦时) are computed. A text is
read in full or refused: a parser that drops what it does not know turns "3.2 ℃" into a bare 3.2.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from showcase.effects.choices import Per
from showcase.effects.units import UnitError, known_units

PRINTED_UNITS_FILE = Path(__file__).with_name("printed_units.csv")

_SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "thousand ": 10**3,
    "million ": 10**6,
    "billion ": 10**9,
}
_SCALED = re.compile("(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + ")(.+)")
_PER = re.compile(r" ?[/每] ?| per | a (?=year$|day$)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A number as printed: 1,234.5 or 3×10³. What only looks like a power (3×103, a superscript that was lost) is none.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:\s?[×xX*]\s?10(?:\^[0-9]{1,2}|[⁰¹²³⁴-⁹]{1,2}))?"
_POWER = re.compile(r"\s?[×xX*]\s?10\^?")
_AMOUNT = re.compile(rf"({NUMBER})(?:\s*[-–—~至]\s*({NUMBER}))?\s*([^0-9.,×\s].*)", re.DOTALL)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class PrintedUnit:
    """A unit as printed: a number of it times `factor` is a number of `symbol` (units.csv) per `per`.

    万千瓦时/年 is ("kWh", 10000, "year").
    """

    symbol: str
    factor: Decimal
    per: Per = Per.NONE


@dataclass(frozen=True)
class Amount:
    """A printed number or range, in the unit `symbol` of units.csv."""

    low: Decimal
    high: Decimal
    symbol: str
    per: Per


def parse_unit(text: str) -> PrintedUnit:
    """Read a printed unit; raises UnitError that quotes the text when any part of it is not known."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _compound(plain)
    if found is None or found.symbol not in known_units():
        raise UnitError(f"Unknown unit {text!r}: printed_units.csv has no such word")
    return found


def parse_amount(text: str) -> Amount:
    """Read a number or range with its unit ("500万千瓦时", "7 万 kWh", "1,200-1,500 吨/年", "3.2 ℃").

    Words such as 约 or 余 are not read. Raises UnitError that quotes the text.
    """
    # convert to half width before NFKC, which would also turn the exponent in "10⁴ kWh" into a digit
    match = _AMOUNT.fullmatch(text.strip().translate(_HALF_WIDTH))
    if match is None:
        raise UnitError(f"Not a number with a unit: {text!r}")
    low, high, words = match.groups()
    unit = parse_unit(words)
    first, last = (parse_number(number) * unit.factor for number in (low, high or low))
    return Amount(first, last, unit.symbol, unit.per)


def parse_number(text: str) -> Decimal:
    """Return the number of a text that matches NUMBER: "1,234.5", "3×10³"."""
    mantissa, *power = _POWER.split(text.replace(",", ""))
    return Decimal(mantissa) * 10 ** (int(power[0].translate(_RAISED)) if power else 0)


@cache
def printed_words() -> Mapping[str, PrintedUnit]:
    """Return the words of printed_units.csv, without scales and compounds."""
    with PRINTED_UNITS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        unicodedata.normalize("NFKC", row["printed"]): PrintedUnit(row["symbol"], Decimal(row["factor"]))
        for row in rows
    }


def _compound(text: str) -> PrintedUnit | None:
    """Read a unit that may be divided by another one, or by a year or a day."""
    whole = _simple(text)
    first, *others = _PER.split(text)
    if whole is not None or len(others) != 1:
        return whole
    above, below = _simple(first), _simple(others[0])
    if above is None or below is None or below.factor != 1:
        return None
    per = Per.YEAR if below.symbol == "a" else Per.DAY if below.symbol == "d" else Per.NONE
    symbol = f"{above.symbol}/{below.symbol}"
    if per is not Per.NONE and symbol not in known_units():
        symbol = above.symbol
    return PrintedUnit(symbol, above.factor, per)


def _simple(text: str) -> PrintedUnit | None:
    """Read a word of the table, or a scale before one."""
    words = printed_words()
    found = words.get(text) or words.get(text.replace(" ", ""))
    scaled = _SCALED.fullmatch(text)
    if found is not None or scaled is None:
        return found
    rest = _simple(scaled[2].strip())
    return None if rest is None else PrintedUnit(rest.symbol, rest.factor * _SCALES[scaled[1]])
