"""The context of `search/_help.html` and `search/_nothing.html`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.frame.frame import NavItem
from search.core.query import Presets, SearchQuery
from search.core.results import SearchResults
from search.help.meanings import meanings
from search.help.nothing import nothing_found
from search.help.recognition import recognised
from search.index.current import engine
from search.index.expired import without_expired
from search.spelling.did_you_mean import did_you_mean
from search.text.vocabulary import vocabulary


def meant_texts(results: SearchResults, presets: Presets) -> tuple[str, ...]:
    """Return at most one text to offer for one that finds nothing in full; it has hits. Raises SearchUnavailable."""
    return did_you_mean(without_expired(engine()), results, presets, None if results.query.typed else vocabulary())


def help_context(results: SearchResults, presets: Presets) -> dict[str, Any]:
    """Return the help for these results as template context. Raises SearchUnavailable."""
    offers = [_offer(results.query, text) for text in meant_texts(results, presets)]
    return {
        "recognised": recognised(results),
        "meanings": meanings(results),
        "did_you_mean": offers[0] if offers else None,
        "nothing": nothing_found(results, presets),
    }


def _offer(query: SearchQuery, text: str) -> NavItem:
    return NavItem(text, f"?{replace(query, text=text, page=1).to_query_string()}")
