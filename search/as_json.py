"""`format=json`: a stable contract (docs/search.md). Fields may be added, none change meaning."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from search.filter_column import labels_of
from search.page import cards_of
from search.query import SearchQuery
from search.results import Hit, SearchResults
from showcase.cards import Chip, EffectFigure, StoryCard


def as_json(results: SearchResults) -> dict[str, Any]:
    """The result set of the page asked for; *related* hits are marked and never counted in `total`."""
    query = results.query
    plain = SearchQuery(language=query.language)  # without text: titles and summaries as they are, unmarked
    cards = cards_of(plain, [*results.hits, *results.related])
    names = labels_of(results)
    return {
        "total": results.total,
        "page": query.page,
        "pages": results.pages,
        "tier": str(results.tier),
        "hits": [_hit(hit, cards[hit.id]) for hit in (*results.hits, *results.related) if hit.id in cards],
        "facets": {
            counts.facet.name: [
                {
                    "code": value.code,
                    "label": names[counts.facet.name][value.code].text,
                    "count": value.count,
                    "selected": value.selected,
                }
                for value in counts.values
                if value.code in names[counts.facet.name]
            ]
            for counts in results.facets
        },
        "suggestions": list(results.expansion.also_searched),
        "demo": settings.DEMO,
    }


def _hit(hit: Hit, card: StoryCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "locale": card.language,
        "title": card.title,
        "url": settings.SITE_URL + card.url,
        "date": hit.record.date.isoformat() if hit.record.date else None,
        "summary": card.summary,
        "standing": card.standing,
        "enterprises": list(card.enterprise_names),
        "industries": [_term(chip) for chip in card.industries],
        "techniques": [_term(chip) for chip in card.techniques],
        "regions": list(hit.record.of("region")),
        "effects": [_effect(figure) for figure in card.effects],
        "related": hit.related,
    }


def _term(chip: Chip) -> dict[str, str]:
    return {"code": chip.code, "label": chip.label}


def _effect(figure: EffectFigure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "evidence": figure.evidence,
        "scope": figure.scope_label,
        "period": figure.period,
    }
