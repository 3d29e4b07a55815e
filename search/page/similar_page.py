"""What `/search/?like=<id>` returns: as a page, as the fragment on every story, and as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from search.core.query import BadQuery, Presets, SearchQuery
from search.core.ranges import RANGES_BY_NAME
from search.core.record import is_id
from search.core.results import Hit, SearchResults, Tier
from search.core.similar import Likeness, Similar, similar
from search.index.current import engine
from search.index.expired import without_expired
from search.index.source import records
from search.page.search_page import cards_by_id
from search.text.expansion import NO_EXPANSION
from showcase.cards import StoryCard
from showcase.models import RelatedStory

SHOWN = 5


def similar_results(query: SearchQuery, presets: Presets) -> SearchResults:
    """Return the stories similar to `query.like` as a result set of one page, for page, fragment and data.

    Raises BadQuery (404) for a story that is not public and for a second page, SearchUnavailable.
    """
    found = _similar(query, presets)[1]
    hits = tuple(Hit(one.record) for one, _card in found)
    return SearchResults(query, len(hits), Tier.LIKE, hits, (), (), (), NO_EXPANSION, "relevance")


def similar_context(query: SearchQuery, presets: Presets) -> dict[str, Any]:
    """Return the template context: each story with the reason in words. Raises as `similar_results`."""
    model, found = _similar(query, presets)
    return {
        "cards": [replace(card, reason=reason(one)) for one, card in found],
        "model": model,
        "noindex": True,
        "page_title": _("Similar stories"),
    }


def _similar(query: SearchQuery, presets: Presets) -> tuple[StoryCard | None, list[tuple[Similar, StoryCard]]]:
    """Return the story's card and the similar stories public now; one request to the engine, constant queries."""
    story_id = query.like
    model = records([story_id]).get(story_id) if is_id(story_id) else None
    if model is None:
        raise BadQuery("like", f"unknown: {story_id}", status=404)
    if query.page > 1:
        raise BadQuery("page", "beyond the last page", status=404)
    linked = _linked_by(story_id)
    every = similar(without_expired(engine()), model, SHOWN + len(linked), presets, query)
    unlinked = [one for one in every if one.record.id not in linked]
    cards = cards_by_id([story_id, *(one.record.id for one in unlinked)])
    shown = [(one, cards[one.record.id]) for one in unlinked if one.record.id in cards]
    return cards.get(story_id), shown[:SHOWN]


def reason(one: Similar) -> str:
    """Return why a story is similar, in words."""
    words = {
        Likeness.BOTH: _("same technique, same industry"),
        Likeness.TECHNIQUE: _("same technique, other industry"),
        Likeness.INDUSTRY: _("same industry, other technique"),
    }
    scale = _scale_words(one.same_scale) if one.same_scale else ""
    return " · ".join(filter(None, (words.get(one.likeness, ""), scale)))


def _scale_words(amount: str) -> str:
    return _("similar scale: %(amount)s") % {"amount": _(RANGES_BY_NAME[amount].label)}


def _linked_by(story_id: str) -> set[str]:
    """Return the stories an editor linked by hand: they are shown beside the fragment already."""
    linked = RelatedStory.objects.filter(page__translation_key=story_id)
    return {str(key) for key in linked.values_list("target__translation_key", flat=True)}
