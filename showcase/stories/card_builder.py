"""Builds cards of stories in the reader's language."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import get_language

from portal.files.media import Image
from portal.files.shown_picture import COVER, shown_picture, with_renditions
from showcase.cards import EffectFigure, StoryCard
from showcase.choices import StoryKind
from showcase.effects.rows import NOTHING_WANTED, WantedFigures, effect_figure, owned_figure, strongest
from showcase.enterprises.models import Enterprise
from showcase.stories.confirmation import overdue_note
from showcase.stories.figures.owners import owner_of
from showcase.stories.figures.sketch import sketch_cover
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.stories.reading import Reading, readings
from showcase.stories.standing import shown_standing
from showcase.vocabulary.chips import industry_chip, technique_chip
from showcase.vocabulary.places import places_label

LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}


def story_cards(sources: StoryQuerySet, wanted: WantedFigures = NOTHING_WANTED) -> tuple[StoryCard, ...]:
    """Return cards of these Chinese pages in their order; a constant number of queries."""
    found = readings(with_covers(sources.for_cards()), get_language() or "zh-hans")
    return tuple(story_card(reading, wanted=wanted) for reading in found)


def with_covers(sources: StoryQuerySet) -> StoryQuerySet:
    """Prefetch the pictures of the cards with their renditions; two more queries."""
    return sources.prefetch_related(Prefetch("cover", with_renditions(Image.objects.all(), COVER)))


def story_card(reading: Reading, reason: str = "", wanted: WantedFigures = NOTHING_WANTED) -> StoryCard:
    """Return one card; the figures that the reader looks for come first.

    The source must come from `for_cards()`, else each relation costs a query.
    """
    source, text = reading.source, reading.text
    kind, standing = kind_of(source), shown_standing(source)
    return StoryCard(
        id=source.story_id,
        url=text.get_url() or "",
        kind=kind,
        kind_label=str(kind.label),
        title=text.title,
        language=reading.language,
        is_fallback_language=reading.is_fallback,
        language_label=LANGUAGE_NAMES[reading.language],
        enterprise_names=enterprise_names(source, reading.wanted),
        place=places_label((item.region for item in source.region_items.all()), reading.wanted),
        year=str(source.year or ""),
        standing=standing,
        standing_label=str(standing.label) if standing else "",
        summary=text.summary,
        effects=_figures(source, kind, wanted),
        techniques=tuple(technique_chip(item.tag) for item in source.technique_items.all()),
        industries=tuple(industry_chip(item.tag) for item in source.industry_items.all()),
        picture=shown_picture(source.cover, COVER),
        sketch=sketch_cover(source),
        reason=reason,
        overdue=overdue_note(source),
    )


def _figures(source: StoryPage, kind: StoryKind, wanted: WantedFigures) -> tuple[EffectFigure, ...]:
    """Return the figures of a card; of a technology or practice they are other plants', each with its owner."""
    if kind == StoryKind.CASE:
        return tuple(effect_figure(effect) for effect in strongest(source.effects.all(), wanted=wanted))
    language = get_language() or "zh-hans"
    owners = {effect.pk: owner for effect in source.effects.all() if (owner := owner_of(effect, language))}
    found = strongest(source.effects.all(), wanted=wanted, of_one_plant=False, repeated=owners)
    return tuple(owned_figure(one, owners[one.pk].url if one.pk in owners else "") for one in found)


def kind_of(story: StoryPage) -> StoryKind:
    """Return the kind, also for a row that was fetched as a plain story."""
    return StoryKind(story.kind or story.specific_class.kind)


def enterprise_names(source: StoryPage, language: str) -> tuple[str, ...]:
    """Return names of published enterprises only: a draft's name must stay hidden until it is published."""
    return tuple(enterprise.label_in(language) for enterprise in published_enterprises(source))


def published_enterprises(source: StoryPage) -> tuple[Enterprise, ...]:
    """Return the enterprises a story is about, each once, merged records as the ones kept."""
    heads = (item.enterprise.head for item in source.enterprise_items.all())
    return tuple(dict.fromkeys(enterprise for enterprise in heads if enterprise.live))
