"""The enterprises beside their story: standing with its basis, listings newest first."""

from __future__ import annotations

from showcase.enterprises.cards import enterprise_card, industries_of
from showcase.lists.lines import listings_of
from showcase.panels import EnterpriseBox
from showcase.stories.card_builder import published_enterprises
from showcase.stories.models import Standing, StoryPage
from showcase.stories.standing import shown_standing


def enterprise_boxes(source: StoryPage, page: StoryPage) -> tuple[EnterpriseBox, ...]:
    """One box for each published enterprise of the story; the words of the basis are the page's own."""
    enterprises = published_enterprises(source)
    industries = industries_of(enterprises)
    listings = listings_of(enterprise.pk for enterprise in enterprises)
    note = f"{page.standing_note}〔{source.standing_source}〕" if source.standing_source else page.standing_note
    standing = shown_standing(source)
    label = str(Standing(standing).label) if standing else ""
    return tuple(
        EnterpriseBox(
            card=enterprise_card(enterprise, industries[enterprise.pk]),
            standing_label=label,
            standing_note=note,
            listings=listings[enterprise.pk].lines,
        )
        for enterprise in enterprises
    )
