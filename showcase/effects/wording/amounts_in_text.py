"""Finds amounts in running text: 约186万kWh, 4500余万元, 20%至25%, 由38降至31kgce/t, more than 30 percent.

An amount is taken with every word that belongs to it (scale, unit, bound), or not at all: 5元/件 is no amount in 元,
10吨级 none in tonnes, and 3×103 is neither 3 nor 103. Dates are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from showcase.effects.choices import Per
from showcase.effects.printed import NUMBER, PrintedUnit, parse_number, parse_unit, printed_words
from showcase.effects.units import UnitError

_LONGEST_UNIT = 30
_UNITS_THAT_FOLLOW = 4
# Full-width digits, letters and signs become ASCII one by one, so that places in the text stay the same.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"}

DATE = re.compile(
    r"(?<![0-9.])((?:19|20)[0-9]{2})(?:\s*[-–—~至]\s*(?:19|20)?[0-9]{2})?\s*年度?"
    r"(?:\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*日)?)?"
)
_START = re.compile(rf"(?<![0-9A-Za-z.^×:/\-−–—~第№])(?<![0-9],){NUMBER}(?![0-9:^×]|[.,][0-9]|\s?[×xX*]\s?[0-9])")
_SCALE = r"[十百千]?万|[十百千]?亿"
_RANGE = re.compile(rf"({_SCALE})?\s*(?:[-−–—~至到]|——| to )\s*({NUMBER})(?![0-9:^×]|[.,][0-9]|\s?[×xX*]\s?[0-9])")
_SCALED = re.compile(r"\s?(百|千|[十百千]?万|[十百千]?亿|万亿)?\s?(余|多)\s?")

_AT_LEAST = r"不少于|不低于|不小于|超过|超出|高于|大于|多于|至少|突破|超|逾|≥|>|more than|at least|over|above|beyond"
_AT_MOST = (
    r"不超过|不高于|不大于|不足|低于|小于|少于|至多|最多|最高可达|最高达?|≤|<"
    r"|less than|at most|up to|below|under|as much as"
)
_ABOUT = r"大约|约为|(?<!节)约|接近|将近|近|≈|about|around|nearly|some|approximately"
_BEFORE = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))?\s*(?:{_ABOUT})?\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:(?P<least>以上|or more|or higher)|(?P<most>以下|以内|or less)|(?P<about>左右|上下))", re.IGNORECASE
)
# What may not follow a unit: a letter, a power, a divisor that is not known, a word that makes it another unit.
_NOT_THE_UNIT = re.compile(
    r"[0-9A-Za-z^·²³⁰¹⁴-⁹%‰]|\s*[/每]|\s+(?:per|an?|each|every)\s+[a-z]|[级位外时当公美港欧英]|每|次方", re.IGNORECASE
)
_COUNTED = frozenset("个座台套家项")
_NO_YEAR = r"(?!(?:19|20)[0-9]{2}\s*年)"
_WORDS_BETWEEN = r"(?:(?:19|20)[0-9]{2}\s*年度?|[^0-9，。；;、\n]){0,12}?"
_CHANGE = re.compile(
    rf"(?:由|从|from\s+)(?P<opening>{_WORDS_BETWEEN}){_NO_YEAR}(?P<before>{NUMBER})(?P<words>[^0-9，。；;、\n]*?)"
    r"(?P<verb>降低到|降低至|减少到|减少至|下降到|下降至|提高到|提高至|提升到|提升至|增加到|增加至|降到|降至|升到|升至|增至|减至|压减至|to\s)"
    rf"(?P<gap>{_WORDS_BETWEEN})(?={_NO_YEAR}{NUMBER})"
)

_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_AND = re.compile(rf"()[^0-9,;.]{{0,20}}?\s(?:and|to)\s+({NUMBER})(?![0-9:^×]|[.,][0-9])")
_CURRENCY = re.compile(r"(?:CNY|RMB|¥|人民币)\s?$")
_MONEY = re.compile(r"\s?(thousand|million|billion|[十百千]?万|[十百千]?亿)?(?![\w/%]|\s*[/每])")
_FROM = re.compile(rf"(?:由|从|from\s){_WORDS_BETWEEN}$")
_DIVIDING = re.compile(r"每|/|吨|per")


@dataclass(frozen=True)
class FoundAmount:
    """An amount in a text: `start` and `end` of its words, bounds included; numbers in the unit `symbol`.

    `low` alone: at least; `high` alone: at most. `before`: the former value of "由38降至31".
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    symbol: str
    per: Per
    before: Decimal | None = None


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs in ASCII; every character keeps its place."""
    return text.translate(_HALF_WIDTH)


def find_amounts(text: str) -> Iterator[FoundAmount]:
    """Yield the amounts of a text from left to right; `text` is as `half_width` returns it."""
    place = 0
    dates = [match.span() for match in DATE.finditer(text)]
    changes = {match.start("before"): match for match in _CHANGE.finditer(text)}
    while match := _START.search(text, place):
        place = match.end()
        passed = next((end for start, end in dates if start <= match.start() < end), None)
        if passed is not None:
            place = max(place, passed)
            continue
        change = changes.get(match.start())
        found = _changed(text, change) if change else _amount_at(text, match)
        if found is not None:
            place = found.end
            yield found
        elif change and (reached := _START.match(text, change.end())):
            place = reached.end()  # the number that a change leads to is no amount of its own


def _amount_at(text: str, match: re.Match[str]) -> FoundAmount | None:
    if _FROM.search(text, max(0, match.start() - 20), match.start()):
        return None
    first, low_unit = parse_number(match[0]), _unit_at(text, match.end()) or _money_at(text, match)
    if low_unit is not None and low_unit.more:
        return _bounded(text, match, [first * low_unit.unit.factor], low_unit)
    between = _BETWEEN.search(text, max(0, match.start() - 12), match.start()) is not None
    joined = _AND if between else _RANGE
    last = joined.match(text, low_unit.end if low_unit else match.end()) or joined.match(text, match.end())
    if last is not None:
        return _ranged(text, match, last, low_unit)
    return None if between or low_unit is None else _bounded(text, match, [first * low_unit.unit.factor], low_unit)


def _ranged(text: str, match: re.Match[str], last: re.Match[str], low_unit: _Unit | None) -> FoundAmount | None:
    """Read a range: both numbers in one unit, which may stand once."""
    first, last_unit = parse_number(match[0]), _unit_at(text, last.end())
    if last_unit and low_unit and "至" in last[0] and low_unit.unit.symbol != last_unit.unit.symbol:
        return _bounded(text, match, [first * low_unit.unit.factor], low_unit)  # 下降11.1%至7580吨
    if last_unit is None or last_unit.more or (low_unit and not _alike(low_unit.unit, last_unit.unit)):
        return None
    factor = low_unit.unit.factor if low_unit else last_unit.unit.factor
    if low_unit is None and last[1]:
        words = re.sub(rf"^\s?(?:{_SCALE})", "", text[last.end() : last_unit.end])
        factor = parse_unit(last[1] + words).factor
    numbers = [first * factor, parse_number(last[2]) * last_unit.unit.factor]
    return None if numbers[0] > numbers[1] else _bounded(text, match, numbers, last_unit)


@dataclass(frozen=True)
class _Unit:
    """A unit in a text, up to `end`; `more`: the number was followed by 余 or 多."""

    unit: PrintedUnit
    end: int
    more: bool = False


def _unit_at(text: str, place: int) -> _Unit | None:
    """Read the longest unit at a place; None where there is none, or where what follows makes it another one."""
    more = _SCALED.match(text, place)
    scale, start = (more[1] or "", more.end()) if more else ("", place)
    start += text[start : start + 1] in (" ", "\u00a0")
    line = re.split(r"[\n，。；;、()（）“”]", text[start : start + _LONGEST_UNIT], maxsplit=1)[0]
    for length in range(len(line), 0, -1):
        if line[length - 1].isspace():
            continue
        try:
            unit = parse_unit(scale + line[:length])
        except UnitError:
            continue
        return _Unit(unit, start + length, more is not None) if _ends(text, start + length) else None
    return None


def _money_at(text: str, number: re.Match[str]) -> _Unit | None:
    """Read the scale of a number after the name of the currency: CNY 23 million."""
    scale = _MONEY.match(text, number.end())
    if scale is None or not _CURRENCY.search(text, max(0, number.start() - 4), number.start()):
        return None
    return _Unit(parse_unit(f"{scale[1] or ''} 元".strip()), scale.end())


def _ends(text: str, place: int) -> bool:
    """Say whether the unit that ends at a place is the whole one: 吨 in 吨公里 or 吨/炉 is not."""
    if _NOT_THE_UNIT.match(text, place):
        return False
    following = text[place : place + _UNITS_THAT_FOLLOW]
    return not any(
        following[:length] in printed_words() and following[:length] not in _COUNTED
        for length in range(1, len(following) + 1)
    )


def _bounded(text: str, match: re.Match[str], numbers: list[Decimal], unit: _Unit) -> FoundAmount | None:
    """Give the numbers the bounds of the words around them; None where these contradict one another."""
    before, after = _BEFORE.search(text, max(0, match.start() - 20), match.start()), _AFTER.match(text, unit.end)
    least = unit.more or bool(before and before["least"]) or bool(after and after["least"])
    most = bool(before and before["most"]) or bool(after and after["most"])
    if (least and most) or (len(numbers) > 1 and (least or most)):
        return None
    return FoundAmount(
        start=before.start() if before else match.start(),
        end=after.end() if after else unit.end,
        low=None if most else numbers[0],
        high=None if least else numbers[-1],
        symbol=unit.unit.symbol,
        per=unit.unit.per,
    )


def _changed(text: str, change: re.Match[str]) -> FoundAmount | None:
    """Read "由38降至31kgce/t": the number reached, and the former one in the same unit."""
    number = _START.match(text, change.end())
    unit = _unit_at(text, number.end()) if number else None
    words = change["words"].strip()
    if number is None or unit is None or unit.more or _AFTER.match(text, unit.end):
        return None
    factor = unit.unit.factor
    if words:
        former = _unit_at(text, change.start("words"))
        if former is None or former.end < change.start("words") + len(change["words"].rstrip()):
            return None
        if former.more or not _alike(former.unit, unit.unit):
            return None
        factor = former.unit.factor
    gap = _BEFORE.search(change["gap"])
    if (gap and (gap["least"] or gap["most"])) or _DIVIDING.search(change["opening"] + change["gap"]):
        return None
    after = parse_number(number[0]) * unit.unit.factor
    return FoundAmount(
        change.start(), unit.end, after, after, unit.unit.symbol, unit.unit.per, parse_number(change["before"]) * factor
    )


def _alike(one: PrintedUnit, other: PrintedUnit) -> bool:
    return (one.symbol, one.per) == (other.symbol, other.per)
