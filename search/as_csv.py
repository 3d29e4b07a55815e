"""`format=csv`: the whole result set, all pages of it, one story a line; related hits are never in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.csv_answer import csv_lines, streamed_csv
from search.page import cards_of
from search.query import SearchQuery
from search.results import Hit
from showcase.cards import Chip, EffectFigure, StoryCard

STORIES_AT_ONCE = 200
"""Read from the database together, so that memory and number of queries stay small however long the file is."""


def as_csv(query: SearchQuery, hits: Iterable[Hit]) -> StreamingHttpResponse:
    """Stream the hits. The first of them are read before the answer begins: SearchUnavailable is raised then."""
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
        # The answer is sent after the request's language is gone, and between two lines other code may run.
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
    """A number never stands without its evidence and scope."""
    beside = ", ".join(filter(None, (effect.evidence_label, effect.scope_label, effect.period)))
    return f"{effect.label} {effect.value} {effect.unit} ({beside})"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
