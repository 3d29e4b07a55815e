"""Numbers in running text, for comparison: every amount that `wording` reads, and the bare numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from showcase.effects.printed import NUMBER, parse_number
from showcase.effects.units import unit_of
from showcase.effects.wording.amounts_in_text import DATE, FoundAmount, find_amounts, half_width

_BARE = re.compile(rf"(?<![A-Za-z0-9.,]){NUMBER}")
_HALF = re.compile(r"(?<![\d一])一半|\bhalf\b")
# 标准煤5400吨: the substance stands before the number, and the unit after it is a plain tonne.
_SUBSTANCES = (
    (re.compile(r"(?:标准燃?煤|标煤)[^\d，。；]{0,6}$"), {"t": "tce", "kg": "kgce"}),
    (
        re.compile(r"(?:二氧化碳|CO2|CO₂|碳排放量?|减碳|carbon dioxide)[^\d，。；]{0,12}$"),
        {"t": "tCO2", "kg": "kgCO2"},
    ),
)
_BEFORE = 24


@dataclass(frozen=True)
class TextNumber:
    """A number in a text: in the unit `symbol` of units.csv, None where no unit was read.

    `value` and `last` (of a range, else equal) are in that unit; `words`: as written; `start`: its place in the text.
    """

    value: Decimal
    last: Decimal
    symbol: str | None
    words: str
    start: int

    @property
    def kind(self) -> str:
        """What its unit measures; empty without one."""
        return unit_of(self.symbol).kind if self.symbol else ""


def numbers_in(text: str) -> Iterator[TextNumber]:
    """Yield the numbers of a text in their order; `一半` and `half` are 50 %. Dates are no numbers."""
    plain = half_width(text)
    amounts = [number for found in find_amounts(plain) for number in _of_amount(plain, found)]
    taken = [(found.start, found.end) for found in find_amounts(plain)]
    taken += [found.span() for found in DATE.finditer(plain)]
    bare = [_bare(found) for found in _BARE.finditer(plain) if not _is_in(found.start(), taken)]
    halves = [
        TextNumber(Decimal(50), Decimal(50), "percent", found[0], found.start()) for found in _HALF.finditer(plain)
    ]
    yield from sorted([*amounts, *bare, *halves], key=lambda number: number.start)


def _of_amount(text: str, found: FoundAmount) -> Iterator[TextNumber]:
    """Yield an amount, and the value before it where it tells of a change."""
    ends = [end for end in (found.low, found.high) if end is not None]
    symbol, words = _substance(text[: found.start], found.symbol), text[found.start : found.end].strip()
    if found.before is not None:
        yield TextNumber(found.before, found.before, symbol, words, found.start)
    yield TextNumber(ends[0], ends[-1], symbol, words, found.start)


def _bare(found: re.Match[str]) -> TextNumber:
    number = parse_number(found[0])
    return TextNumber(number, number, None, found[0], found.start())


def _is_in(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _substance(before: str, symbol: str) -> str:
    for pattern, symbols in _SUBSTANCES:
        if symbol in symbols and pattern.search(before[-_BEFORE:]):
            return symbols[symbol]
    return symbol
