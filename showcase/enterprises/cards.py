"""Enterprises as cards: the name in the reader's language first, then the other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import get_language

from showcase.cards import EnterpriseCard
from showcase.enterprises.models import Enterprise
from showcase.vocabulary.chips import industry_chip
from showcase.vocabulary.models import Industry
from showcase.vocabulary.places import place_label


def industries_of(enterprises: Iterable[Enterprise]) -> dict[int, list[Industry]]:
    """Return enterprise id → its industries; one query.

    Not a prefetch, because drafts may hold the relation in memory.
    """
    through = Enterprise.industries.through.objects.filter(enterprise_id__in=[e.pk for e in enterprises])
    found: dict[int, list[Industry]] = defaultdict(list)
    for row in through.select_related("industry").order_by("industry__position", "industry__code"):
        found[row.enterprise_id].append(row.industry)
    return found


def enterprise_card(
    enterprise: Enterprise, industries: Iterable[Industry], standing_label: str = "", story_count: int = 0
) -> EnterpriseCard:
    """Return one card; fetch the region with its parent before, else each costs a query."""
    language = get_language() or "zh-hans"
    other = "zh-hans" if language == "en" else "en"
    name = enterprise.label_in(language)
    other_name = enterprise.label_in(other)
    return EnterpriseCard(
        number=str(enterprise.number or ""),
        # A preview of an enterprise that was never saved has no number yet.
        url=enterprise.get_absolute_url() if enterprise.number else "",
        name=name,
        place=place_label(enterprise.region, language),
        language=language,
        other_name=other_name if other_name != name else "",
        other_language=other,
        standing_label=standing_label,
        industries=tuple(industry_chip(industry) for industry in industries),
        story_count=story_count,
    )
