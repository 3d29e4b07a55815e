"""The one plan of a search, for both engines: which tier, which hits, which counts.

The tier is chosen from the text and the finder's presets alone, never from the reader's choices: these only narrow a
set that is fixed. A facet's counts apply every other facet's choice. The strict tier is asked first, with all that the
page needs; only where it is empty is the next one asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.clauses import AllOf, Clause, Everything, Except, Nothing
from search.counting import facet_counts, field_of, own_ranges, range_counts, range_fields
from search.engines.base import Answer, Ask, Order, SearchEngine
from search.expansion import NO_EXPANSION, Expansion, Vocabulary
from search.matching import match_text
from search.query import NO_PRESETS, Choices, Presets, SearchQuery
from search.ranges import NARROWINGS
from search.results import Hit, SearchResults, Tier

FILL_TO = 10
"""The last page is filled to this many hits with related ones."""

ORDERS: dict[str, tuple[Order, Order]] = {
    "date": (Order.DATE, Order.DATE),
    "saving": (Order.ENERGY, Order.ENERGY_EVERY),
    "payback": (Order.PAYBACK, Order.PAYBACK_EVERY),
}
"""Order → over the figures that compare, and over all of them. Any other is by score."""


@dataclass(frozen=True)
class _Wanted:
    """What a query asks before its filters: tiers, strictest first, how records rank, and what *related* may match."""

    tiers: tuple[tuple[Tier, Clause], ...]
    rank: Clause | None = None
    loosest: Clause | None = None
    expansion: Expansion = NO_EXPANSION


@dataclass(frozen=True)
class _Plan:
    """A query, what it wants, and the finder it stands in."""

    query: SearchQuery
    presets: Presets
    wanted: _Wanted

    @property
    def sort(self) -> str:
        """The order in force: the reader's, else the finder's; without anything to score there is no relevance."""
        named = self.query.sort or self.presets.sort or "relevance"
        return "date" if named == "relevance" and self.wanted.rank is None else named

    @property
    def order(self) -> Order:
        return ORDERS[self.sort][self.query.widened] if self.sort in ORDERS else Order.SCORE

    def within_presets(self, clause: Clause) -> Clause:
        return AllOf((clause, *self._filters(self.presets.choices)))

    def choices(self, leaving_out: str = "") -> tuple[Clause, ...]:
        """Every choice, or every choice but one facet's."""
        return self._filters({name: codes for name, codes in self.query.choices.items() if name != leaving_out})

    def asks(self, clause: Clause) -> list[Ask]:
        """All that a page asks over a tier: the page, each facet with a choice, each range of the reader's own.

        Last, where anything is chosen, the match set before that: its counts tell which ranges are worth offering.
        All share one clause to match.
        """
        match = self.within_presets(clause)
        held = [
            Ask(match, facets=(field_of(name, self.query),), filters=self.choices(name)) for name in self.query.choices
        ]
        own = [
            Ask(match, filters=(*self.choices(name), *self._filters({name: (code,)})))
            for name, code in own_ranges(self.query)
        ]
        before = [Ask(match, facets=range_fields(self.query))] if self.query.filtered else []
        return [self._page_ask(match), *held, *own, *before]

    def _page_ask(self, match: Clause) -> Ask:
        free = tuple(field_of(name, self.query) for name in NARROWINGS if name not in self.query.choices)
        offset = (self.query.page - 1) * self.query.per_page
        return Ask(match, self.wanted.rank, self.order, offset, self.query.per_page, free, self.choices())

    def _filters(self, choices: Choices) -> tuple[Clause, ...]:
        return tuple(NARROWINGS[name].clause(codes, widened=self.query.widened) for name, codes in choices.items())


@dataclass(frozen=True)
class _Settled:
    """The tier that holds, its clause, and the answers to the asks of a page over it."""

    tier: Tier
    clause: Clause
    answers: Sequence[Answer]

    @property
    def match_set(self) -> Answer:
        """Of the text and the presets alone."""
        return self.answers[-1]


def search(
    engine: SearchEngine, query: SearchQuery, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> SearchResults:
    """Answer a query. Raises SearchUnavailable alone; a page beyond the last has no hits (`page_exists`)."""
    plan = _Plan(query, presets, _wanted(query, vocabulary))
    settled = _settle(engine, plan)
    main, held = settled.answers[0], 1 + len(query.choices)
    own = settled.answers[held : held + len(own_ranges(query))]
    results = SearchResults(
        query=query,
        total=main.total,
        tier=settled.tier,
        hits=tuple(Hit(found.record, found.score) for found in main.hits),
        related=(),
        facets=facet_counts(query, settled.answers[:held]),
        ranges=range_counts(query, settled.answers[:held], own, settled.match_set),
        expansion=plan.wanted.expansion,
        sort=plan.sort,
    )
    return replace(results, related=_related(engine, plan, settled, results))


def every_hit(
    engine: SearchEngine, query: SearchQuery, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> Iterator[Hit]:
    """The whole match set of a query, in its order, whatever page it asks for; related hits are no part of it.

    Raises SearchUnavailable, also midway.
    """
    plan = _Plan(query, presets, _wanted(query, vocabulary))
    settled = _settle(engine, plan)
    match = plan.within_presets(settled.clause)
    for found in engine.walk(Ask(match, plan.wanted.rank, plan.order, filters=plan.choices())):
        yield Hit(found.record, found.score)


def strict_totals(
    engine: SearchEngine,
    query: SearchQuery,
    texts: Sequence[str],
    presets: Presets = NO_PRESETS,
    vocabulary: Vocabulary | None = None,
) -> list[int]:
    """How many records each of these texts matches in every part, within the presets, in place of the query's own."""
    plans = [_Plan(query, presets, _wanted(replace(query, text=text), vocabulary)) for text in texts]
    asks = [Ask(plan.within_presets(plan.wanted.tiers[0][1])) for plan in plans]
    return [answer.total for answer in engine.ask(asks)] if asks else []


def totals(
    engine: SearchEngine,
    results: SearchResults,
    queries: Sequence[SearchQuery],
    presets: Presets = NO_PRESETS,
    vocabulary: Vocabulary | None = None,
) -> list[int]:
    """The totals of queries that differ from that of the results in their choices alone."""
    wanted = _wanted(results.query, vocabulary)
    clause = dict(wanted.tiers).get(results.tier, Nothing())
    match = _Plan(results.query, presets, wanted).within_presets(clause)
    asks = [Ask(match, filters=_Plan(query, presets, wanted).choices()) for query in queries]
    return [answer.total for answer in engine.ask(asks)] if asks else []


def _wanted(query: SearchQuery, vocabulary: Vocabulary | None) -> _Wanted:
    if not query.text:
        return _Wanted(((Tier.BROWSE, Everything()),))
    matching = match_text(query.text, None if query.typed else vocabulary)
    if not matching.tiers:
        return _Wanted(((Tier.NOTHING, Nothing()),), expansion=matching.expansion)
    return _Wanted(matching.tiers, matching.rank, matching.loosest, matching.expansion)


def _settle(engine: SearchEngine, plan: _Plan) -> _Settled:
    """The first tier whose match set is not empty; the strictest where all are."""
    for tier, clause in plan.wanted.tiers:
        settled = _Settled(tier, clause, engine.ask(plan.asks(clause)))
        if settled.match_set.total or len(plan.wanted.tiers) == 1:
            return settled
    return replace(settled, tier=Tier.NOTHING)


def _related(engine: SearchEngine, plan: _Plan, settled: _Settled, results: SearchResults) -> tuple[Hit, ...]:
    room = FILL_TO - len(results.hits)
    exhausted = settled.tier in (Tier.ANY, Tier.NOTHING) or plan.wanted.loosest is None
    if exhausted or room <= 0 or not results.is_last_page:
        return ()
    match = Except(plan.within_presets(plan.wanted.loosest or Nothing()), settled.clause)
    wanted = Ask(match, plan.wanted.rank, Order.SCORE, limit=room, filters=plan.choices(), with_total=False)
    (answer,) = engine.ask([wanted])
    return tuple(Hit(found.record, found.score, related=True) for found in answer.hits)
