"""The numbers that Word prints before paragraphs, which are in no text of the file: `一、`, `（二）`, `3.`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from showcase.stories.word.reading.package import Package, qn, value_of

_HAN_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ENDS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HAN = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_UNMARKED = {"bullet", "none", ""}
_MOST_LETTERS, _MOST_CIRCLES, _MOST_ROMAN = 780, 20, 4000


class Numbering:
    """The lists of a Word file, with the count of each; ask for the paragraphs in reading order."""

    def __init__(self, package: Package) -> None:
        root = package.tree("word/numbering.xml")
        rows = () if root is None else tuple(root)
        abstract = {row.get(qn("w:abstractNumId")): row for row in rows if row.tag == qn("w:abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, Any]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarts: dict[str, dict[int, int]] = {}
        for row in rows:
            if row.tag == qn("w:num"):
                name = value_of(row, "w:abstractNumId") or ""
                self._lists[row.get(qn("w:numId"), "")] = (name, _levels(abstract.get(name), row))
                self._restarts[row.get(qn("w:numId"), "")] = dict(_restarts(row))

    def next(self, number: str, level: int) -> tuple[str, bool] | None:
        """Return what Word prints before the next paragraph of a list, and whether its level is numbered.

        None: the paragraph is in no list.
        """
        if number not in self._lists:
            return None
        name, levels = self._lists[number]
        counts = self._counts[name]
        if (restart := self._restarts[number].pop(level, None)) is not None:
            counts[level] = restart - 1
        if level not in levels:
            return "", False
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        kind = value_of(levels[level], "w:numFmt") or ""
        if kind in _UNMARKED:
            return "", False
        return _PLACE.sub(lambda found: _shown(levels, counts, int(found[1]) - 1), _pattern(levels[level])), True


def _restarts(row: Any) -> Iterator[tuple[int, int]]:
    """Yield level and first number where a list begins again, though it shares its counts with other lists."""
    for override in row.iter(qn("w:lvlOverride")):
        start = value_of(override, "w:startOverride") or ""
        if start.isdecimal():
            yield _level(override), int(start)


def _levels(abstract: Any, row: Any) -> dict[int, Any]:
    found = {} if abstract is None else {_level(level): level for level in abstract.iter(qn("w:lvl"))}
    return {**found, **{_level(level): level for level in row.iter(qn("w:lvl"))}}


def _level(level: Any) -> int:
    text = level.get(qn("w:ilvl"), "0")
    return int(text) if text.isdecimal() else 0


def _start(level: Any) -> int:
    text = value_of(level, "w:start") or "1"
    return int(text) if text.isdecimal() else 1


def _pattern(level: Any) -> str:
    return value_of(level, "w:lvlText") or ""


def _shown(levels: dict[int, Any], counts: dict[int, int], level: int) -> str:
    if level not in levels:
        return ""
    return written(counts.get(level, _start(levels[level])), value_of(levels[level], "w:numFmt") or "decimal")


def written(number: int, form: str) -> str:
    """Return a number in one of Word's forms (`w:numFmt`); in Arabic digits where a form is not known or ends."""
    write = _FORMS.get(form)
    return (write(number) if write else "") or str(number)


def in_han(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals: 一, 十, 十二, 二十; others in Arabic digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{_HAN_DIGITS[tens]}十")
    return f"{lead}{_HAN_DIGITS[ones] if ones else ''}"


def _digits(number: int) -> str:
    return "".join(_HAN_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= _MOST_LETTERS else ""


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= _MOST_CIRCLES else ""


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    if not 0 < number < _MOST_ROMAN:
        return text
    for value, letters in (*_ROMAN, *_ROMAN_ENDS):
        text += letters * (number // value)
        number %= value
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_HAN, in_han),
    "ideographDigital": _digits,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _wide,
    "decimalZero": lambda number: f"{number:02}",
}
