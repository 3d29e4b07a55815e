"""What each reason weighs, in one place, with a sentence why; the page shows this table to its readers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from showcase.for_your_plant.ranking.choices import Why
from showcase.for_your_plant.ranking.facts import Level


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of a reason, and why they are so many. `points` is what one of it adds."""

    points: int
    why: str | Promise


WEIGHTS: Mapping[Why, Weight] = {
    Why.MACHINE: Weight(
        10, _("For each machine or process in common: a measure is built onto a machine, so nothing says more.")
    ),
    Why.COMMON_MACHINE: Weight(
        3, _("For each in common that every industry has, such as air compressors or effluent treatment.")
    ),
    Why.INDUSTRY: Weight(
        8, _("For the same class of GB/T 4754; 6 for the group, 4 for the division, 2 for the industry group.")
    ),
    Why.EVERY_INDUSTRY: Weight(2, _("Fits every industry: yours too, but it is not made for it.")),
    Why.CARRIER: Weight(3, _("Works on an energy carrier that you use.")),
    Why.LARGE_CARRIER: Weight(
        6, _("Up to this many, by the share of that carrier in the amounts you gave: more can be saved there.")
    ),
    Why.PRODUCT: Weight(8, _("For each product in common.")),
    Why.SIZE: Weight(2, _("The same size, where sources state it for both.")),
    Why.REPORTED_NEAR: Weight(
        4, _("When the first plant of your industry reports it, and again at 2, 3, 5 and 10 plants.")
    ),
    Why.REPORTED_ELSEWHERE: Weight(1, _("The same for plants of other industries, whose conditions differ.")),
    Why.MEASURED: Weight(3, _("At least one plant gives a metered or verified figure.")),
    Why.FEW: Weight(0, _("Fewer than two plants: a remark only, since a new measure may be a good one.")),
    Why.NOT_ADOPTED: Weight(0, _("A remark only: the reasons of others may not be yours.")),
    Why.OTHER_MACHINES: Weight(-4, _("Described for other machines than those you named.")),
    Why.OTHER_CARRIERS: Weight(-6, _("Works on an energy carrier that you did not name.")),
}

BY_LEVEL: Mapping[Level, int] = {Level.CLASS: 8, Level.GROUP: 6, Level.DIVISION: 4, Level.INDUSTRY_GROUP: 2}
"""Points of a shared industry by what is shared at most."""

STEPS = (1, 2, 3, 5, 10)
"""Numbers of plants at which reports weigh once more: the second is news, the eleventh hardly."""

ENOUGH = 2
"""Plants that must report a measure before nothing is remarked."""


def steps(plants: int) -> int:
    """Return how many of the steps a number of plants has reached."""
    return sum(plants >= step for step in STEPS)
