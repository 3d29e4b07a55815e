"""Translates clauses one to one into query objects of tantivy; its own parser is not used (5,000 brackets crash it)."""

from collections.abc import Sequence
from math import inf

from tantivy import FieldType, Occur, Query, Schema

from search.core.clauses import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    Codes,
    Constant,
    Everything,
    Except,
    Nothing,
    Phrase,
    Term,
    Weighted,
)


def query_of(schema: Schema, clause: Clause) -> Query:
    """Return the query that matches, and scores, what the clause says."""
    match clause:
        case Term(field, token):
            query = Query.term_query(schema, field, token)
        case Phrase(field, tokens):
            query = Query.phrase_query(schema, field, list(tokens))
        case Codes(field, codes):
            query = Query.term_set_query(schema, field, list(codes))
        case Between(field, low, high):
            ends = -inf if low is None else low, inf if high is None else high
            query = Query.range_query(schema, field, FieldType.Float, *ends)
        case Weighted(part, weight):
            query = Query.boost_query(query_of(schema, part), weight)
        case Constant(part, score):
            query = Query.const_score_query(query_of(schema, part), score)
        case _:
            query = _combined(schema, clause)
    return query


def filtered(match: Query, rank: Query) -> Query:
    """Match records of `match`, scored by `rank` alone."""
    return Query.boolean_query([(Occur.Must, Query.const_score_query(match, 0.0)), (Occur.Should, rank)])


def narrowed(schema: Schema, match: Query, filters: Sequence[Clause]) -> Query:
    """Match records of `match` that match every filter, too."""
    if not filters:
        return match
    return Query.boolean_query([(Occur.Must, match), *((Occur.Must, query_of(schema, each)) for each in filters)])


def _combined(schema: Schema, clause: AllOf | AnyOf | Except | Everything | Nothing) -> Query:
    match clause:
        case AllOf(parts):
            every = [(Occur.Must, query_of(schema, part)) for part in parts]
            query = Query.boolean_query(every) if every else Query.all_query()
        case AnyOf(parts, at_least):
            some = [(Occur.Should, query_of(schema, part)) for part in parts]
            query = Query.boolean_query(some, at_least) if some else Query.empty_query()
        case Except(part, excluded):
            both = [(Occur.Must, query_of(schema, part)), (Occur.MustNot, query_of(schema, excluded))]
            query = Query.boolean_query(both)
        case Everything():
            query = Query.all_query()
        case Nothing():
            query = Query.empty_query()
    return query
