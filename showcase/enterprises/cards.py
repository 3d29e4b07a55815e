"""Enterprises as cards: their name in the reader's language first, then the other one."""

from __future__ import annotations

from django.utils.translation import get_language

from showcase.cards import EnterpriseCard
from showcase.enterprises.models import Enterprise
from showcase.vocabulary.chips import industry_chip
from showcase.vocabulary.places import place_label


def enterprise_card(enterprise: Enterprise, standing_label: str = "", story_count: int = 0) -> EnterpriseCard:
    """One card; fetch region (with parent) and industries before, else each costs a query."""
    language = get_language() or "zh-hans"
    other = "zh-hans" if language == "en" else "en"
    name = enterprise.label_in(language)
    other_name = enterprise.label_in(other)
    return EnterpriseCard(
        number=str(enterprise.number),
        url=enterprise.get_absolute_url(),
        name=name,
        place=place_label(enterprise.region, language),
        language=language,
        other_name=other_name if other_name != name else "",
        other_language=other,
        standing_label=standing_label,
        industries=tuple(industry_chip(industry) for industry in enterprise.industries.all()),
        story_count=story_count,
    )
