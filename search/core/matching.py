"""Turns the text of a query into what must match and what ranks: the tiers and the scoring, as clauses of tokens.

A text is read as *parts*: a concept of the vocabulary, a Han run, a word, a number, a code. In the strict tier every
part must match; looser tiers require a share of the *units* (a Han run has one per bigram, any other part is one). A
concept is matched the same way whichever of its names was typed: so both languages find the same stories.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import ceil
from typing import TypeVar

from search.core.clauses import AllOf, AnyOf, Clause, Codes, Phrase, Term, Weighted
from search.core.facets import FACETS_BY_NAME
from search.core.fields import BODIES, CHARACTERS, MATCH, TITLES, WORDS
from search.core.results import Tier
from search.text.analysis import (
    FUNCTION_CHARACTERS,
    Piece,
    bigrams,
    is_han,
    normalise,
    pieces,
    segments,
    words,
)
from search.text.expansion import NO_EXPANSION, Concept, Expansion, Mention, Name, Vocabulary, expansion_of

MAX_RUNS = 48
MAX_TOKENS = 128
MAX_WORDS = 32
MAX_PHRASE = 8
"""A longer chain of Latin words is a sentence: as a phrase it would cost time and find nothing."""

TITLE_WEIGHT = 1.5
BODY_WEIGHT = 1.0
WORDS_WEIGHT = 0.5
PHRASE_WEIGHT = 1.0
SYNONYM_WEIGHT = 0.3

SHARES: dict[Tier, Fraction] = {Tier.MOST: Fraction(2, 3), Tier.HALF: Fraction(1, 2), Tier.ANY: Fraction(0)}
"""Tier → share of the units that must match, rounded up, and at least one."""

FEW_UNITS = 2
"""Of a text of more units than this, one alone is not its meaning: 芯片 of 量子芯片. A word or a concept is."""

T = TypeVar("T")


@dataclass(frozen=True)
class Matching:
    """What a text requires of a record.

    `tiers`, strictest first, are over `MATCH` and never score; `rank` scores. No `tiers`: the text contains nothing to
    search for.
    """

    tiers: tuple[tuple[Tier, Clause], ...]
    rank: Clause
    loosest: Clause
    """Any token at all: what *related* hits below true ones must have."""
    expansion: Expansion = NO_EXPANSION


@dataclass(frozen=True)
class _Unit:
    """One thing to match in a looser tier: tier → its clause. `whole`: it alone is some of the text's meaning."""

    clauses: dict[Tier, Clause]
    whole: bool = True


@dataclass(frozen=True)
class _Part:
    """A stretch of the text: what it requires strictly, and its units."""

    strict: Clause
    units: tuple[_Unit, ...]


def match_text(text: str, vocabulary: Vocabulary | None = None) -> Matching:
    """Read a text; without a vocabulary only the words as typed are searched. Raises nothing, whatever the text."""
    normalised = normalise(text)
    mentions, choices = vocabulary.mentions(normalised) if vocabulary else ((), ())
    read = tuple(islice(pieces(normalised), MAX_RUNS))
    coded = vocabulary.coded(normalised) if vocabulary else None
    parts = [_code_part(coded, normalised)] if coded else list(_parts(read, mentions))
    units = _distinct_units(parts)
    tiers = _tiers(parts, units)
    rank = AnyOf(tuple(_ranking(read)) + tuple(_synonyms(normalised, mentions)))
    expansion = expansion_of(normalised, mentions, choices)
    loosest = AnyOf(tuple(unit.clauses[Tier.ANY] for unit in units), 1)
    return Matching(tiers, rank, loosest, replace(expansion, concepts=(coded,)) if coded else expansion)


def _distinct_units(parts: Iterable[_Part]) -> list[_Unit]:
    distinct = {repr(unit.clauses[Tier.ANY]): unit for part in parts for unit in part.units}
    return list(islice(distinct.values(), MAX_TOKENS))


def _tiers(parts: list[_Part], units: list[_Unit]) -> tuple[tuple[Tier, Clause], ...]:
    if not parts:
        return ()
    strict = AllOf(tuple(part.strict for part in parts))
    tiers: list[tuple[Tier, Clause]] = [(Tier.ALL, strict)]
    for tier, share in SHARES.items():
        tiers.append((tier, AnyOf(tuple(unit.clauses[tier] for unit in units), _at_least(len(units), share))))
    return (*tiers[:-1], (Tier.ANY, _any_meaning(units)))


def _any_meaning(units: list[_Unit]) -> Clause:
    """Return what the loosest tier requires: a word or a concept, or two pairs of characters where there are more."""
    clauses = tuple(unit.clauses[Tier.ANY] for unit in units)
    whole = tuple(unit.clauses[Tier.ANY] for unit in units if unit.whole)
    if len(units) <= FEW_UNITS or len(whole) == len(units):
        return AnyOf(clauses, 1)
    return AnyOf((*whole, AnyOf(clauses, FEW_UNITS)), 1) if whole else AnyOf(clauses, FEW_UNITS)


def _at_least(units: int, share: Fraction) -> int:
    return max(1, ceil(units * share))


def _parts(read: tuple[Piece, ...], mentions: tuple[Mention, ...]) -> Iterator[_Part]:
    """Yield concepts where they are named, and the rest of the text around them, in its order."""
    waiting = list(mentions)
    for piece in read:
        start = piece.start
        while waiting and waiting[0].end <= piece.start:
            waiting.pop(0)
        for mention in [m for m in waiting if m.start < piece.end]:
            yield from _plain(piece, start, mention.start)
            if mention.start >= piece.start:
                yield _concept_part(mention)
            start = max(start, mention.end)
        yield from _plain(piece, start, piece.end)


def _plain(piece: Piece, start: int, end: int) -> Iterator[_Part]:
    """Yield the part of a piece from `start` to `end` in the normalised text; only Han runs are ever divided."""
    if start >= end:
        return
    if piece.kind == "han":
        run = piece.text[start - piece.start : end - piece.start][:MAX_TOKENS]
        if len(run) > 1 or len(piece.text) == 1 or run not in FUNCTION_CHARACTERS:
            yield _han_part(run)
    elif start == piece.start:
        # The year of a document number alone would find all stories of that year.
        tokens = piece.tokens[:1] if piece.kind == "document" else piece.tokens
        either = AnyOf(tuple(Term(MATCH, token) for token in tokens))
        yield _Part(Term(MATCH, piece.tokens[0]), (_Unit(dict.fromkeys(SHARES, either)),))


def _code_part(concept: Concept, normalised: str) -> _Part:
    """Return the part for a code of the vocabulary: stories that carry the code or print it."""
    printed = (Term(MATCH, token) for token in _tokens(pieces(normalised)))
    carried = Codes(FACETS_BY_NAME[str(concept.kind)].index_field, (concept.code,))
    either = AnyOf((carried, *printed))
    return _Part(either, (_Unit(dict.fromkeys(SHARES, either)),))


def _han_part(run: str) -> _Part:
    tokens = (_han_term(token) for token in bigrams(run))
    return _Part(_strict_han(run), tuple(_Unit(dict.fromkeys(SHARES, token), whole=False) for token in tokens))


def _concept_part(mention: Mention) -> _Part:
    """Return a part that is matched by a whole name in every tier: half of 集成电路制造 is not the concept."""
    strict = AnyOf(tuple(_strict_name(name) for name in mention.names))
    return _Part(strict, (_Unit(dict.fromkeys(SHARES, strict)),))


@lru_cache(maxsize=8192)
def _strict_name(name: Name) -> Clause:
    """Return the clause of a name: a main name matches as if typed alone, an alias only word for word."""
    read = tuple(pieces(normalise(name.text)))
    if not name.main:
        return _phrase(MATCH, _tokens(read))
    return AllOf(tuple(part.strict for piece in read for part in _plain(piece, piece.start, piece.end)))


def _strict_han(run: str) -> Clause:
    """Require every word of the run as a phrase; where the run is one word, the whole run.

    A dictionary may add matches but never takes one away: text with the whole run contains every word of it.
    """
    if len(run) == 1:
        return _han_term(run)
    kept = [w for w in dict.fromkeys(segments(run)) if len(w) > 1 or w not in FUNCTION_CHARACTERS][:MAX_WORDS]
    each = tuple(_phrase(MATCH, bigrams(word)) if len(word) > 1 else _han_term(word) for word in kept)
    return AllOf(each) if len(each) > 1 else _phrase(MATCH, bigrams(run))


def _han_term(token: str) -> Clause:
    return Term(CHARACTERS, token) if len(token) == 1 and is_han(token) else Term(MATCH, token)


def _phrase(field: str, tokens: tuple[str, ...]) -> Clause:
    return Phrase(field, tokens) if len(tokens) > 1 else Term(field, tokens[0])


def _tokens(read: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(token for piece in read for token in piece.tokens)


def _ranking(read: tuple[Piece, ...]) -> Iterator[Clause]:
    """Yield BM25 clauses over the fields of each language: tokens, segmented words, and each run as a phrase."""
    tokens = list(dict.fromkeys(_tokens(read)))[:MAX_TOKENS]
    for token in tokens:
        yield from _weighted(Term, token, token, TITLE_WEIGHT, BODY_WEIGHT)
    for run in _runs(read):
        yield from _weighted(Phrase, run, run[0], PHRASE_WEIGHT, PHRASE_WEIGHT)
    segmented = dict.fromkeys(word for piece in read for word in words(piece))
    for word in islice(segmented, MAX_WORDS):
        yield from (Weighted(Term(field, word), WORDS_WEIGHT) for field in _fields(WORDS, word))
    yield from (Weighted(Term(CHARACTERS, t), BODY_WEIGHT) for t in tokens if len(t) == 1 and is_han(t))


def _weighted(
    form: Callable[[str, T], Term | Phrase], wanted: T, first: str, in_title: float, in_body: float
) -> Iterator[Clause]:
    yield from (Weighted(form(field, wanted), in_title) for field in _fields(TITLES, first))
    yield from (Weighted(form(field, wanted), in_body) for field in _fields(BODIES, first))


def _fields(languages: tuple[str, ...], token: str) -> tuple[str, ...]:
    """Return the fields in which a token ranks: Chinese in Chinese text only, anything else in each language.

    Chinese in an English text is names, and those stand in the Chinese text too.
    """
    return languages[:1] if is_han(token) else languages


def _runs(read: tuple[Piece, ...]) -> list[tuple[str, ...]]:
    """Return distinct chains of two tokens or more that a record might contain in this order."""
    chains: list[list[Piece]] = []
    for piece in read:
        if chains and piece.joined and _chained(chains[-1][-1], piece):
            chains[-1].append(piece)
        else:
            chains.append([piece])
    kept = (chain for chain in chains if chain[0].kind == "han" or len(chain) <= MAX_PHRASE)
    runs = dict.fromkeys(_tokens(chain)[:MAX_TOKENS] for chain in kept)
    return [run for run in runs if len(run) > 1]


def _chained(before: Piece, piece: Piece) -> bool:
    """Say whether two pieces form a chain: Latin words over a space; a document number right after Han characters."""
    if piece.kind == "document":
        return before.end == piece.start
    return before.kind != "han" != piece.kind


def _synonyms(normalised: str, mentions: tuple[Mention, ...]) -> Iterator[Clause]:
    """Yield the names that were not typed, with a lower weight than anything that was."""
    for name in dict.fromkeys(name for mention in mentions for name in mention.names):
        if normalise(name.text) not in normalised:
            yield _ranking_name(name)


@lru_cache(maxsize=8192)
def _ranking_name(name: Name) -> Clause:
    return Weighted(_phrase(MATCH, _tokens(pieces(normalise(name.text)))), SYNONYM_WEIGHT)
