"""The recommendations as cards among a search's results; their own words are English in both languages."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language

from bench.iac.models import Recommendation
from bench.iac.records import Terms, public_recommendations, title
from showcase.cards import EffectFigure, StoryCard
from showcase.choices import Evidence, Standing, StoryKind
from showcase.effects.choices import Scope
from showcase.effects.display import figure
from showcase.vocabulary.chips import industry_chip, technique_chip


def cards(record_ids: Collection[str]) -> dict[str, StoryCard]:
    """Id → card in the reader's language, of those that are public; a constant number of queries."""
    rows = public_recommendations(record_ids)
    terms = Terms.kept() if rows else Terms({}, {}, {})
    return {str(row.pk): card(row, terms) for row in rows}


def card(row: Recommendation, terms: Terms) -> StoryCard:
    """One card. It has no page of its own to lead to, so it leads to the records that are similar."""
    language = get_language() or "zh-hans"
    technique, industry = terms.techniques.get(row.technique), terms.industries.get(row.plant.division)
    state = terms.regions.get(row.plant.state)
    return StoryCard(
        id=str(row.pk),
        url=f"{reverse('search')}?like={row.pk}",
        kind=StoryKind.PRACTICE,
        kind_label=str(StoryKind.PRACTICE.label),
        title=title(row, terms, language),
        language=language,
        is_fallback_language=False,
        enterprise_names=(),
        place=state.label if state else "",
        year=str(row.year or ""),
        standing=Standing.COMPILED,
        standing_label=str(Standing.COMPILED.label),
        summary=_summary(row),
        effects=_figures(row),
        techniques=(technique_chip(technique),) if technique else (),
        industries=(industry_chip(industry),) if industry else (),
    )


def _summary(row: Recommendation) -> str:
    cost = "" if row.cost is None else f" Cost US$ {row.cost:,}."
    return (
        f"Recommendation {row.number} of a US Industrial Assessment Center.{cost} Status: {row.get_status_display()}."
    )


def _figures(row: Recommendation) -> tuple[EffectFigure, ...]:
    shown = []
    if row.saving is not None:
        shown.append(_figure("Saving", f"{row.saving:,}", "US$ a year", row))
    if row.payback is not None:
        years = Decimal(f"{row.payback:.1f}")
        number = figure(years, years, "a", "none", get_language() or "zh-hans")
        shown.append(_figure("Payback", number.value, number.unit, row))
    return tuple(shown)


def _figure(label: str, value: str, unit: str, row: Recommendation) -> EffectFigure:
    return EffectFigure(
        label=label,
        value=value,
        unit=unit,
        evidence=Evidence.ESTIMATED,
        evidence_label=str(Evidence.ESTIMATED.label),
        scope_label=str(Scope.MEASURE.label),
        period=str(row.year or ""),
    )
