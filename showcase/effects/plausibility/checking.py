"""All rules together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from showcase.effects.plausibility import energy, money, plant, repeated, single, words
from showcase.effects.plausibility.figures import Finding, Severity, StoryFigures

Rule = Callable[[StoryFigures], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    single.unit_findings,
    single.size_findings,
    single.date_findings,
    single.before_after_findings,
    money.payback,
    money.saving_of_money,
    money.investment_and_saving,
    energy.coal_and_electricity,
    energy.carbon_and_coal,
    energy.carbon_and_electricity,
    energy.steam_and_coal,
    plant.full_load_hours,
    plant.heated_area,
    plant.dye_bath,
    plant.furnace_use,
    plant.indirect_pollutants,
    repeated.same_twice,
    repeated.contradicting,
    repeated.older_differs,
    words.printed_differs,
    words.expected_as_attained,
    words.unknown_numbers,
)
_ORDER = tuple(Severity)


def check(story: StoryFigures) -> tuple[Finding, ...]:
    """Return what the rules find in the figures of a story: first what blocks, then what warns, then notes."""
    found = [finding for rule in RULES for finding in rule(story)]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
