"""The one ranking: measures for a plant, and plants like a plant, by what they have in common and what is reported.

Pure. Points are whole numbers, the sum of the reasons and nothing else, so no place is without its reasons. What the
property tests hold: the order of the input changes nothing; a further machine of the plant that fits a measure never
takes points from it, nor lifts above it a measure which that machine does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable

from showcase.for_your_plant.ranking.choices import Carrier, Why
from showcase.for_your_plant.ranking.facts import Features, Level, Measure, Plant, Ranked, Reason, Support
from showcase.for_your_plant.ranking.weights import BY_LEVEL, ENOUGH, WEIGHTS, steps
from showcase.vocabulary.ancestry import is_industry_group

_LEVELS = {5: Level.CLASS, 4: Level.GROUP, 3: Level.DIVISION}
_ORDER = tuple(Level)


def rank_measures(plant: Plant, measures: Iterable[tuple[Measure, Support]]) -> tuple[Ranked, ...]:
    """Return the measures that fit the plant, each with its reasons, what most speaks for first.

    One that fits nothing the plant has is left out, and so is one whose remarks outweigh what speaks for it.
    """
    ranked = (Ranked(measure.key, _reasons(plant, measure, support)) for measure, support in measures)
    return _in_order(one for one in ranked if _fits(plant, one))


def rank_plants(plant: Plant, others: Iterable[tuple[int, Features]]) -> tuple[Ranked, ...]:
    """Return the plants like the plant, the nearest first.

    They have a machine, a product, or a division of GB/T 4754 in common: an industry group holds too much, and every
    plant has a compressor.
    """
    ranked = (Ranked(key, shared(plant, features)) for key, features in others)
    return _in_order(one for one in ranked if _is_like(one))


def _is_like(one: Ranked) -> bool:
    near = (reason for reason in one.reasons if reason.why is Why.INDUSTRY)
    return one.has(Why.MACHINE, Why.PRODUCT) or any(reason.points >= BY_LEVEL[Level.DIVISION] for reason in near)


def _in_order(ranked: Iterable[Ranked]) -> tuple[Ranked, ...]:
    return tuple(sorted(ranked, key=lambda one: (-one.points, one.key)))


def _fits(plant: Plant, one: Ranked) -> bool:
    """Say whether a measure is to be shown: a carrier alone is enough only where no industry or machine is named."""
    named = plant.features.industries or plant.features.machines
    carriers = () if named else (Why.CARRIER,)
    fitting = one.has(Why.MACHINE, Why.COMMON_MACHINE, Why.INDUSTRY, Why.EVERY_INDUSTRY, Why.REPORTED_NEAR, *carriers)
    return fitting and one.points > 0


def _reasons(plant: Plant, measure: Measure, support: Support) -> tuple[Reason, ...]:
    """Return what speaks for a measure at the plant and what the reader should know, in this order."""
    own = measure.features
    both = Features(own.industries, own.machines | support.machines, own.carriers)
    common = shared(plant, both)
    everywhere = measure.every_industry and not any(reason.why is Why.INDUSTRY for reason in common)
    reports, home = support.near + support.elsewhere, own_industry(plant)
    found = (
        *common,
        _reason(Why.EVERY_INDUSTRY) if everywhere else None,
        _reported(Why.REPORTED_NEAR, support.near, home),
        _reported(Why.REPORTED_ELSEWHERE, support.elsewhere, home),
        _reason(Why.MEASURED, count=support.measured) if support.measured else None,
        _reason(Why.FEW, count=reports) if reports < ENOUGH else None,
        _reason(Why.NOT_ADOPTED, count=support.not_adopted) if support.not_adopted else None,
        _lacking(Why.OTHER_MACHINES, own.machines, both.machines, plant.features.machines),
        _lacking(Why.OTHER_CARRIERS, own.carriers, own.carriers, plant.features.carriers),
    )
    return tuple(reason for reason in found if reason is not None)


def shared(plant: Plant, other: Features) -> tuple[Reason, ...]:
    """Return what a plant has in common with something else: the rule for measures and for plants."""
    own = plant.features
    machines, products = own.machines & other.machines, own.products & other.products
    carriers = [carrier for carrier in Carrier if carrier in own.carriers & other.carriers]
    share = sum(map(plant.share, carriers))
    largest = round(WEIGHTS[Why.LARGE_CARRIER].points * share)
    found = (
        _several(Why.MACHINE, machines - plant.common),
        _several(Why.COMMON_MACHINE, machines & plant.common),
        _several(Why.PRODUCT, products),
        _nearest(own.industries & other.industries),
        _reason(Why.CARRIER, codes=carriers) if carriers else None,
        Reason(Why.LARGE_CARRIER, largest, tuple(carriers), round(100 * share)) if largest else None,
        _reason(Why.SIZE, codes=(own.size,)) if own.size and own.size == other.size else None,
    )
    return tuple(reason for reason in found if reason is not None)


def level_of(code: str) -> Level | None:
    """Return what an industry code names; None for a section letter, which is too wide to say anything."""
    return Level.INDUSTRY_GROUP if is_industry_group(code) else _LEVELS.get(len(code))


def own_industry(plant: Plant) -> tuple[str, ...]:
    """Return the codes in which another plant is of the same industry: divisions, else the industry groups named."""
    codes = sorted(plant.features.industries)
    divisions = tuple(code for code in codes if level_of(code) is Level.DIVISION)
    return divisions or tuple(code for code in codes if level_of(code) is Level.INDUSTRY_GROUP)


def _nearest(codes: Iterable[str]) -> Reason | None:
    """Return the reason of the narrowest industry in common."""
    levels = sorted((_ORDER.index(level), code) for code in codes if (level := level_of(code)))
    if not levels:
        return None
    place, code = levels[0]
    return Reason(Why.INDUSTRY, BY_LEVEL[_ORDER[place]], (code,))


def _reason(why: Why, codes: Iterable[str] = (), count: int = 0) -> Reason:
    return Reason(why, WEIGHTS[why].points, tuple(codes), count)


def _several(why: Why, codes: frozenset[str]) -> Reason | None:
    """Return a reason that weighs as often as there are codes."""
    return Reason(why, WEIGHTS[why].points * len(codes), tuple(sorted(codes)), len(codes)) if codes else None


def _reported(why: Why, plants: int, home: tuple[str, ...]) -> Reason | None:
    """Return what reports weigh; `home`: the plant's own industry, which the words name."""
    return Reason(why, WEIGHTS[why].points * steps(plants), home, plants) if plants else None


def _lacking(why: Why, named: frozenset, known: frozenset, own: frozenset) -> Reason | None:
    """Return the remark that a measure is for others than the plant named; none where it named none, or one fits."""
    if not named or not own or known & own:
        return None
    return _reason(why, codes=sorted(named))
