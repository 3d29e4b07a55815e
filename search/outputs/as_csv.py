"""`format=csv`: the whole result set, all its pages, one row per story; what matches in part is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.answers.csv_answer import csv_lines, streamed_csv
from search.core.query import SearchQuery
from search.core.results import Hit
from search.page.search_page import cards_of
from showcase.cards import Chip, EffectFigure, StoryCard

STORIES_AT_ONCE = 200
"""Stories read from the database together: keeps memory and queries small however long the file is."""


def as_csv(query: SearchQuery, hits: Iterable[Hit]) -> StreamingHttpResponse:
    """Stream the hits. The first part is read before the response begins, so SearchUnavailable is raised in time."""
    hits = iter(hits)
    first = list(islice(hits, STORIES_AT_ONCE))
    lines = csv_lines(_header(), _rows(query, chain(first, hits)))
    return streamed_csv("lujian-demo-search" if settings.DEMO else "lujian-search", lines)


def _header() -> tuple[str, ...]:
    return (
        *("id", _("Kind"), _("Title"), _("Language"), _("Address"), _("Year"), _("First published on")),
        *(_("Standing"), _("Enterprises"), _("Place")),
        *(_("industry codes"), _("Industries"), _("technique codes"), _("Techniques"), _("Summary"), _("Effects")),
    )


def _rows(query: SearchQuery, hits: Iterator[Hit]) -> Iterator[tuple[object, ...]]:
    plain = SearchQuery(language=query.language)
    while some := list(islice(hits, STORIES_AT_ONCE)):
        # The response is sent after the request's language was reset, and other code may run between two rows.
        with override(query.language):
            cards = cards_of(plain, some)
            rows = [_row(hit, cards[hit.id]) for hit in some if hit.id in cards]
        yield from rows


def _row(hit: Hit, card: StoryCard) -> tuple[object, ...]:
    return (
        *(card.id, card.kind_label, card.title, card.language, settings.SITE_URL + card.url, card.year),
        hit.record.date.isoformat() if hit.record.date else "",
        *(card.standing_label, _joined(card.enterprise_names), card.place),
        *(_joined(chip.code for chip in card.industries), _labels(card.industries)),
        *(_joined(chip.code for chip in card.techniques), _labels(card.techniques)),
        *(card.summary, _joined(_figure(effect) for effect in card.effects)),
    )


def _labels(chips: Iterable[Chip]) -> str:
    return _joined(chip.label for chip in chips)


def _figure(effect: EffectFigure) -> str:
    """Format a number together with its evidence and scope, without which it must never stand."""
    beside = ", ".join(filter(None, (effect.evidence_label, effect.scope_label, effect.period)))
    return f"{effect.label} {effect.value} {effect.unit} ({beside})"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
