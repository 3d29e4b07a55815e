"""Stories as cards, in the reader's language."""

from __future__ import annotations

import logging
from typing import cast

from django.db.models import Prefetch
from django.utils.translation import get_language

from portal.media import Image
from showcase.cards import Kind, Picture, StoryCard
from showcase.cards import Standing as StandingCode
from showcase.effects.rows import NOTHING_WANTED, WantedFigures, effect_figure, strongest
from showcase.enterprises.models import Enterprise
from showcase.stories.models import Standing, StoryKind, StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.stories.reading import Reading, readings
from showcase.stories.standing import shown_standing
from showcase.vocabulary.chips import industry_chip, technique_chip
from showcase.vocabulary.places import places_label

logger = logging.getLogger(__name__)

COVER_FILTER = "fill-704x396"
LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}


def story_cards(sources: StoryQuerySet, wanted: WantedFigures = NOTHING_WANTED) -> tuple[StoryCard, ...]:
    """Cards of these Chinese pages in their order; a constant number of queries, however many there are."""
    found = readings(with_covers(sources.for_cards()), get_language() or "zh-hans")
    return tuple(story_card(reading, wanted=wanted) for reading in found)


def with_covers(sources: StoryQuerySet) -> StoryQuerySet:
    """The pictures of the cards with their renditions, in two queries more."""
    return sources.prefetch_related(Prefetch("cover", Image.objects.prefetch_renditions(COVER_FILTER)))


def story_card(reading: Reading, reason: str = "", wanted: WantedFigures = NOTHING_WANTED) -> StoryCard:
    """One card; the figures that are wanted stand first.

    The source must come from `for_cards()`, else each relation costs a query.
    """
    source, text = reading.source, reading.text
    kind, standing = kind_of(source), shown_standing(source)
    return StoryCard(
        id=source.story_id,
        url=text.get_url() or "",
        kind=kind,
        kind_label=str(StoryKind(kind).label),
        title=text.title,
        language=reading.language,
        is_fallback_language=reading.is_fallback,
        language_label=LANGUAGE_NAMES[reading.language],
        enterprise_names=enterprise_names(source, reading.wanted),
        place=places_label((item.region for item in source.region_items.all()), reading.wanted),
        year=str(source.year or ""),
        standing=cast(StandingCode, standing),
        standing_label=str(Standing(standing).label) if standing else "",
        summary=text.summary,
        effects=tuple(effect_figure(effect) for effect in strongest(source.effects.all(), wanted=wanted)),
        techniques=tuple(technique_chip(item.tag) for item in source.technique_items.all()),
        industries=tuple(industry_chip(item.tag) for item in source.industry_items.all()),
        picture=picture_of(source.cover),
        reason=reason,
    )


def kind_of(story: StoryPage) -> Kind:
    """`case`, `technology` or `practice`, also of a row that was fetched as a plain story."""
    return cast(Kind, str(story.kind or story.specific_class.kind))


def enterprise_names(source: StoryPage, language: str) -> tuple[str, ...]:
    """Names of published enterprises alone: a draft's name must not be seen before it is published."""
    return tuple(enterprise.label_in(language) for enterprise in published_enterprises(source))


def published_enterprises(source: StoryPage) -> tuple[Enterprise, ...]:
    """Whom a story is about, each once: a merged record counts as the one that was kept."""
    heads = (item.enterprise.head for item in source.enterprise_items.all())
    return tuple(dict.fromkeys(enterprise for enterprise in heads if enterprise.live))


def picture_of(image: Image | None) -> Picture | None:
    """The cover as a rendition; None where the card draws its own, also where the picture's file is lost or broken."""
    if image is None:
        return None
    try:
        shown = image.get_rendition(COVER_FILTER)
    except OSError:  # also what Wagtail and Willow raise for a file that is gone or no picture
        logger.exception("image %s: no cover can be made of it", image.pk)
        return None
    return Picture(
        src=shown.url, width=shown.width, height=shown.height, alt=image.default_alt_text, credit=image.credit
    )
