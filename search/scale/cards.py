"""The recommendations as cards among a search's results, marked for what they are."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.scale.models import ScaleKind, ScaleRecommendation
from search.scale.records import Terms, recommendations, title
from showcase.cards import EffectFigure, StoryCard
from showcase.effects.display import figure
from showcase.effects.models import Evidence, Scope
from showcase.vocabulary.chips import industry_chip, technique_chip


def scale_cards(record_ids: Collection[str]) -> dict[str, StoryCard]:
    """Id → card in the reader's language, of those that are public; a constant number of queries."""
    rows = recommendations(record_ids)
    terms = Terms.kept() if rows else Terms({}, {}, {})
    return {str(row.pk): scale_card(row, terms) for row in rows}


def scale_card(row: ScaleRecommendation, terms: Terms) -> StoryCard:
    """One card; every text is in the reader's language, so none is marked as standing in for another."""
    language = get_language() or "zh-hans"
    technique, industry = terms.techniques.get(row.technique), terms.industries.get(row.plant.division)
    state = terms.regions.get(row.plant.state)
    return StoryCard(
        id=str(row.pk),
        url=row.get_absolute_url(),
        kind="scale",
        kind_label=str(ScaleKind.SCALE.label),
        title=title(row, terms, language),
        language=language,
        is_fallback_language=False,
        enterprise_names=(),
        place=state.label if state else "",
        year=str(row.year or ""),
        standing="scale",
        standing_label=_("industry approximate, technique synthetic"),
        summary=_summary(row),
        effects=_figures(row),
        techniques=(technique_chip(technique),) if technique else (),
        industries=(industry_chip(industry),) if industry else (),
    )


def _summary(row: ScaleRecommendation) -> str:
    parts = [_("Recommendation %(number)s of a US Industrial Assessment Center.") % {"number": row.number}]
    if row.cost is not None:
        parts.append(_("Cost US$ %(cost)s.") % {"cost": f"{row.cost:,}"})
    parts.append(_("Status: %(status)s.") % {"status": row.get_status_display()})
    return " ".join(parts)


def _figures(row: ScaleRecommendation) -> tuple[EffectFigure, ...]:
    language = get_language() or "zh-hans"
    found = []
    if row.saving is not None:
        found.append(_figure(_("Saving"), f"{row.saving:,}", _("US$ a year"), row))
    if row.payback is not None:
        years = Decimal(f"{row.payback:.1f}")
        shown = figure(years, years, "a", "none", language)
        found.append(_figure(_("Payback"), shown.value, shown.unit, row))
    return tuple(found)


def _figure(label: str, value: str, unit: str, row: ScaleRecommendation) -> EffectFigure:
    return EffectFigure(
        label=label,
        value=value,
        unit=unit,
        evidence="estimated",
        evidence_label=str(Evidence.ESTIMATED.label),
        scope_label=str(Scope.MEASURE.label),
        period=str(row.year or ""),
    )
