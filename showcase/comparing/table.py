"""The figures of several stories as one table: same rows, same units, and under each number what was published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date
from showcase.choices import Evidence
from showcase.effects.amounts import compares
from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.display import figure, printed_digits, rounded
from showcase.effects.factors import Factor
from showcase.effects.models import Effect
from showcase.effects.rows import COMPARED_IN, EITHER_WAY, told_in
from showcase.effects.units import Comparable, comparable, convert, unit_of

_MOST_DIGITS = 4
# Unit → the one in which figures of its kind are written here; each is an exact multiple.
_WRITTEN_IN = {
    "MWh": "kWh",
    "GWh": "kWh",
    "kJ": "GJ",
    "MJ": "GJ",
    "TJ": "GJ",
    "kgce": "tce",
    "kg": "t",
    "L": "m3",
    "kgCO2": "tCO2",
    "kgCO2e": "tCO2e",
    "tce/t": "kgce/t",
    "tCO2/t": "kgCO2/t",
    "tCO2/MWh": "kgCO2/kWh",
}


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of a cell: `value` with its unit, in the unit of the row; `printed`: the words of the source.

    `of_what`, `scope`, `period` (empty: not stated) and `evidence` say what it is a figure of; `compares`: attained,
    and of a measure or project.
    """

    value: str
    printed: str
    printed_language: str
    of_what: str
    scope: str
    period: str
    evidence: str
    evidence_label: str
    compares: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity in one unit; `cells`: of each story what it publishes of it, empty for nothing."""

    label: str
    unit: str
    cells: tuple[tuple[Published, ...], ...]

    @property
    def filled(self) -> int:
        """How many stories publish it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two figures a row: the same quantity in the same direction, unit and period."""

    quantity: Quantity
    direction: str
    unit: str
    per: str


def rows_of(stories: Sequence[Iterable[Effect]]) -> tuple[Row, ...]:
    """Return the rows of these stories' figures: first what most of them publish, then in the order of quantities."""
    language = get_language() or "zh-hans"
    found: dict[_Key, list[list[Published]]] = {}
    for place, effects in enumerate(stories):
        for effect in (one for one in told_in(language, effects) if not one.aside):
            cells = found.setdefault(_key(effect), [[] for _story in stories])
            cells[place].append(_published(effect, language))
    rows = [(key, Row(_label(key), _unit(key, language), tuple(map(tuple, cells)))) for key, cells in found.items()]
    order = list(Quantity)
    rows.sort(key=lambda pair: (-pair[1].filled, order.index(pair[0].quantity), pair[0].unit, pair[0].per))
    return tuple(row for _key_of, row in rows)


def factors_of(stories: Iterable[Iterable[Effect]]) -> tuple[Factor, ...]:
    """Return the factors by which figures were converted, each once."""
    found = (_common(effect) for effects in stories for effect in effects if not effect.aside)
    used = [one.factor for one in found if one is not None and one.factor is not None]
    return tuple({factor.code: factor for factor in used}.values())


def _common(effect: Effect) -> Comparable | None:
    """Return the figure in the common unit of its quantity; None where it has none."""
    if not effect.comparable_unit:
        return None
    return comparable(
        quantity=effect.quantity,
        low=effect.low,
        high=effect.high,
        unit=effect.unit,
        per=effect.per,
        basis=effect.basis or None,
    )


def _key(effect: Effect) -> _Key:
    quantity = Quantity(effect.quantity)
    turned = effect.direction if quantity in EITHER_WAY or effect.direction == Direction.INCREASED else ""
    unit, per = COMPARED_IN.get(effect.comparable_unit, (_WRITTEN_IN.get(effect.unit, effect.unit), Per(effect.per)))
    return _Key(quantity, turned, unit, per)


def _label(key: _Key) -> str:
    if not key.direction:
        return str(key.quantity.label)
    return _("%(quantity)s (%(direction)s)") % {
        "quantity": key.quantity.label,
        "direction": Direction(key.direction).label,
    }


def _unit(key: _Key, language: str) -> str:
    return unit_of(key.unit).name(language)


def _published(effect: Effect, language: str) -> Published:
    return Published(
        value=_value(effect, language),
        printed=effect.printed,
        printed_language=effect.printed_language,
        of_what=effect.of_what,
        scope=str(effect.get_scope_display()),
        period=shown_date(effect.period),
        evidence=str(Evidence(effect.evidence)),
        evidence_label=str(effect.get_evidence_display()),
        compares=compares(effect),
    )


def _value(effect: Effect, language: str) -> str:
    """Return the number in the unit of its row: as published, or converted in no more digits than published."""
    common = _common(effect)
    if common is None:
        plain = _WRITTEN_IN.get(effect.unit, effect.unit)
        low, high = (None if one is None else convert(one, effect.unit, plain) for one in (effect.low, effect.high))
        return figure(low, high, plain, effect.per, language).text
    unit, per = COMPARED_IN[common.unit]
    if effect.unit == unit:
        return figure(effect.low, effect.high, unit, per, language).text
    digits = min([_MOST_DIGITS, *(printed_digits(one) for one in (effect.low, effect.high) if one is not None)])
    low, high = (_in_digits(one, digits) for one in (common.low, common.high))
    text = figure(low, high, unit, per, language).text
    return _("about %(figure)s") % {"figure": text} if common.factor else text


def _in_digits(number: Decimal | None, digits: int) -> Decimal | None:
    return None if number is None else Decimal(f"{rounded(number, digits):f}")
