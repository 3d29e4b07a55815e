"""Everything `search/_help.html` and `search/_nothing.html` name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.frame import NavItem
from search.current import engine
from search.expired import without_expired
from search.help.meanings import meanings
from search.help.nothing import nothing_found
from search.help.recognition import recognised
from search.query import Presets, SearchQuery
from search.results import SearchResults
from search.spelling.did_you_mean import did_you_mean
from search.vocabulary import vocabulary


def meant_texts(results: SearchResults, presets: Presets) -> tuple[str, ...]:
    """What to offer for a text that finds nothing whole; it has hits; at most one. Raises SearchUnavailable."""
    return did_you_mean(without_expired(engine()), results, presets, None if results.query.typed else vocabulary())


def help_context(results: SearchResults, presets: Presets) -> dict[str, Any]:
    """Raises SearchUnavailable."""
    offers = [_offer(results.query, text) for text in meant_texts(results, presets)]
    return {
        "recognised": recognised(results),
        "meanings": meanings(results),
        "did_you_mean": offers[0] if offers else None,
        "nothing": nothing_found(results, presets),
    }


def _offer(query: SearchQuery, text: str) -> NavItem:
    return NavItem(text, f"?{replace(query, text=text, page=1).to_query_string()}")
