"""Amounts: the comparable numbers of a story by which readers filter and sort.

Five kinds: energy saved (tce/a), CO2 avoided (tCO2/a), water saved (m³/a), investment (CNY), payback (a). An amount is
the `Effect.comparable_value` of an effect whose quantity is exactly that: electricity generated and heat recovered are
not energy saved, water reused is not water saved, and what `increased` is no saving.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from showcase.choices import Evidence
from showcase.effects.choices import Direction, Quantity, Scope

if TYPE_CHECKING:  # the search engines use amounts without loading the site's models
    from showcase.effects.models import Effect
    from showcase.effects.units import ComparableUnit

COMPARED_SCOPES = (Scope.MEASURE, Scope.PROJECT)


@dataclass(frozen=True)
class Amount:
    """A kind of amount. `quantities`: of the effects it is taken from; `unit`: of all its numbers."""

    code: str
    unit: ComparableUnit
    quantities: tuple[Quantity, ...]
    less_is_better: bool = False

    def strongest(self, numbers: Iterable[float]) -> float | None:
        """Return the number a story is sorted by: largest saving, shortest payback; None where there is none."""
        return (min if self.less_is_better else max)(numbers, default=None)


ENERGY = Amount("energy", "tce/a", (Quantity.ENERGY_SAVED, Quantity.ELECTRICITY_SAVED))
CO2 = Amount("co2", "tCO2/a", (Quantity.CO2_AVOIDED,))
WATER = Amount("water", "m³/a", (Quantity.WATER_SAVED,))
INVESTMENT = Amount("investment", "CNY", (Quantity.INVESTMENT,))
PAYBACK = Amount("payback", "a", (Quantity.PAYBACK,), less_is_better=True)

AMOUNTS: dict[str, Amount] = {amount.code: amount for amount in (ENERGY, CO2, WATER, INVESTMENT, PAYBACK)}


def amounts_of(effects: Iterable[Effect], *, every: bool = False) -> dict[str, tuple[float, ...]]:
    """Return code of amount → numbers, ascending, each once; amounts without a number are left out.

    Only attained effects of a measure or a project; `every`: also of sites, groups and parks, and expected ones.
    """
    found: dict[str, set[float]] = {}
    for effect in effects:
        amount, number = amount_of(effect), effect.comparable_value
        if amount and number is not None and (every or compares(effect)):
            found.setdefault(amount.code, set()).add(number)
    return {code: tuple(sorted(found[code])) for code in AMOUNTS if code in found}


def amount_of(effect: Effect) -> Amount | None:
    """Return the amount that an effect's comparable number belongs to; None for none."""
    if effect.direction == Direction.INCREASED:
        return None
    fits = (a for a in AMOUNTS.values() if effect.quantity in a.quantities and effect.comparable_unit == a.unit)
    return next(fits, None)


def compares(effect: Effect) -> bool:
    """Say whether a figure can be compared with others: attained, and of a measure or a project."""
    return effect.scope in COMPARED_SCOPES and effect.evidence != Evidence.DESIGN_OR_EXPECTED
