"""What `/search/?like=<id>` shows, as a page and as the fragment on every story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from search.current import engine
from search.expired import without_expired
from search.page import cards_by_id
from search.query import BadQuery, Presets
from search.ranges import RANGES_BY_NAME
from search.similar import Likeness, Similar, similar
from search.source import records
from showcase.models import RelatedStory

SHOWN = 5


def similar_context(story_id: str, presets: Presets) -> dict[str, Any]:
    """Stories similar to one, each with the reason in words; one request to the engine, constant queries.

    Raises BadQuery (404) for a story that is not public, SearchUnavailable.
    """
    model = records([story_id]).get(story_id) if _is_id(story_id) else None
    if model is None:
        raise BadQuery("like", f"unknown: {story_id}", status=404)
    linked = _linked_by(story_id)
    alike = similar(without_expired(engine()), model, SHOWN + len(linked), presets)
    found = [one for one in alike if one.record.id not in linked]
    cards = cards_by_id([story_id, *(one.record.id for one in found)])
    shown = [replace(cards[one.record.id], reason=reason(one)) for one in found if one.record.id in cards]
    return {
        "cards": shown[:SHOWN],
        "model": cards.get(story_id),
        "noindex": True,
        "page_title": _("Similar stories"),
    }


def reason(one: Similar) -> str:
    """Why a story is similar, in words."""
    words = {
        Likeness.BOTH: _("same technique, same industry"),
        Likeness.TECHNIQUE: _("same technique, other industry"),
        Likeness.INDUSTRY: _("same industry, other technique"),
    }
    scale = _scale_words(one.same_scale) if one.same_scale else ""
    return " · ".join(filter(None, (words.get(one.likeness, ""), scale)))


def _scale_words(amount: str) -> str:
    return _("similar scale: %(amount)s") % {"amount": _(RANGES_BY_NAME[amount].label)}


def _is_id(text: str) -> bool:
    """Whether the text is an id in the one form the site writes; the database refuses to look up anything else."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _linked_by(story_id: str) -> set[str]:
    """Stories the editor linked by hand: they stand beside the fragment already."""
    linked = RelatedStory.objects.filter(page__translation_key=story_id)
    return {str(key) for key in linked.values_list("target__translation_key", flat=True)}
