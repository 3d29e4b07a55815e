"""What readers see of collections: the public ones in their language, and of each the stories that are public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from wagtail.query import PageQuerySet

from portal.pages.visibility import public_pages
from showcase.collections.models import CollectionItem, CollectionPage
from showcase.stories.card_builder import with_covers
from showcase.stories.models import StoryPage
from showcase.stories.reading import Reading, readings


@dataclass(frozen=True, slots=True)
class ChosenStory:
    """A public story of a collection for one reader; `remark`: in the reader's language, empty where there is none."""

    reading: Reading
    remark: str


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """A collection in a list. `language`: of its texts, where it is not the reader's; `count`: its public stories."""

    title: str
    summary: str
    url: str
    count: int = 0
    language: str = ""


def chosen_stories(source: CollectionPage, language: str) -> tuple[ChosenStory, ...]:
    """Return the public stories of a Chinese collection page in its order, each once; a constant number of queries.

    A story that was chosen by its English page is shown too: what counts is the story.
    """
    remarks: dict[UUID, str] = {}
    for item in source.items.select_related("story"):
        remarks.setdefault(item.story.translation_key, _remark(item, language))
    stories = StoryPage.objects.sources().published().filter(translation_key__in=remarks)
    found = {one.source.translation_key: one for one in readings(with_covers(stories.for_cards()), language)}
    return tuple(ChosenStory(found[key], remark) for key, remark in remarks.items() if key in found)


def _remark(item: CollectionItem, language: str) -> str:
    return item.remark_en if language == "en" else item.remark_zh


def collection_cards(language: str, limit: int | None = None) -> tuple[CollectionCard, ...]:
    """Return the public collections, newest first, without those that have no public story; five queries at most."""
    sources = list(public_sources().order_by("-first_published_at", "-pk"))
    counts = _counts(sources)
    shown = [source for source in sources if counts[source.pk]]
    return _cards(shown[:limit], language, counts)


def collections_of(story: StoryPage, language: str) -> tuple[CollectionCard, ...]:
    """Return the public collections that a story is part of, newest first, without their counts."""
    named = CollectionItem.objects.filter(story__translation_key=story.translation_key)
    sources = public_sources().filter(pk__in=named.values("page")).order_by("-first_published_at", "-pk")
    return _cards(list(sources), language, Counter())


def public_sources() -> PageQuerySet:
    """Return the Chinese pages of all public collections."""
    return public_pages(CollectionPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE))


def _counts(sources: Iterable[CollectionPage]) -> Counter[int]:
    """Count the public stories of each, a story that was chosen twice once."""
    rows = CollectionItem.objects.filter(page__in=[source.pk for source in sources])
    pairs = set(rows.values_list("page", "story__translation_key"))
    stories = StoryPage.objects.sources().published().filter(translation_key__in={key for _page, key in pairs})
    public = set(stories.values_list("translation_key", flat=True))
    return Counter(page for page, key in pairs if key in public)


def _cards(sources: list[CollectionPage], language: str, counts: Counter[int]) -> tuple[CollectionCard, ...]:
    english = _translations(sources, language)
    cards = []
    for source in sources:
        text = english.get(source.translation_key, source)
        told = "" if text is not source or language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
        cards.append(CollectionCard(text.title, text.summary, text.get_url() or "", counts[source.pk], told))
    return tuple(cards)


def _translations(sources: list[CollectionPage], language: str) -> dict[UUID, CollectionPage]:
    if language == settings.LANGUAGE_CODE or not sources:
        return {}
    keys = [source.translation_key for source in sources]
    pages = public_pages(CollectionPage.objects.filter(locale__language_code=language, alias_of=None))
    return {page.translation_key: page for page in pages.filter(translation_key__in=keys)}
