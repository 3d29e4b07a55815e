"""Reads effects out of a table of results: 指标 | 改造前 | 改造后 | 单位, or 指标 | 数值.

A table is rows of cells; in running text it is lines whose cells are parted by a tab or by |. A row is read in full or
left to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.printed import NUMBER, PrintedUnit, parse_number, parse_unit
from showcase.effects.units import UnitError, unit_of
from showcase.effects.wording.amounts_in_text import find_amounts, half_width
from showcase.effects.wording.meanings import Meaning, meaning_of, substance
from showcase.effects.wording.read_effect import YEARLY, ReadEffect

_COLUMN_WORDS: Mapping[str, tuple[str, ...]] = {
    "before": (r"(?:改造|实施|技改|项目|措施|优化)?(?:前|之前)", "原值", "before"),
    "after": (r"(?:改造|实施|技改|项目|措施|优化)?(?:后|之后)", "现值", "after"),
    "unit": (r"单\s?位", "计量单位", "unit"),
    "change": (
        r"(?:变化|降低|下降|降|提升|改善|节约|减少)(?:幅度?|率|比例)",
        "同比.*|备注|说明|序号",
        r"change|remark.*|no\.?",
    ),
    "value": (
        r"数\s?值|数量|数据|指标值|成效|效果|效益|结果",
        "(?:年)?(?:节约|减少|节能|减排|改善)量",
        "value|result|saving",
    ),
    "name": (r"指标.*|项\s?目.*|名\s?称|内\s?容|类\s?别|参数", "item|indicator|name"),
}
_COLUMNS = {kind: re.compile("|".join(words), re.IGNORECASE) for kind, words in _COLUMN_WORDS.items()}
_BRACKETED = re.compile(r"^(.*?)\s*[（(]\s*([^（()）]+?)\s*[）)]\s*$")
_RULED = re.compile(r"[\s|:\-—_=+]+")
_WHOLE = re.compile(NUMBER)
_POWER_OF_TEN = re.compile(r"10(?:\^|)([⁰¹²³⁴-⁹]|(?<=\^)[0-9])\s?(.+)")


@dataclass(frozen=True)
class TableRow:
    """A row of a table of results: what it names, its unit as printed, and its cells with numbers, as printed."""

    name: str
    unit: str
    before: str = ""
    after: str = ""
    value: str = ""


@dataclass(frozen=True)
class _Numbers:
    """The numbers of a row in the unit of units.csv, and the time they are for."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    per: Per
    before: Decimal | None = None
    after: Decimal | None = None


def has_cells(line: str) -> bool:
    """Say whether a line is one of a table, that is, has more than one cell."""
    return len(_cells(line)) > 1


def is_table(text: str) -> bool:
    """Say whether a text is a table as lines: two lines or more, each with cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(map(has_cells, lines))


def rows_of_text(text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield start, end and cells of every line of a table, but for the lines that only rule it off."""
    place = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words and not _RULED.fullmatch(words):
            start = place + line.index(words)
            yield start, start + len(words), _cells(line)
        place += len(line)


def columns_of(cells: Sequence[str]) -> Mapping[str, int] | None:
    """Return what the columns of a header are → their place; None where the row is no header.

    Names: name, value, before, after, unit. A header names what a row is about, and has a column of numbers.
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = _BRACKETED.sub(r"\1", cell.strip())
        kind = next((kind for kind, pattern in _COLUMNS.items() if pattern.fullmatch(words)), None)
        if kind and kind not in found:
            found[kind] = place
    if ("before" in found) != ("after" in found) or not {"before", "value"} & set(found):
        return None
    found.setdefault("name", 0)
    return found if found["name"] not in {place for kind, place in found.items() if kind != "name"} else None


def row_of(cells: Sequence[str], columns: Mapping[str, int], header: Sequence[str]) -> TableRow:
    """Return a row by the columns of its header; the unit may stand in the name, or in the header: 改造前（t）."""
    by_kind = {kind: cells[place].strip() if place < len(cells) else "" for kind, place in columns.items()}
    name, unit = by_kind["name"], by_kind.get("unit", "")
    bracketed = _BRACKETED.match(name)
    if not unit and bracketed and _unit(bracketed[2]):
        name, unit = bracketed[1], bracketed[2]
    in_header = _BRACKETED.match(header[columns.get("before", columns.get("value", 0))].strip())
    if not unit and in_header and _unit(in_header[2]):
        unit = in_header[2]
    return TableRow(name, unit, *(by_kind.get(kind, "") for kind in ("before", "after", "value")))


def read_table(text: str) -> Iterator[ReadEffect]:
    """Yield the effects of a table as lines; nothing where no line is a header that is known."""
    above: Sequence[str] = ()
    header: Sequence[str] = ()
    columns: Mapping[str, int] | None = None
    for start, end, cells in rows_of_text(text):
        as_header = columns_of(cells)
        if as_header is not None:
            header, columns = _with_units(cells, above), as_header
        elif columns is None:
            above = cells
        else:
            effect = effect_of_row(_named(row_of(cells, columns, header), columns, header, above))
            if effect is not None:
                yield replace(effect, printed=text[start:end], start=start, end=end)


def _with_units(header: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """Return a header with the units of the line above it: 能耗（kgce/t） over 改造前 and 改造后."""
    units = [match[2] if (match := _BRACKETED.match(cell)) and _unit(match[2]) else "" for cell in above]
    padded = [*units, *[""] * len(header)]
    return [f"{cell}（{unit}）" if unit else cell for cell, unit in zip(header, padded, strict=False)]


def _named(row: TableRow, columns: Mapping[str, int], header: Sequence[str], above: Sequence[str]) -> TableRow:
    """Add to a row's name what the line above the header names: 烧结 under 能耗（kgce/t） is 烧结能耗."""
    place = columns.get("before", columns.get("value", 0))
    words = _BRACKETED.sub(r"\1", above[place]) if place < len(above) else ""
    named = words and words != _BRACKETED.sub(r"\1", header[place])
    return replace(row, name=f"{row.name}{words}") if named and row.name else row


def effect_of_row(row: TableRow) -> ReadEffect | None:
    """Return the effect of a row, its words parted by |; None where a number or its unit cannot be read whole."""
    numbers = _numbers(row)
    if numbers is None or not row.name:
        return None
    changed = numbers.before is not None and not row.value
    unit = substance(numbers.unit, row.name, "")
    if unit is None:
        return None
    meaning = meaning_of(row.name, "", unit, changed=changed) or Meaning(None, Direction.LEVEL if changed else None)
    once = meaning.quantity in (Quantity.INVESTMENT, Quantity.PAYBACK) or unit_of(unit).kind in ("share", "duration")
    per = Per.YEAR if numbers.per is Per.NONE and YEARLY.search(row.name) else numbers.per
    printed = " | ".join(filter(None, (row.name, row.before, row.after, row.value, row.unit)))
    return ReadEffect(
        printed=printed,
        start=0,
        end=len(printed),
        low=numbers.low,
        high=numbers.high,
        unit=unit,
        quantity=meaning.quantity,
        per=Per.NONE if once or "/" in unit else per if per is not Per.NONE else None,
        direction=meaning.direction,
        of_what=row.name,
        before=numbers.before,
        after=numbers.after,
    )


def _numbers(row: TableRow) -> _Numbers | None:
    """Return the numbers of a row, None where any of its cells cannot be read whole."""
    former, latter = _amount(row.before, row.unit), _amount(row.after, row.unit)
    if (row.before and former is None) or (row.after and latter is None) or bool(row.before) != bool(row.after):
        return None
    value = _amount(row.value, row.unit) if row.value else latter
    if value is None:
        return None
    if former is None or latter is None:
        return value
    pair = (former.low, former.high, latter.low, latter.high)
    if (
        former.low != former.high
        or latter.low != latter.high
        or None in pair
        or not former.unit == latter.unit == value.unit
    ):
        return None
    return replace(value, before=former.high, after=latter.high)


def _amount(cell: str, unit: str) -> _Numbers | None:
    """Read a cell: a number in the unit of its column, or an amount of its own."""
    plain, column = half_width(cell).strip(), _unit(unit)
    if column is not None and _WHOLE.fullmatch(plain):
        number = parse_number(plain) * column.factor
        return _Numbers(number, number, column.symbol, column.per)
    whole = plain if not unit else f"{plain} {half_width(unit)}"
    for words in (whole, plain):
        found = list(find_amounts(words))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) and found[0].before is None:
            amount = found[0]
            return _Numbers(amount.low, amount.high, amount.symbol, amount.per)
    return None


def _cells(line: str) -> Sequence[str]:
    parts = line.strip().strip("|").split("|") if "|" in line else line.split("\t")
    return [part.strip() for part in parts]


def _unit(words: str) -> PrintedUnit | None:
    """Read the unit of a column: 万kWh, t/a, 10⁴ kWh."""
    power = _POWER_OF_TEN.fullmatch(words.strip())
    try:
        if power is None:
            return parse_unit(half_width(words))
        unit = parse_unit(half_width(power[2]))
    except UnitError:
        return None
    exponent = int(power[1].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
    return PrintedUnit(unit.symbol, unit.factor * 10**exponent, unit.per)
