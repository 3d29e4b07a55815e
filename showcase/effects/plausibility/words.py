"""Rules on words: numbers of the text that no row has, printed words unlike the number beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from showcase.choices import Evidence
from showcase.effects.plausibility.figures import Finding, Severity, StoryFigures, values
from showcase.effects.plausibility.numbers import TextNumber, numbers_in
from showcase.effects.units import UnitError, convert

_MEASURED = frozenset({"electricity", "energy", "coal_equivalent", "carbon_dioxide", "carbon_dioxide_equivalent"})
_IN_SUMMARY = _MEASURED | {"money", "share"}
_IN_LETTERS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twice|double|doubled)\b|[两三四五六七八九]倍|[一二三四五六七八九]成|翻番"
)
_ROUNDED = Decimal("0.02")
_EXPECTED = re.compile(r"预计|预期|拟投|设计值|expected to|planned to|will save", re.IGNORECASE)
_ATTAINED = (Evidence.METERED, Evidence.VERIFIED)
_POWERS_OF_TEN = frozenset(Decimal(10) ** power for power in range(-9, 13))


def unknown_numbers(story: StoryFigures) -> Iterator[Finding]:
    """Yield one finding with the numbers of title, summary and body that no row has.

    Of title and summary: energy, CO2, money and percentages; of the body of a case: energy and CO2. Years, dates,
    document and model numbers have no such unit and do not count. A number is known, too, where the words of a row, the
    caveat or the description of the plant have it.
    """
    heads = f"{story.title}\n{story.summary}"
    asked = [number for number in numbers_in(heads) if number.kind in _IN_SUMMARY]
    if story.is_case:
        asked += [number for number in numbers_in(story.body) if number.kind in _MEASURED]
    known = list(_known(story))
    unknown = [number for number in asked if not _is_known(number, known)]
    if unknown:
        told = "、".join(dict.fromkeys(number.words for number in unknown))
        yield Finding("not_in_any_row", Severity.WARNS, (), values(numbers=told))


def _known(story: StoryFigures) -> Iterator[TextNumber]:
    for figure in story.figures:
        symbol = figure.unit.partition("/")[0]
        stated = (*figure.numbers, figure.before, figure.after)
        yield from (TextNumber(n, n, symbol, "", 0) for n in stated if n is not None)
        yield from numbers_in(f"{figure.of_what}\n{figure.printed}")
    for text in story.known_words:
        yield from numbers_in(text)


def _is_known(number: TextNumber, known: list[TextNumber]) -> bool:
    """Say whether both ends of a number are among the known ones, within rounding."""
    amounts = [amount for other in known for amount in _amounts(other, number)]
    return all(any(_close(end, amount) for amount in amounts) for end in {number.value, number.last})


def _amounts(number: TextNumber, like: TextNumber) -> Iterator[Decimal]:
    """Yield both ends of a number in the unit of another one; as they are where either has none."""
    ours, theirs = (one.symbol.partition("/")[0] if one.symbol else None for one in (number, like))
    for end in (number.value, number.last):
        if ours is None or theirs is None or ours == theirs:
            yield end
            continue
        try:
            yield convert(end, ours, theirs)
        except UnitError:
            if _substance(number.kind) and _substance(like.kind):
                yield end


def _substance(kind: str) -> bool:
    """Say whether a text may print the unit as a plain tonne."""
    return kind in ("mass", "coal_equivalent", "carbon_dioxide", "carbon_dioxide_equivalent")


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))


def printed_differs(story: StoryFigures) -> Iterator[Finding]:
    """Yield rows whose number is not among those of their printed words: another number, or another scale."""
    for figure in story.figures:
        read = list(numbers_in(figure.printed))
        missing = [number for number in figure.numbers if not any(_tells(one, number, figure.unit) for one in read)]
        if read and missing and not _IN_LETTERS.search(figure.printed):
            told = values(number=missing[0], unit=figure.unit, printed=figure.printed)
            yield Finding("printed_differs", Severity.WARNS, (figure.key,), told)


def _tells(printed: TextNumber, number: Decimal, unit: str) -> bool:
    """Say whether a printed number is this number of the unit; without a readable unit any power of ten may differ."""
    symbol = unit.partition("/")[0]
    for end in (printed.value, printed.last):
        if printed.symbol is None:
            same = end != 0 and (number / end) in _POWERS_OF_TEN
        else:
            same = _same_amount(end, printed.symbol, number, symbol)
        if same or _is_rest(end, printed.kind, number, unit):
            return True
    return False


def _same_amount(end: Decimal, printed: str, number: Decimal, symbol: str) -> bool:
    try:
        return _close(convert(end, printed.partition("/")[0], symbol), number)
    except UnitError:
        return _close(end, number) or (end != 0 and printed == "count" and number / end in _POWERS_OF_TEN)


def _is_rest(end: Decimal, kind: str, number: Decimal, unit: str) -> bool:
    """Say whether “50 % of what it was” is told as a reduction by 50 %."""
    return kind == "share" and unit == "percent" and _close(100 - end, number)


def expected_as_attained(story: StoryFigures) -> Iterator[Finding]:
    """Yield rows whose words say that the figure is expected, and whose evidence says measured or verified."""
    for figure in story.figures:
        if figure.evidence in _ATTAINED and _EXPECTED.search(figure.printed):
            yield Finding("expected_as_attained", Severity.WARNS, (figure.key,), values(printed=figure.printed))
