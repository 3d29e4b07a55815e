"""Reported uses in memory, as sets of rows, so that any plant is answered in milliseconds.

A row is one plant's use of one measure: what several stories say of it counts once. An index never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from showcase.choices import Evidence
from showcase.for_your_plant.ranking.facts import Features, Measure, Plant, Support
from showcase.for_your_plant.ranking.rules import own_industry
from showcase.for_your_plant.ranking.weights import ENOUGH

_NONE = BitMap()
_STRONG = (Evidence.VERIFIED, Evidence.METERED)


@dataclass(frozen=True, slots=True)
class UseFigure:
    """A figure of one use that can be compared. `amount`: code of `showcase.effects.amounts`, which fixes the unit."""

    amount: str
    value: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Use:
    """What one source says of a plant that used a measure, or (`adopted` false) tried and did not adopt it.

    `plant`: by which plants are counted, and nothing more.
    """

    measure: int
    plant: str
    features: Features
    figures: tuple[UseFigure, ...] = ()
    adopted: bool = True


@dataclass(frozen=True, slots=True)
class Spread:
    """The range of an amount over plants that give it: of the same industry where `near`. `evidence`: grade, plants."""

    amount: str
    low: float
    high: float
    plants: int
    evidence: tuple[tuple[str, int], ...]
    near: bool


@dataclass(frozen=True)
class UseIndex:
    """Measures, and the rows of their uses: by measure, by what the plant is, and by what it gives.

    `values` and `graded`: amount → row → number; amount → evidence → rows.
    """

    measures: Mapping[int, Measure]
    rows: Mapping[int, BitMap]
    industries: Mapping[str, BitMap]
    machines: Mapping[str, BitMap]
    declined: BitMap
    measured: BitMap
    values: Mapping[str, Mapping[int, float]]
    graded: Mapping[str, Mapping[str, BitMap]]

    @classmethod
    def of(cls, measures: Iterable[Measure], uses: Iterable[Use]) -> UseIndex:
        """Make an index; uses of unknown measures are left out."""
        known = {measure.key: measure for measure in measures}
        return _made(known, list(_merged(use for use in uses if use.measure in known)))

    def supported(self, plant: Plant) -> Iterator[tuple[Measure, Support]]:
        """Yield every measure with what is reported of it, seen from the plant."""
        near = self._near(plant)
        named = [(code, self.machines[code]) for code in sorted(plant.features.machines) if code in self.machines]
        for key, measure in self.measures.items():
            yield measure, self._support(self.rows.get(key, _NONE), near, named)

    def _support(self, rows: BitMap, near: BitMap, named: Sequence[tuple[str, BitMap]]) -> Support:
        if not rows:
            return Support()
        adopted = rows - self.declined
        close = adopted.intersection_cardinality(near)
        return Support(
            near=close,
            elsewhere=len(adopted) - close,
            measured=adopted.intersection_cardinality(self.measured),
            not_adopted=len(rows) - len(adopted),
            machines=frozenset(code for code, users in named if adopted.intersect(users)),
        )

    def spreads(self, plant: Plant, measure: int) -> tuple[Spread, ...]:
        """Return the ranges of a measure's figures: of the plant's own industry where two give one, else of all."""
        adopted, near = self.rows.get(measure, _NONE) - self.declined, self._near(plant)
        return tuple(found for amount in self.values if (found := self._spread(amount, adopted, near)))

    def _spread(self, amount: str, adopted: BitMap, near: BitMap) -> Spread | None:
        graded, values = self.graded[amount], self.values[amount]
        giving = BitMap.union(_NONE, *graded.values()) & adopted
        close = giving & near
        is_near = len(close) >= ENOUGH
        chosen = close if is_near else giving
        if not chosen:
            return None
        numbers = [values[row] for row in chosen]
        counted = ((grade, chosen.intersection_cardinality(rows)) for grade, rows in graded.items())
        evidence = tuple(sorted(((grade, count) for grade, count in counted if count), key=_most_first))
        return Spread(amount, min(numbers), max(numbers), len(numbers), evidence, is_near)

    def users(self, industries: Iterable[str]) -> BitMap:
        """Return the rows of plants in one of these industries."""
        return BitMap.union(_NONE, *(self.industries.get(code, _NONE) for code in industries))

    def _near(self, plant: Plant) -> BitMap:
        return self.users(own_industry(plant))


def _merged(uses: Iterable[Use]) -> Iterator[Use]:
    """Yield one use for each measure and plant; adopted where one source says so."""
    found: dict[tuple[int, str], list[Use]] = defaultdict(list)
    for use in uses:
        found[use.measure, use.plant].append(use)
    for some in found.values():
        adopted = [use for use in some if use.adopted]
        yield some[0] if len(some) == 1 else _joined(adopted or some)


def _joined(uses: Sequence[Use]) -> Use:
    features = [use.features for use in uses]
    both = Features(
        industries=frozenset().union(*(one.industries for one in features)),
        machines=frozenset().union(*(one.machines for one in features)),
    )
    figures = tuple(figure for use in uses for figure in use.figures)
    return Use(uses[0].measure, uses[0].plant, both, figures, uses[0].adopted)


def _made(measures: Mapping[int, Measure], uses: Sequence[Use]) -> UseIndex:
    """Number the uses and lay them out as sets of their numbers."""
    rows, industries, machines = defaultdict(list), defaultdict(list), defaultdict(list)
    values: dict[str, dict[int, float]] = defaultdict(dict)
    graded: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    measured, declined = BitMap(), BitMap()
    for number, use in enumerate(uses):
        rows[use.measure].append(number)
        for code in use.features.industries:
            industries[code].append(number)
        for code in use.features.machines:
            machines[code].append(number)
        if not use.adopted:
            declined.add(number)
        for figure in _one_of_each(use.figures):
            values[figure.amount][number] = figure.value
            graded[figure.amount][figure.evidence].append(number)
            if figure.evidence in _STRONG:
                measured.add(number)
    return UseIndex(
        measures=measures,
        rows=_sets(rows),
        industries=_sets(industries),
        machines=_sets(machines),
        declined=declined,
        measured=measured,
        values={amount: values[amount] for amount in sorted(values)},
        graded={amount: _sets(grades) for amount, grades in graded.items()},
    )


def _sets(keyed: Mapping) -> dict:
    return {key: BitMap(numbers) for key, numbers in keyed.items()}


def _one_of_each(figures: Iterable[UseFigure]) -> Iterator[UseFigure]:
    """Yield one figure of each amount, the best known, of equals the smallest: a plant counts once."""
    best: dict[str, UseFigure] = {}
    for figure in sorted(figures, key=lambda one: (_grade(one.evidence), one.value, one.evidence)):
        best.setdefault(figure.amount, figure)
    yield from best.values()


def _grade(evidence: str) -> int:
    return list(Evidence).index(Evidence(evidence))


def _most_first(pair: tuple[str, int]) -> tuple[int, int]:
    return -pair[1], _grade(pair[0])
