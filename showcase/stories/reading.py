"""Decides in which language a reader sees a story: their own where it is public, else Chinese, marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language

from showcase.stories.models import StoryPage


@dataclass(frozen=True, slots=True)
class Reading:
    """A story for one reader: facts come from `source`, texts from `text` (the same page in Chinese).

    `language`: of `text`; `wanted`: the reader's.
    """

    source: StoryPage
    text: StoryPage
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        return self.language != self.wanted


def public_story(key: UUID) -> StoryPage | None:
    """Return the story with this permanent id in the reader's language, with its facts; None where it is not public.

    An alias is none: it is a Chinese text under an English address.
    """
    pages = StoryPage.objects.published().filter(translation_key=key, locale__language_code=get_language())
    found: StoryPage | None = pages.filter(alias_of=None).with_facts().specific().first()
    return found


def readings(sources: Iterable[StoryPage], language: str) -> list[Reading]:
    """Return the sources (Chinese pages) in their order, each with the page in `language`; at most one more query."""
    found = list(sources)
    translations = {} if language == settings.LANGUAGE_CODE else _translations(found, language)
    return [_reading(source, translations.get(source.translation_key), language) for source in found]


def _reading(source: StoryPage, translation: StoryPage | None, language: str) -> Reading:
    if translation is None:
        return Reading(source, source, settings.LANGUAGE_CODE, language)
    return Reading(source, translation, language, language)


def _translations(sources: list[StoryPage], language: str) -> dict[object, StoryPage]:
    """Return public, true translations; an alias is a Chinese text under an English address."""
    if not sources:
        return {}
    keys = [source.translation_key for source in sources]
    pages = StoryPage.objects.published().filter(
        locale__language_code=language, alias_of=None, translation_key__in=keys
    )
    return {page.translation_key: page for page in pages.defer("body")}
