"""What a measure's own text says on two things: where it does not fit, and what to measure first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings

from portal.caching.content_version import kept_in_process, now
from portal.text.citations import passages
from showcase.choices import StoryKind
from showcase.stories.card_builder import kind_of
from showcase.stories.models import StoryPage

_LIMITS, _FIRST = ("not_fits", "limits"), ("measure_first",)


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure for one reader; `language`: of its texts."""

    title: str
    url: str
    kind: StoryKind
    language: str
    limits: tuple[str, ...]
    first: tuple[str, ...]


def measure_texts(keys: Collection[int], language: str) -> dict[int, MeasureText]:
    """Return source page → its text in the language, else in Chinese; only of public pages.

    At most two queries, for those that nobody has asked for since the content changed.
    """
    kept: dict[int, MeasureText] = kept_in_process(f"for-your-plant.texts.{language}", now(), dict)
    missing = [key for key in keys if key not in kept]
    if missing:
        kept |= _read(missing, language)
    return {key: kept[key] for key in keys if key in kept}


def _read(keys: Collection[int], language: str) -> dict[int, MeasureText]:
    sources = {page.pk: page for page in StoryPage.objects.sources().published().filter(pk__in=keys)}
    others = {} if language == settings.LANGUAGE_CODE or not sources else _translations(sources, language)
    return {key: _text(source, others.get(source.translation_key), language) for key, source in sources.items()}


def _translations(sources: Mapping[int, StoryPage], language: str) -> dict[object, StoryPage]:
    keys = [source.translation_key for source in sources.values()]
    pages = StoryPage.objects.published().filter(
        locale__language_code=language, alias_of=None, translation_key__in=keys
    )
    return {page.translation_key: page for page in pages}


def _text(source: StoryPage, translation: StoryPage | None, language: str) -> MeasureText:
    page = translation or source
    said = _said(page)
    return MeasureText(
        title=page.title,
        url=page.get_url() or "",
        kind=kind_of(source),
        language=language if translation else settings.LANGUAGE_CODE,
        limits=tuple(text for name in _LIMITS for text in said.get(name, ())),
        first=tuple(text for name in _FIRST for text in said.get(name, ())),
    )


def _said(page: StoryPage) -> Mapping[str, list[str]]:
    """Return section → its passages; read from what is stored, because building blocks takes ten times as long."""
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    for block in page.body.raw_data:
        if block["type"] == "section":
            section = str(block["value"])
        elif block["type"] == "text" and section in (*_LIMITS, *_FIRST):
            found[section] += [one.text for one in passages(str(block["value"])) if not one.is_heading]
    return found
