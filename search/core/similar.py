"""Finds stories similar to one, each with the reason, by four searches in one request to the engine.

Same technique and industry; same technique in another industry; same industry with another technique; and, within the
same field, the same scale. Their results alternate, so that a story of a crowded field also shows other fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest

from search.core.clauses import AllOf, AnyOf, Between, Clause, Codes, Constant, Except, Nothing
from search.core.engine import EngineRequest, Order, SearchEngine
from search.core.facets import FACETS_BY_NAME
from search.core.query import NO_PRESETS, Choices, Presets, SearchQuery
from search.core.ranges import NARROWINGS, RANGES_BY_NAME
from search.core.record import Record

SCALES = ("energy", "co2", "water", "investment")
"""Amounts that show how large a project is; the first one that a story gives decides."""
ALL_STORIES = SearchQuery()
FACTOR = 3.0
"""The same scale: between a third and three times as much."""
SPECIFIC, GENERAL = 2.0, 1.0
"""Score of a shared code that stands below another, and of one that does not."""


class Likeness(StrEnum):
    """Why a story is similar, in the order in which the results alternate; scale comes last."""

    BOTH = "both"
    TECHNIQUE = "technique"
    INDUSTRY = "industry"
    SCALE = "scale"


@dataclass(frozen=True)
class Similar:
    """A similar story. `likeness`: why; `same_scale`: code of the amount of similar size, empty for none."""

    record: Record
    likeness: Likeness
    same_scale: str = ""


def similar(
    engine: SearchEngine, model: Record, limit: int, presets: Presets = NO_PRESETS, query: SearchQuery = ALL_STORIES
) -> list[Similar]:
    """Return at most `limit` stories, each once, never `model`, within the query's filters.

    Raises SearchUnavailable.
    """
    questions = _questions(model)
    within = _filters(presets.choices) + _filters(query.choices, widened=query.widened)
    requests = [
        EngineRequest(_others(one, model, within), _shared(model), Order.SCORE, limit=limit, with_total=False)
        for one in questions.values()
    ]
    responses = [[hit.record for hit in response.hits] for response in engine.search(requests)]
    alike = {record.id for record in responses[-1]}
    first: dict[str, Similar] = {}
    for record in chain.from_iterable(zip_longest(*responses)):
        if record is not None:
            scale = _scale_of(model) if record.id in alike else ""
            first.setdefault(record.id, Similar(record, _likeness(model, record), scale))
    return list(first.values())[:limit]


def _likeness(model: Record, record: Record) -> Likeness:
    """Compare the codes themselves: a story found by its scale may be of the same industry too."""
    technique = not set(_techniques(model)).isdisjoint(record.of("technique"))
    industry = not set(_industries(model)).isdisjoint(record.of("industry"))
    if technique and industry:
        return Likeness.BOTH
    if technique:
        return Likeness.TECHNIQUE
    return Likeness.INDUSTRY if industry else Likeness.SCALE


def _questions(model: Record) -> dict[Likeness, Clause]:
    technique, industry = _same("technique", _techniques(model)), _same("industry", _industries(model))
    return {
        Likeness.BOTH: AllOf((technique, industry)),
        Likeness.TECHNIQUE: Except(technique, industry),
        Likeness.INDUSTRY: Except(industry, technique),
        Likeness.SCALE: AllOf((_same_field(model), _same_scale(model))),
    }


def _filters(choices: Choices, *, widened: bool = False) -> list[Clause]:
    return [NARROWINGS[name].clause(codes, widened=widened) for name, codes in choices.items()]


def _others(clause: Clause, model: Record, within: list[Clause]) -> Clause:
    return Except(AllOf((clause, *within)), Codes("id", (model.id,)))


def _techniques(model: Record) -> tuple[str, ...]:
    """Return the most specific codes: T02.01, and T05 only where nothing below it is named."""
    codes = model.of("technique")
    above = {FACETS_BY_NAME["technique"].parent(code) for code in codes}
    return tuple(code for code in codes if code not in above)


def _industries(model: Record) -> tuple[str, ...]:
    """Return the industry groups, or the codes of GB/T 4754 where no group is known."""
    codes = model.of("industry")
    return tuple(code for code in codes if code.startswith("G")) or codes


def _same(facet: str, codes: tuple[str, ...]) -> Clause:
    return Codes(FACETS_BY_NAME[facet].index_field, codes) if codes else Nothing()


def _same_field(model: Record) -> Clause:
    return AnyOf((_same("technique", model.of("technique")), _same("industry", _industries(model))))


def _same_scale(model: Record) -> Clause:
    amount = _scale_of(model)
    if not amount:
        return Nothing()
    numbers = model.amounts[amount]
    return Between(RANGES_BY_NAME[amount].numbers(), numbers[-1] / FACTOR, numbers[-1] * FACTOR)


def _scale_of(model: Record) -> str:
    return next((code for code in SCALES if any(number > 0 for number in model.amounts.get(code, ()))), "")


def _shared(model: Record) -> Clause:
    """Return a clause that scores by the number of codes in common."""
    return AnyOf(tuple(_scores(model, ("technique", "industry"))) or (Nothing(),))


def _scores(model: Record, facets: Iterable[str]) -> Iterable[Clause]:
    for name in facets:
        facet = FACETS_BY_NAME[name]
        for code in model.of(name):
            yield Constant(Codes(facet.index_field, (code,)), SPECIFIC if facet.parent(code) else GENERAL)
