"""Whose a single figure of a measure is: the plant by name, with the address of its case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.caching.content_version import kept_in_process, now
from showcase.stories.card_builder import enterprise_names
from showcase.stories.models import StoryPage
from showcase.stories.queries import enterprise_lookup
from showcase.stories.reading import readings


@dataclass(frozen=True, slots=True)
class ToldBy:
    """`name`: of the plant, of the case where no plant is published; `url`: of the case."""

    name: str
    url: str


def told_by(cases: Collection[int], language: str) -> dict[int, ToldBy]:
    """Return case → whose figure it prints, in the language; only of public cases.

    Three queries at most, for those that nobody has asked for since the content changed.
    """
    kept: dict[int, ToldBy] = kept_in_process(f"for-your-plant.told-by.{language}", now(), dict)
    missing = [key for key in cases if key not in kept]
    if missing:
        kept |= _read(missing, language)
    return {key: kept[key] for key in cases if key in kept}


def _read(keys: Collection[int], language: str) -> dict[int, ToldBy]:
    sources = StoryPage.objects.sources().published().filter(pk__in=keys).defer("body")
    found = readings(sources.prefetch_related(enterprise_lookup()), language)
    return {one.source.pk: ToldBy(_name(one.source, one.text, language), one.text.get_url() or "") for one in found}


def _name(source: StoryPage, text: StoryPage, language: str) -> str:
    return next(iter(enterprise_names(source, language)), str(text.title))
