"""Amounts: the comparable numbers of a story that one can filter and order by.

Five kinds: energy saved (tce/a), CO2 avoided (tCO2/a), water saved (m³/a), investment (CNY), payback (a). An amount is
`Effect.comparable_value` of an effect whose quantity says just that: electricity generated and heat recovered are no
energy saved, water reused is no water saved, and what `increased` is no saving at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # an engine's own processes know amounts without the site's models
    from showcase.effects.models import Effect
    from showcase.effects.units import ComparableUnit

COMPARED_SCOPES = ("measure", "project")
EXPECTED = "design_or_expected"


@dataclass(frozen=True)
class Amount:
    """A kind of amount. `quantities`: of which effects; `unit`: what all its numbers are in."""

    code: str
    unit: ComparableUnit
    quantities: tuple[str, ...]
    less_is_better: bool = False

    def strongest(self, numbers: Iterable[float]) -> float | None:
        """The number a story is ordered by: the largest saving, the shortest payback; None where there is none."""
        return (min if self.less_is_better else max)(numbers, default=None)


ENERGY = Amount("energy", "tce/a", ("energy_saved", "electricity_saved"))
CO2 = Amount("co2", "tCO2/a", ("co2_avoided",))
WATER = Amount("water", "m³/a", ("water_saved",))
INVESTMENT = Amount("investment", "CNY", ("investment",))
PAYBACK = Amount("payback", "a", ("payback",), less_is_better=True)

AMOUNTS: dict[str, Amount] = {amount.code: amount for amount in (ENERGY, CO2, WATER, INVESTMENT, PAYBACK)}


def amounts_of(effects: Iterable[Effect], *, every: bool = False) -> dict[str, tuple[float, ...]]:
    """Code of amount → numbers, ascending and once; nothing where there is none.

    Of effects of a measure or a project that were attained; `every`: also of sites, groups and parks, and expected
    ones.
    """
    found: dict[str, set[float]] = {}
    for effect in effects:
        amount, number = amount_of(effect), effect.comparable_value
        if amount and number is not None and (every or compares(effect)):
            found.setdefault(amount.code, set()).add(number)
    return {code: tuple(sorted(found[code])) for code in AMOUNTS if code in found}


def amount_of(effect: Effect) -> Amount | None:
    """What an effect's comparable number is an amount of; None where it is of none."""
    if effect.direction == "increased":
        return None
    fits = (a for a in AMOUNTS.values() if effect.quantity in a.quantities and effect.comparable_unit == a.unit)
    return next(fits, None)


def compares(effect: Effect) -> bool:
    """Whether a figure stands beside others as it is: of a measure or a project, and attained."""
    return effect.scope in COMPARED_SCOPES and effect.evidence != EXPECTED
