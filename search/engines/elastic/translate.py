"""Translates clauses one to one into query objects of elasticsearch.dsl; no text ever reaches a query parser."""

from collections.abc import Sequence
from typing import Any

from elasticsearch.dsl import query as dsl

from search.core.clauses import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    Codes,
    Constant,
    Everything,
    Except,
    Phrase,
    Term,
    Weighted,
)


def query_of(clause: Clause) -> dsl.Query:
    """Return the query that matches, and scores, what the clause says."""
    match clause:
        case Term() | Phrase():
            return _tokens(clause, 1.0)
        case Weighted(Term() | Phrase() as part, weight):
            return _tokens(part, weight)
        case Weighted() | Constant():
            return _scored(clause)
        case AllOf() | AnyOf() | Except():
            return _combined(clause)
        case Codes() | Between():
            return _valued(clause)
    return dsl.MatchAll() if isinstance(clause, Everything) else dsl.MatchNone()


class Ready(dsl.Query):
    """A query whose body was built before: a page searches a dozen times for the same matches."""

    name = "ready"

    def __init__(self, clause: Clause) -> None:
        super().__init__()
        self._body = query_of(clause).to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the body that was built."""
        return self._body


def filtered(match: dsl.Query, filters: Sequence[Clause], rank: Clause | None) -> dsl.Query:
    """Match records of `match` and every filter, scored by `rank` alone; without it not scored."""
    within = [match, *map(query_of, filters)]
    return dsl.Bool(filter=within) if rank is None else dsl.Bool(filter=within, should=[query_of(rank)])


def _tokens(clause: Term | Phrase, boost: float) -> dsl.Query:
    match clause:
        case Term(field, token):
            return dsl.Term(field, {"value": token, "boost": boost})
        case Phrase(field, tokens):
            return dsl.MatchPhrase(field, {"query": " ".join(tokens), "boost": boost})


def _valued(clause: Codes | Between) -> dsl.Query:
    match clause:
        case Codes(field, codes):
            return dsl.Terms(field, list(codes))
        case Between(field, low, high):
            ends = {"gte": low, "lte": high}
            return dsl.Range(field, {name: end for name, end in ends.items() if end is not None})


def _scored(clause: Weighted | Constant) -> dsl.Query:
    match clause:
        case Weighted(part, weight):
            return dsl.Bool(must=[query_of(part)], boost=weight)
        case Constant(part, score):
            return dsl.ConstantScore(filter=query_of(part), boost=score)


def _combined(clause: AllOf | AnyOf | Except) -> dsl.Query:
    match clause:
        case AllOf(parts):
            return dsl.Bool(must=[query_of(part) for part in parts]) if parts else dsl.MatchAll()
        case AnyOf(parts, at_least):
            some = [query_of(part) for part in parts]
            return dsl.Bool(should=some, minimum_should_match=at_least) if len(some) >= at_least else dsl.MatchNone()
        case Except(part, excluded):
            return dsl.Bool(must=[query_of(part)], must_not=[query_of(excluded)])
