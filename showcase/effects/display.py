"""Formats published figures in the reader's language, in the digits that were published.

Chinese: 5,000 吨标准煤/年, 500 万千瓦时, 3.2 亿元. English: 5,400 tce a year (about 158 TJ), 5 GWh a year, CNY 12
million; never 万. A scale is chosen so that every number keeps all its digits in at most two decimals; nothing is
rounded and no zero is added. Only the joules beside tce are computed, by the definition of standard coal, and in no
more digits than the source prints, three at most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from showcase.effects.factors import STANDARD_COAL, factors
from showcase.effects.units import Unit, UnitError, unit_of

Steps = tuple[tuple[Decimal, str], ...]
"""Scales in which a number is written, largest first: factor and word."""

_LONGEST_FRACTION = 2
_MOST_DIGITS = 3
# Fewer digits than this round an amount of energy so far that it says something else.
_FEWEST_DIGITS = 2
_JOULES = ((Decimal(10**6), "PJ"), (Decimal(10**3), "TJ"), (Decimal(1), "GJ"))

_TEN_THOUSANDS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_MILLIONS = ((Decimal(10**9), "billion "), (Decimal(10**6), "million "))
_WATT_HOURS = ((Decimal(10**9), "TWh"), (Decimal(10**6), "GWh"), (Decimal(10**3), "MWh"), (Decimal(1), "kWh"))
_IN_KWH = {"kWh": 1, "MWh": 10**3, "GWh": 10**6, "kWh/d": 1}

_BOUNDS = {"zh": ("至少 ", "不超过 "), "en": ("at least ", "at most ")}
_PER_WORDS = {
    "zh": {"year": "/年", "day": "/天", "unit": "/单位产品", "none": ""},
    "en": {"year": " a year", "day": " a day", "unit": " per unit of product", "none": ""},
}


@dataclass(frozen=True)
class Figure:
    """A figure in parts, for cards that set the number larger than its unit.

    `bound` (`at least `), `number` (`5,000–5,400`, `120 → 90`, `CNY 12`), `unit` (`tce a year`, `million a year`, `%`),
    `aside` (`about 158 TJ`, empty in Chinese and for other units).
    """

    bound: str
    number: str
    unit: str
    aside: str = ""

    @property
    def value(self) -> str:
        """The number with its bound: `at least 50`."""
        return f"{self.bound}{self.number}"

    @property
    def text(self) -> str:
        """The whole figure in one line."""
        gap = "" if not self.unit or self.unit.startswith(("%", "/")) else " "
        aside = f" ({self.aside})" if self.aside else ""
        return f"{self.value}{gap}{self.unit}{aside}"


def figure(
    low: Decimal | None, high: Decimal | None, unit: str, per: str, language: str, steps: Steps | None = None
) -> Figure:
    """Return a published figure in parts.

    `low` = `high`: exact; `low` alone: at least; `high` alone: at most. `unit`: a symbol of units.csv; `language`:
    `zh…`, or any other for English; `per`: year | day | unit | none. Raises UnitError for an unknown unit or per, and
    where both numbers are missing.
    """
    numbers = [number for number in (low, high) if number is not None]
    if not numbers:
        raise UnitError(f"A figure in {unit} has no number")
    bound = bound_words(low, high, language)
    return _figure(tuple(dict.fromkeys(numbers)), "–", bound, unit_of(unit), per, language, steps)


def change(before: Decimal, after: Decimal, unit: str, per: str, language: str, steps: Steps | None = None) -> Figure:
    """Return two published absolute values, before → after, in one scale."""
    return _figure((before, after), " → ", "", unit_of(unit), per, language, steps)


def in_one_scale(numbers: Iterable[Decimal], unit: str, per: str, language: str) -> tuple[tuple[str, ...], str]:
    """Return published numbers in one scale for all, and the unit in which they then are: `CNY million a year`."""
    tongue, known = _tongue(language), unit_of(unit)
    scaled, opening, words = (_in_chinese if tongue == "zh" else _in_english)(tuple(numbers), known, None)
    written = f"{opening}{words}".strip()
    return tuple(map(format_number, scaled)), f"{written}{_per_words(known, per, tongue)}".strip()


def bound_words(low: Decimal | None, high: Decimal | None, language: str) -> str:
    """Return what stands before a figure of which one bound alone is printed: `at least `; else nothing."""
    at_least, at_most = _BOUNDS[_tongue(language)]
    return at_least if high is None else at_most if low is None else ""


def format_quantity(low: Decimal | None, high: Decimal | None, unit: str, per: str, language: str) -> str:
    """Return `figure` in one line: "at least 5 GWh a year", "10–12 万元"."""
    return figure(low, high, unit, per, language).text


def format_change(before: Decimal, after: Decimal, unit: str, per: str, language: str) -> str:
    """Return `change` in one line: "120 → 90 m³ per tonne"."""
    return change(before, after, unit, per, language).text


def format_number(number: Decimal) -> str:
    """Return the number with thousands separators and without trailing zeros: 1,234.5."""
    plain = f"{_trim(number):,f}"
    return plain.replace("-", "−")


def _figure(
    numbers: tuple[Decimal, ...], joint: str, bound: str, unit: Unit, per: str, language: str, steps: Steps | None
) -> Figure:
    tongue = _tongue(language)
    suffix = _per_words(unit, per, tongue)
    write = _in_chinese if tongue == "zh" else _in_english
    scaled, opening, words = write(numbers, unit, steps)
    number = opening + joint.join(map(format_number, scaled))
    aside = ""
    if tongue == "en" and unit.english_style == "coal":
        aside = _joules(numbers, joint)
    return Figure(bound, number, f"{words.strip()}{suffix}".strip(), aside)


def _in_chinese(numbers: tuple[Decimal, ...], unit: Unit, steps: Steps | None) -> tuple[tuple[Decimal, ...], str, str]:
    """Return the numbers in the scale shown, the text before them, and the words after them."""
    own = _TEN_THOUSANDS if unit.in_ten_thousands else ()
    scaled, word = _scale(numbers, own if steps is None else steps)
    return scaled, "", word + unit.zh


def _in_english(numbers: tuple[Decimal, ...], unit: Unit, steps: Steps | None) -> tuple[tuple[Decimal, ...], str, str]:
    if unit.english_style == "watt_hours":
        scaled, word = _scale(
            [number * _IN_KWH[unit.symbol] for number in numbers], _WATT_HOURS if steps is None else steps
        )
        return scaled, "", (word or "kWh") + unit.en.removeprefix("kWh").removeprefix("MWh").removeprefix("GWh")
    if unit.english_style == "money":
        scaled, word = _scale(numbers, _MILLIONS if steps is None else steps)
        return scaled, "CNY ", f"{word}{unit.en}"
    scaled, word = _scale(numbers, _MILLIONS if unit.english_style in ("million", "coal") else ())
    return scaled, "", word + (unit.en if all(number == 1 for number in scaled) else unit.en_many)


def _scale(numbers: Iterable[Decimal], steps: Iterable[tuple[Decimal, str]]) -> tuple[tuple[Decimal, ...], str]:
    """Choose the largest step in which the smallest number reaches one and none needs more than two decimals."""
    plain = tuple(numbers)
    smallest = min((abs(number) for number in plain if number), default=Decimal(0))
    for step, word in steps:
        scaled = tuple(number / step for number in plain)
        if smallest >= step and all(_decimals(number) <= _LONGEST_FRACTION for number in scaled):
            return scaled, word
    return plain, ""


def _decimals(number: Decimal) -> int:
    exponent = _trim(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _trim(number: Decimal) -> Decimal:
    """Remove zeros that a database column or a calculation appended."""
    trimmed = number.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed == trimmed.to_integral_value() else trimmed


def printed_digits(number: Decimal) -> int:
    """Return how many digits a source prints of a number at least, so that what is computed has no more.

    From ten thousand on Chinese sources print 万, so up to four zeros at the end of such a number count for nothing.
    """
    plain = _trim(abs(number))
    if plain >= _TEN_THOUSANDS[-1][0] and plain == plain.to_integral_value():
        plain = _trim(plain / _TEN_THOUSANDS[-1][0])
    return len(f"{plain:f}".replace(".", "").lstrip("0")) or 1


def rounded(number: Decimal, digits: int) -> Decimal:
    """Return a computed number in at most so many significant digits, halves away from zero."""
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(number)


def _joules(tonnes: tuple[Decimal, ...], joint: str) -> str:
    """Return coal equivalent as energy: `about 147–158 TJ`; empty where the source prints too few digits for it."""
    digits = min(_MOST_DIGITS, *map(printed_digits, tonnes))
    if digits < _FEWEST_DIGITS:
        return ""
    exact = [number * factors()[STANDARD_COAL].value for number in tonnes]
    smallest = min(map(abs, exact))
    step, name = next((one for one in _JOULES if smallest >= one[0]), _JOULES[-1])
    return f"about {joint.join(format_number(rounded(number / step, digits)) for number in exact)} {name}"


def _per_words(unit: Unit, per: str, tongue: str) -> str:
    """Return the words for "per year" and the like; empty where the unit already contains them (t/d, m³/t)."""
    if per not in _PER_WORDS[tongue]:
        raise UnitError(f"A figure is per year, day, unit or none, not {per!r}")
    unit_shows = {"year": unit.symbol.endswith("/a"), "day": unit.symbol.endswith("/d")}
    unit_shows["unit"] = "/" in unit.symbol or unit.kind in ("share", "duration")
    return "" if unit_shows.get(per, False) else _PER_WORDS[tongue][per]


def _tongue(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"
