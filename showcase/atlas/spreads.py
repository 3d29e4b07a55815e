"""How the figures of a term's cases spread: quartiles with the number of plants they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from django.utils.translation import get_language

from portal.caching.content_version import kept_each
from showcase.effects.amounts import AMOUNTS, amount_of, compares
from showcase.effects.display import format_quantity
from showcase.effects.models import Effect
from showcase.effects.rows import COMPARED_IN, four_digits
from showcase.stories.coded import CodedStory, of_kinds
from showcase.stories.relations import StoryEnterprise

FEWEST = 5
"""Plants from which on quartiles say something; of fewer the cases themselves are the list."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of one amount, as text with unit. `label`: what is measured; `plants`: how many."""

    label: str
    plants: int
    smallest: str
    lower: str
    middle: str
    upper: str
    largest: str


# Key of a case → code of an amount → its strongest number; invented enterprises left out.
Numbers = Mapping[int, Mapping[str, float]]


def spreads_of(stories: Sequence[CodedStory]) -> tuple[Spread, ...]:
    """Return a spread for each amount that at least five cases publish, in the order of the amounts."""
    numbers: Numbers = kept_each("atlas.numbers", "", read_numbers)
    found: dict[str, list[float]] = defaultdict(list)
    for story in of_kinds(stories, "case"):
        for code, number in numbers.get(story.page_id, {}).items():
            found[code].append(number)
    return tuple(_spread(code, found[code]) for code in AMOUNTS if len(found[code]) >= FEWEST)


def quartiles(numbers: Iterable[float]) -> tuple[float, float, float]:
    """Return the three quartiles of at least two numbers, the ends counted in (as spreadsheets do); pure."""
    lower, middle, upper = quantiles(numbers, n=4, method="inclusive")
    return lower, middle, upper


def read_numbers() -> dict[int, dict[str, float]]:
    """Return the strongest attained number of each amount of every story; callers look public ones up."""
    invented = set(StoryEnterprise.objects.filter(enterprise__is_example=True).values_list("page_id", flat=True))
    rows: dict[int, list[Effect]] = defaultdict(list)
    for effect in Effect.objects.filter(aside=False, comparable_value__isnull=False).exclude(page__in=invented):
        if compares(effect):
            rows[effect.page_id].append(effect)
    return {page: _strongest(effects) for page, effects in rows.items()}


def _strongest(effects: Iterable[Effect]) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for effect in effects:
        amount = amount_of(effect)
        if amount and effect.comparable_value is not None:
            found[amount.code].append(effect.comparable_value)
    strongest = {code: AMOUNTS[code].strongest(numbers) for code, numbers in found.items()}
    return {code: number for code, number in strongest.items() if number is not None}


def _spread(code: str, numbers: Sequence[float]) -> Spread:
    amount = AMOUNTS[code]
    unit, per = COMPARED_IN[amount.unit]
    ends = (min(numbers), *quartiles(numbers), max(numbers))
    plain = [four_digits(number) for number in ends]
    texts = [format_quantity(number, number, unit, per, get_language() or "zh-hans") for number in plain]
    smallest, lower, middle, upper, largest = texts
    return Spread(str(amount.quantities[0].label), len(numbers), smallest, lower, middle, upper, largest)
