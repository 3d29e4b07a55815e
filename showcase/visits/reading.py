"""A visit in the reader's language: the English page where it is public, else the Chinese one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from showcase.visits.models import VisitPage
from showcase.vocabulary.places import place_label


@dataclass(frozen=True, slots=True)
class VisitReading:
    """A visit for one reader: facts come from `source`, texts from `text`, which is in `language`."""

    source: VisitPage
    text: VisitPage
    language: str


def readings(sources: Iterable[VisitPage]) -> list[VisitReading]:
    """Return the visits with the page in the reader's language where it is public, else in Chinese."""
    found, language = list(sources), get_language() or settings.LANGUAGE_CODE
    translations: dict[object, VisitPage] = {}
    if found and language != settings.LANGUAGE_CODE:
        keys = [source.translation_key for source in found]
        pages = VisitPage.objects.published().filter(
            locale__language_code=language, alias_of=None, translation_key__in=keys
        )
        translations = {page.translation_key: page for page in pages.defer("body")}
    return [
        VisitReading(source, translations[source.translation_key], language)
        if source.translation_key in translations
        else VisitReading(source, source, settings.LANGUAGE_CODE)
        for source in found
    ]


def reading_of(source: VisitPage) -> VisitReading:
    """Return one visit as this reader sees it."""
    return readings([source])[0]


def place_of(page: VisitPage, source: VisitPage) -> str:
    """Return region and address in the language of the page, in the order that it has there."""
    is_english = page.locale.language_code == "en"
    region = place_label(source.region, "en" if is_english else "zh-hans") if source.region else ""
    parts = [page.address, region] if is_english else [region, page.address]
    return (", " if is_english else "").join(filter(None, parts))
