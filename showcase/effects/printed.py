"""Read units as sources print them: 万千瓦时, 万kWh, 吨标准煤/年, 元/度, million yuan.

The words stand in `printed_units.csv`; scales (万, 亿, million) and compounds (吨/天, 元每千瓦时) are worked out.
A text is read whole or refused: a parser that drops what it does not know turns "3.2 ℃" into a bare 3.2.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from showcase.effects.units import Per, UnitError, known_units

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
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"({_NUMBER})(?:\s*[-–—~至]\s*({_NUMBER}))?\s*([^0-9.,\s].*)", re.DOTALL)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class PrintedUnit:
    """A unit as printed: a number of it times `factor` is a number of `symbol` (units.csv), each `per` …

    万千瓦时/年 is ("kWh", 10000, "year").
    """

    symbol: str
    factor: Decimal
    per: Per = "none"


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
    # half width before NFKC, which would also make a digit of the exponent in "10⁴ kWh"
    match = _AMOUNT.fullmatch(text.strip().translate(_HALF_WIDTH))
    if match is None:
        raise UnitError(f"Not a number with a unit: {text!r}")
    low, high, words = match.groups()
    unit = parse_unit(words)
    first, last = (Decimal(number.replace(",", "")) * unit.factor for number in (low, high or low))
    return Amount(first, last, unit.symbol, unit.per)


@cache
def _words() -> Mapping[str, PrintedUnit]:
    with PRINTED_UNITS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        unicodedata.normalize("NFKC", row["printed"]): PrintedUnit(row["symbol"], Decimal(row["factor"]))
        for row in rows
    }


def _compound(text: str) -> PrintedUnit | None:
    """A unit that may be divided by another one, or by a year or a day."""
    whole = _simple(text)
    first, *others = _PER.split(text)
    if whole is not None or len(others) != 1:
        return whole
    above, below = _simple(first), _simple(others[0])
    if above is None or below is None or below.factor != 1:
        return None
    per: Per = "year" if below.symbol == "a" else "day" if below.symbol == "d" else "none"
    symbol = f"{above.symbol}/{below.symbol}"
    if per != "none" and symbol not in known_units():
        symbol = above.symbol
    return PrintedUnit(symbol, above.factor, per)


def _simple(text: str) -> PrintedUnit | None:
    """A word of the table, or a scale before one."""
    words = _words()
    found = words.get(text) or words.get(text.replace(" ", ""))
    scaled = _SCALED.fullmatch(text)
    if found is not None or scaled is None:
        return found
    rest = _simple(scaled[2].strip())
    return None if rest is None else PrintedUnit(rest.symbol, rest.factor * _SCALES[scaled[1]])
