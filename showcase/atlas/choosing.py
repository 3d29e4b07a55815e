"""Chooses the figures that the home page tells of: those that most cases of one technique publish. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from showcase.effects.choices import Quantity

FEWEST = 3
"""Cases from which on there is something to tell; one or two are no comparison."""

TOLD = (
    Quantity.ENERGY_SAVED,
    Quantity.ELECTRICITY_SAVED,
    Quantity.ELECTRICITY_GENERATED,
    Quantity.CO2_AVOIDED,
    Quantity.WATER_SAVED,
    Quantity.WATER_REUSED,
    Quantity.HEAT_RECOVERED,
    Quantity.MATERIAL_SAVED,
    Quantity.WASTE_USED,
)
"""What a measure achieves in a year. Money, shares and levels say nothing without the plant they belong to."""


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A yearly figure of a case. `case`: key of its Chinese page; `groups`: codes of its technique groups.

    `owner`: key of the enterprise, None where none is published; `number`: in `unit`, as published.
    """

    key: int
    case: int
    owner: int | None
    groups: frozenset[str]
    quantity: str
    unit: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figures of one technique group and quantity, largest first; one a case and an enterprise."""

    group: str
    quantity: str
    figures: tuple[CaseFigure, ...]

    @property
    def middle(self) -> Decimal:
        """Their median."""
        return Decimal(median(figure.number for figure in self.figures))


def choose(figures: Iterable[CaseFigure]) -> Chosen | None:
    """Return the technique group and quantity of which most enterprises publish a figure in one unit.

    Of equals the one whose largest figure is the greatest multiple of its smallest, then the lower code. None where
    fewer than three cases have one.
    """
    found: dict[tuple[str, str, str], list[CaseFigure]] = defaultdict(list)
    for figure in figures:
        for group in figure.groups:
            found[group, figure.quantity, figure.unit].append(figure)
    chosen = [Chosen(group, quantity, _one_each(rows)) for (group, quantity, _unit), rows in found.items()]
    enough = [one for one in chosen if len(one.figures) >= FEWEST]
    return min(enough, key=_order, default=None)


def _one_each(figures: Iterable[CaseFigure]) -> tuple[CaseFigure, ...]:
    """Return one figure, the largest, of each case and enterprise: parts of a sum stand beside it in a case."""
    kept: list[CaseFigure] = []
    for figure in sorted(figures, key=lambda one: (-one.number, one.key)):
        is_told = any(figure.case == other.case or _same_owner(figure, other) for other in kept)
        if not is_told:
            kept.append(figure)
    return tuple(kept)


def _same_owner(one: CaseFigure, other: CaseFigure) -> bool:
    return one.owner is not None and one.owner == other.owner


def _order(one: Chosen) -> tuple[int, Decimal, str, str]:
    smallest = one.figures[-1].number
    spread = one.figures[0].number / smallest if smallest else Decimal(1)
    return -len(one.figures), -spread, one.group, one.quantity
