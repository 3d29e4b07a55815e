"""`format=json`: results in the form that `search.outputs.answer` and docs/search.md promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, cast

from django.conf import settings

from portal.frame.context import demo_notice
from search.core.results import FacetCounts, Hit, RangeCounts, SearchResults
from search.outputs.answer import AmountAnswer, EffectAnswer, FacetValueAnswer, HitAnswer, SearchAnswer, TermAnswer
from search.page.filter_column import Labels, labels_of
from search.page.range_words import range_figure, range_name
from search.page.search_page import cards_of
from showcase.cards import Chip, EffectFigure, StoryCard


def as_json(results: SearchResults, suggestions: Sequence[str] = ()) -> dict[str, Any]:
    """Return the requested page of the result set; what matches in part is marked *related*, not counted in `total`."""
    query = results.query
    plain = replace(query, text="", sort=results.sort)  # without text: titles and summaries as they are, unmarked
    hits = [*results.hits, *results.related]
    cards = cards_of(plain, hits)
    names = labels_of(results)
    answer = SearchAnswer(
        total=results.found,
        in_part=results.total - results.found,
        page=query.page,
        pages=results.pages,
        tier=results.tier.value,
        hits=[_hit(hit, cards[hit.id], results.in_part) for hit in hits if hit.id in cards],
        facets={
            **{counts.facet.name: _values(counts, names) for counts in results.facets},
            **{counts.facet.name: _range_values(counts) for counts in results.ranges},
        },
        amounts={counts.facet.name: _amount(counts) for counts in results.ranges},
        sort=cast(Any, results.sort),
        suggestions=list(suggestions),
        also_searched=[] if query.typed else list(results.expansion.also_searched),
        demo=settings.DEMO,
        notice=demo_notice(),
    )
    return asdict(answer)


def _values(counts: FacetCounts, names: Labels) -> list[FacetValueAnswer]:
    labels = names[counts.facet.name]
    return [
        FacetValueAnswer(value.code, labels[value.code].text, value.count, value.selected)
        for value in counts.values
        if value.code in labels
    ]


def _range_values(counts: RangeCounts) -> list[FacetValueAnswer]:
    return [
        FacetValueAnswer(value.code, range_figure(counts.facet, value.code), value.count, value.selected)
        for value in (counts.values if counts.shown else ())
    ]


def _amount(counts: RangeCounts) -> AmountAnswer:
    return AmountAnswer(range_name(counts.facet), counts.facet.amount.unit, counts.given, counts.shown)


def _hit(hit: Hit, card: StoryCard, in_part: bool) -> HitAnswer:
    return HitAnswer(
        id=card.id,
        kind=cast(Any, card.kind),
        locale=cast(Any, card.language),
        title=card.title,
        url=settings.SITE_URL + card.url,
        date=hit.record.date.isoformat() if hit.record.date else None,
        summary=card.summary,
        standing=cast(Any, card.standing),
        enterprises=list(card.enterprise_names),
        industries=[_term(chip) for chip in card.industries],
        techniques=[_term(chip) for chip in card.techniques],
        regions=list(hit.record.of("region")),
        effects=[_effect(figure) for figure in card.effects],
        amounts={code: list(numbers) for code, numbers in hit.record.amounts.items()},
        related=hit.related or in_part,
    )


def _term(chip: Chip) -> TermAnswer:
    return TermAnswer(chip.code, chip.label)


def _effect(figure: EffectFigure) -> EffectAnswer:
    return EffectAnswer(
        label=figure.label,
        value=figure.value,
        unit=figure.unit,
        evidence=cast(Any, figure.evidence),
        scope=figure.scope_label,
        period=figure.period,
    )
