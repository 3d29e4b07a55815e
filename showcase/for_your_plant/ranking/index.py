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
    """A figure of one use that can be compared. `amount`: code of `showcase.effects.amounts`, which fixes the unit.

    `case`: key of the case that prints it, 0 where no page does.
    """

    amount: str
    value: float
    evidence: str
    case: int = 0


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
    """The range of an amount over plants that give it: of the same industry where `near`. `evidence`: grade, plants.

    `case`: key of the case whose figure it is, where one plant alone gives it on a page; else 0.
    """

    amount: str
    low: float
    high: float
    plants: int
    evidence: tuple[tuple[str, int], ...]
    near: bool
    case: int = 0


@dataclass(frozen=True, slots=True)
class Reports:
    """What is reported of one measure, whoever asks. `adopted`: the rows of the plants that adopted it.

    `measured` and `not_adopted`: numbers of plants as in `Support`; `machines`: on which it is used.
    """

    adopted: BitMap = _NONE
    measured: int = 0
    not_adopted: int = 0
    machines: frozenset[str] = frozenset()


_UNREPORTED = Reports()


@dataclass(frozen=True)
class UseIndex:
    """Measures with what is reported of them, and the rows of their uses: by industry, and by what they give.

    `machines`: industry → machines that plants of it name; `values` and `graded`: amount → row → number; amount →
    evidence → rows; `giving`: amount → all its rows; `cases`: amount → row → case.
    """

    measures: Mapping[int, Measure]
    reports: Mapping[int, Reports]
    industries: Mapping[str, BitMap]
    machines: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[int, float]]
    graded: Mapping[str, Mapping[str, BitMap]]
    giving: Mapping[str, BitMap]
    cases: Mapping[str, Mapping[int, int]]

    @classmethod
    def of(cls, measures: Iterable[Measure], uses: Iterable[Use]) -> UseIndex:
        """Make an index; uses of unknown measures are left out."""
        known = {measure.key: measure for measure in measures}
        return _made(known, list(_merged(use for use in uses if use.measure in known)))

    @property
    def size(self) -> int:
        """How many plants' uses of measures it holds."""
        return sum(len(found.adopted) + found.not_adopted for found in self.reports.values())

    def supported(self, plant: Plant) -> Iterator[tuple[Measure, Support]]:
        """Yield every measure with what is reported of it, seen from the plant."""
        near, own = self._near(plant), plant.features.machines
        for key, measure in self.measures.items():
            found = self.reports.get(key, _UNREPORTED)
            close = found.adopted.intersection_cardinality(near)
            elsewhere = len(found.adopted) - close
            yield measure, Support(close, elsewhere, found.measured, found.not_adopted, found.machines & own)

    def spreads(self, plant: Plant, measure: int) -> tuple[Spread, ...]:
        """Return the ranges of a measure's figures: of the plant's own industry where two give one, else of all."""
        adopted, near = self.reports.get(measure, _UNREPORTED).adopted, self._near(plant)
        return tuple(found for amount in self.values if (found := self._spread(amount, adopted, near)))

    def _spread(self, amount: str, adopted: BitMap, near: BitMap) -> Spread | None:
        giving = self.giving[amount] & adopted
        close = giving & near
        is_near = len(close) >= ENOUGH
        chosen = close if is_near else giving
        if not chosen:
            return None
        numbers = list(map(self.values[amount].__getitem__, chosen))
        counted = ((grade, chosen.intersection_cardinality(rows)) for grade, rows in self.graded[amount].items())
        evidence = tuple(sorted(((grade, count) for grade, count in counted if count), key=_most_first))
        case = self.cases[amount].get(chosen[0], 0) if len(numbers) == 1 else 0
        return Spread(amount, min(numbers), max(numbers), len(numbers), evidence, is_near, case)

    def _near(self, plant: Plant) -> BitMap:
        return BitMap.union(_NONE, *(self.industries.get(code, _NONE) for code in own_industry(plant)))


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
    of_measures: dict[int, list[tuple[int, Use]]] = defaultdict(list)
    industries: dict[str, list[int]] = defaultdict(list)
    machines: dict[str, set[str]] = defaultdict(set)
    for number, use in enumerate(uses):
        of_measures[use.measure].append((number, use))
        for code in use.features.industries:
            industries[code].append(number)
            machines[code] |= use.features.machines
    values, graded, cases = _figures(uses)
    return UseIndex(
        measures=measures,
        reports={key: _reports(some) for key, some in of_measures.items()},
        industries=_sets(industries),
        machines={code: frozenset(named) for code, named in machines.items()},
        values=values,
        graded=graded,
        giving={amount: BitMap(values[amount]) for amount in values},
        cases=cases,
    )


def _reports(uses: Sequence[tuple[int, Use]]) -> Reports:
    adopted = [(number, use) for number, use in uses if use.adopted]
    return Reports(
        adopted=BitMap(number for number, _use in adopted),
        measured=sum(any(one.evidence in _STRONG for one in _one_of_each(use.figures)) for _number, use in adopted),
        not_adopted=len(uses) - len(adopted),
        machines=frozenset().union(*(use.features.machines for _number, use in adopted)),
    )


def _figures(
    uses: Sequence[Use],
) -> tuple[dict[str, dict[int, float]], dict[str, dict[str, BitMap]], dict[str, dict[int, int]]]:
    """Return the numbers of the uses, their evidence, and the cases that print them, by amount."""
    values: dict[str, dict[int, float]] = defaultdict(dict)
    graded: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    cases: dict[str, dict[int, int]] = defaultdict(dict)
    for number, use in enumerate(uses):
        for figure in _one_of_each(use.figures):
            values[figure.amount][number] = figure.value
            graded[figure.amount][figure.evidence].append(number)
            cases[figure.amount][number] = figure.case
    ordered = {amount: values[amount] for amount in sorted(values)}
    return ordered, {amount: _sets(grades) for amount, grades in graded.items()}, cases


def _sets(keyed: Mapping[str, Iterable[int]]) -> dict[str, BitMap]:
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
