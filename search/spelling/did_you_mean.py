"""Did you mean: another text, offered only where the reader's finds nothing whole and the other does."""

from __future__ import annotations

from search import plan
from search.engines.base import SearchEngine
from search.expansion import Vocabulary
from search.query import NO_PRESETS, Presets, clean_text
from search.results import SearchResults, Tier
from search.spelling.candidates import candidates

MISSED = (Tier.MOST, Tier.HALF, Tier.ANY, Tier.NOTHING)
MAX_TYPED = 40
"""A longer text is a sentence or a pasted passage, not a mistyped word."""


def did_you_mean(
    engine: SearchEngine, results: SearchResults, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> tuple[str, ...]:
    """The text to offer, or nothing. Raises SearchUnavailable; asks the engine at most once a round of candidates."""
    query = results.query
    if results.tier not in MISSED or not 1 < len(query.text) <= MAX_TYPED:
        return ()
    for texts in candidates(query.text):
        totals = plan.strict_totals(engine, query, texts, presets, vocabulary)
        found = [clean_text(text) for text, total in zip(texts, totals, strict=True) if total]
        if found:
            return tuple(found[:1])
    return ()
