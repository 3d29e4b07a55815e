"""Did you mean: another text, offered only where the reader's finds nothing in full and the other does."""

from __future__ import annotations

from search.core import plan
from search.core.engine import SearchEngine
from search.core.query import NO_PRESETS, Presets, clean_text
from search.core.results import SearchResults, Tier
from search.spelling.candidates import candidates
from search.text.expansion import Vocabulary

MISSED = (Tier.MOST, Tier.HALF, Tier.ANY, Tier.NOTHING)
MAX_TYPED = 40
"""A longer text is a sentence or a pasted passage, not a mistyped word."""


def did_you_mean(
    engine: SearchEngine, results: SearchResults, presets: Presets = NO_PRESETS, vocabulary: Vocabulary | None = None
) -> tuple[str, ...]:
    """Return the text to offer, or nothing. Raises SearchUnavailable; at most one request to the engine per round."""
    query = results.query
    if results.tier not in MISSED or not 1 < len(query.text) <= MAX_TYPED:
        return ()
    for texts in candidates(query.text):
        totals = plan.strict_totals(engine, query, texts, presets, vocabulary)
        offers = [clean_text(text) for text, total in zip(texts, totals, strict=True) if total]
        if offers:
            return tuple(offers[:1])
    return ()
