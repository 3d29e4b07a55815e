"""The plan of a search, the same for both engines: which tier, which hits, which counts.

The tier is chosen from the text and the finder's presets alone, never from the reader's choices: these only narrow a
set that is fixed. A facet's counts apply every other facet's choice. The strict tier is tried first, with all that the
page needs; only where it is empty is the next one tried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.core.clauses import AllOf, AnyOf, Clause, Codes, Constant, Everything, Except, Nothing, Term
from search.core.counting import facet_counts, field_of, own_ranges, range_counts, range_fields
from search.core.engine import EngineRequest, EngineResponse, Order, SearchEngine
from search.core.fields import CONFIRMED, IS_CONFIRMED
from search.core.matching import match_text
from search.core.query import NO_PRESETS, Choices, Presets, SearchQuery
from search.core.ranges import NARROWINGS
from search.core.results import LOOSE, Hit, SearchResults, Tier
from search.text.expansion import NO_EXPANSION, Expansion, Vocabulary

FILL_TO = 10
"""The last page is filled with related hits up to this number."""

IN_TIME = Constant(Term(CONFIRMED, IS_CONFIRMED), 1.0)
"""Scores every record that is not overdue: an overdue one comes after those that match about as well."""

ORDERS: dict[str, tuple[Order, Order]] = {
    "date": (Order.DATE, Order.DATE),
    "saving": (Order.ENERGY, Order.ENERGY_EVERY),
    "payback": (Order.PAYBACK, Order.PAYBACK_EVERY),
}
"""Order → (over the figures that compare, over all of them). Any other order is by score."""


@dataclass(frozen=True)
class _QueryClauses:
    """The clauses of a query before its filters.

    `tiers`: strictest first; `rank`: how records are scored; `loosest`: what *related* hits must match.
    """

    tiers: tuple[tuple[Tier, Clause], ...]
    rank: Clause | None = None
    loosest: Clause | None = None
    expansion: Expansion = NO_EXPANSION


@dataclass(frozen=True)
class _Plan:
    """A query, its clauses, and the presets of the finder it is shown on."""

    query: SearchQuery
    presets: Presets
    clauses: _QueryClauses

    @property
    def sort(self) -> str:
        """The order in force: the reader's, else the finder's; without anything to score there is no relevance."""
        named = self.query.sort or self.presets.sort or "relevance"
        return "date" if named == "relevance" and self.clauses.rank is None else named

    @property
    def order(self) -> Order:
        return ORDERS[self.sort][self.query.widened] if self.sort in ORDERS else Order.SCORE

    def within_presets(self, clause: Clause) -> Clause:
        return AllOf((clause, *self._filters(self.presets.choices)))

    def choices(self, leaving_out: str = "") -> tuple[Clause, ...]:
        """Return the filters of every choice, or of every choice but one facet's."""
        return self._filters({name: codes for name, codes in self.query.choices.items() if name != leaving_out})

    def requests(self, clause: Clause) -> list[EngineRequest]:
        """Return all requests of a page over a tier: the page, each facet with a choice, each range not predefined.

        The last one, where anything is chosen, is the match set before that: its counts show which ranges are worth
        offering. All share one clause to match.
        """
        match = self.within_presets(clause)
        held = [
            EngineRequest(match, facets=(field_of(name, self.query),), filters=self.choices(name))
            for name in self.query.choices
        ]
        own = [
            EngineRequest(match, filters=(*self.choices(name), *self._filters({name: (code,)})))
            for name, code in own_ranges(self.query)
        ]
        before = [EngineRequest(match, facets=range_fields(self.query))] if self.query.filtered else []
        return [self._page_request(match), *held, *own, *before]

    def _page_request(self, match: Clause) -> EngineRequest:
        free = tuple(field_of(name, self.query) for name in NARROWINGS if name not in self.query.choices)
        offset = (self.query.page - 1) * self.query.per_page
        return EngineRequest(match, self.clauses.rank, self.order, offset, self.query.per_page, free, self.choices())

    def _filters(self, choices: Choices) -> tuple[Clause, ...]:
        return tuple(NARROWINGS[name].clause(codes, widened=self.query.widened) for name, codes in choices.items())


@dataclass(frozen=True)
class _ChosenTier:
    """The tier that was chosen, its clause, and the responses to the requests of a page over it."""

    tier: Tier
    clause: Clause
    responses: Sequence[EngineResponse]

    @property
    def match_set(self) -> EngineResponse:
        """Of the text and the presets alone."""
        return self.responses[-1]


def search(
    engine: SearchEngine, query: SearchQuery, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> SearchResults:
    """Answer a query. Raises SearchUnavailable only; a page beyond the last has no hits (`page_exists`)."""
    plan = _Plan(query, presets, _clauses_of(query, vocabulary))
    chosen = _choose_tier(engine, plan)
    main, held = chosen.responses[0], 1 + len(query.choices)
    own = chosen.responses[held : held + len(own_ranges(query))]
    results = SearchResults(
        query=query,
        total=main.total,
        tier=chosen.tier,
        hits=tuple(Hit(hit.record, hit.score) for hit in main.hits),
        related=(),
        facets=facet_counts(query, chosen.responses[:held]),
        ranges=range_counts(query, chosen.responses[:held], own, chosen.match_set),
        expansion=plan.clauses.expansion,
        sort=plan.sort,
    )
    return replace(results, related=_related(engine, plan, chosen, results))


def every_hit(
    engine: SearchEngine, query: SearchQuery, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> Iterator[Hit]:
    """Yield all results of a query in its order, whatever its page. What matches in part is no result.

    Raises SearchUnavailable, also midway.
    """
    plan = _Plan(query, presets, _clauses_of(query, vocabulary))
    chosen = _choose_tier(engine, plan)
    if chosen.tier in LOOSE:
        return
    match = plan.within_presets(chosen.clause)
    for hit in engine.walk(EngineRequest(match, plan.clauses.rank, plan.order, filters=plan.choices())):
        yield Hit(hit.record, hit.score)


def strict_totals(
    engine: SearchEngine,
    query: SearchQuery,
    texts: Sequence[str],
    presets: Presets = NO_PRESETS,
    vocabulary: Vocabulary | None = None,
) -> list[int]:
    """Return for each text how many records match all its parts within the presets.

    Each text replaces that of the query.
    """
    plans = [_Plan(query, presets, _clauses_of(replace(query, text=text), vocabulary)) for text in texts]
    requests = [EngineRequest(plan.within_presets(plan.clauses.tiers[0][1])) for plan in plans]
    return [response.total for response in engine.search(requests)] if requests else []


def totals(
    engine: SearchEngine,
    results: SearchResults,
    queries: Sequence[SearchQuery],
    presets: Presets = NO_PRESETS,
    vocabulary: Vocabulary | None = None,
) -> list[int]:
    """Return the totals of queries that differ from that of the results in their choices only."""
    clauses = _clauses_of(results.query, vocabulary)
    clause = dict(clauses.tiers).get(results.tier, Nothing())
    match = _Plan(results.query, presets, clauses).within_presets(clause)
    requests = [EngineRequest(match, filters=_Plan(query, presets, clauses).choices()) for query in queries]
    return [response.total for response in engine.search(requests)] if requests else []


def strict_matches(
    engine: SearchEngine,
    query: SearchQuery,
    ids: Sequence[str],
    presets: Presets = NO_PRESETS,
    vocabulary: Vocabulary | None = None,
) -> tuple[str, ...]:
    """Return those of these ids whose records match every part of the text, the presets and all choices.

    Raises SearchUnavailable.
    """
    if not ids:
        return ()
    plan = _Plan(query, presets, _clauses_of(query, vocabulary))
    match = AllOf((plan.within_presets(plan.clauses.tiers[0][1]), Codes("id", tuple(ids))))
    request = EngineRequest(match, limit=len(ids), order=Order.DATE, filters=plan.choices(), with_total=False)
    (response,) = engine.search([request])
    return tuple(hit.record.id for hit in response.hits)


def _clauses_of(query: SearchQuery, vocabulary: Vocabulary | None) -> _QueryClauses:
    if not query.text:
        return _QueryClauses(((Tier.BROWSE, Everything()),))
    matching = match_text(query.text, None if query.typed else vocabulary)
    if not matching.tiers:
        return _QueryClauses(((Tier.NOTHING, Nothing()),), expansion=matching.expansion)
    rank = AnyOf((matching.rank, IN_TIME))
    return _QueryClauses(matching.tiers, rank, matching.loosest, matching.expansion)


def _choose_tier(engine: SearchEngine, plan: _Plan) -> _ChosenTier:
    """Return the first tier whose match set is not empty; `NOTHING` where all are."""
    for tier, clause in plan.clauses.tiers:
        chosen = _ChosenTier(tier, clause, engine.search(plan.requests(clause)))
        if chosen.match_set.total or len(plan.clauses.tiers) == 1:
            return chosen
    return replace(chosen, tier=Tier.NOTHING)


def _related(engine: SearchEngine, plan: _Plan, chosen: _ChosenTier, results: SearchResults) -> tuple[Hit, ...]:
    room = FILL_TO - len(results.hits)
    exhausted = chosen.tier in (Tier.ANY, Tier.NOTHING) or plan.clauses.loosest is None
    if exhausted or room <= 0 or not results.is_last_page:
        return ()
    match = Except(plan.within_presets(plan.clauses.loosest or Nothing()), chosen.clause)
    request = EngineRequest(match, plan.clauses.rank, Order.SCORE, limit=room, filters=plan.choices(), with_total=False)
    (response,) = engine.search([request])
    return tuple(Hit(hit.record, hit.score, related=True) for hit in response.hits)
