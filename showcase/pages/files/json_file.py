"""A story as JSON: a stable contract. Fields may be added, none change meaning.

The OpenAPI document of the search (`search.outputs.openapi`) describes it from these classes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import get_language

from portal.frame.frame import SourceItem
from showcase.cards import Chip
from showcase.pages.story import story_context
from showcase.panels import EffectRow
from showcase.stories.models import StoryPage
from showcase.stories.outputs.document import Heading, story_document, words_of

_DESCRIBED = {"use_attribute_docstrings": True}
"""Lets pydantic put the docstrings of attributes into the schema."""


@dataclass(frozen=True, slots=True)
class StoryTerm:
    """A term of the vocabulary: its permanent code, its name in the language of the address."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class StoryFigure:
    """A figure as its source printed it."""

    __pydantic_config__ = _DESCRIBED
    label: str
    of_what: str
    value: str
    unit: str
    evidence: str
    """Code of the grade: verified, metered, company_statement, estimated, design_or_expected …"""
    scope: str
    period: str
    """Empty where the source states none."""
    printed: str
    """The words of the source."""
    sources: list[int]
    """Numbers of the sources."""
    is_aside: bool
    """Of another date or scope than the story's own figures."""


@dataclass(frozen=True, slots=True)
class StorySource:
    """A numbered source."""

    number: int
    publisher: str
    title: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class StorySection:
    """A section as plain text; citations stand in it as [1]."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """A published story in the language of the address."""

    __pydantic_config__ = _DESCRIBED
    id: str
    """Permanent, the same in both languages."""
    kind: Literal["case", "technology", "practice"]
    locale: Literal["zh-hans", "en"]
    title: str
    url: str
    summary: str
    standing: str
    """Code: how the unit of the story stands to the lists; empty where none is shown."""
    enterprises: list[str]
    place: str
    year: str
    industries: list[StoryTerm]
    techniques: list[StoryTerm]
    figures: list[StoryFigure]
    sections: list[StorySection]
    sources: list[StorySource]
    confirmed_on: str
    """The day on which the content was last confirmed, as the page shows it."""
    demo: bool
    """The site is a demonstration, not one of a government."""


def story_answer(page: StoryPage) -> StoryAnswer:
    """Return what the page shows, in the active language."""
    shown = story_context(page)
    card = shown["card"]
    return StoryAnswer(
        id=card.id,
        kind=card.kind.value,
        locale="en" if get_language() == "en" else "zh-hans",
        title=page.title,
        url=f"{settings.SITE_URL}{page.get_url() or ''}",
        summary=page.summary,
        standing=str(card.standing),
        enterprises=list(card.enterprise_names),
        place=card.place,
        year=card.year,
        industries=_terms(card.industries),
        techniques=_terms(card.techniques),
        figures=[*_figures(shown["effects"], False), *_figures(shown["aside_effects"], True)],
        sections=_sections(page),
        sources=[_source(item) for item in shown["sources"]],
        confirmed_on=str(shown["confirmed_on"] or ""),
        demo=settings.DEMO,
    )


def _terms(chips: Iterable[Chip]) -> list[StoryTerm]:
    return [StoryTerm(chip.code, str(chip.label)) for chip in chips]


def _figures(rows: Iterable[EffectRow], is_aside: bool) -> list[StoryFigure]:
    return [
        StoryFigure(
            label=row.label,
            of_what=row.of_what,
            value=row.value,
            unit=row.unit,
            evidence=row.evidence.value,
            scope=row.scope_label,
            period=row.period,
            printed=row.printed,
            sources=list(row.source_numbers),
            is_aside=is_aside,
        )
        for row in rows
    ]


def _sections(page: StoryPage) -> list[StorySection]:
    """Return the text by its headings; what stands above the first has none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for part in story_document(page).parts:
        if isinstance(part, Heading):
            found.append((part.text, []))
        else:
            found[-1][1].append(words_of(part))
    return [StorySection(heading, "\n\n".join(texts)) for heading, texts in found if texts]


def _source(item: SourceItem | Any) -> StorySource:
    return StorySource(item.number, item.publisher, item.title, item.date, item.url)
