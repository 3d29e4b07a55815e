"""What stands in the way: what stories say of limits and lessons, and why others did not adopt a measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from portal.caching.content_version import kept_each
from portal.text.citations import passages
from showcase.replications.reasons import Reason
from showcase.replications.uses import published_uses
from showcase.stories.blocks import SECTIONS
from showcase.stories.coded import CodedStory, coded_stories
from showcase.stories.models import StoryPage
from showcase.stories.reading import readings

SAID_IN = ("lessons", "limits", "mistakes", "not_fits")
"""Sections that say what stands in the way, the most telling first."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What one story says: the first sentences of the section, `url` leads to it; `language` where not the page's."""

    title: str
    url: str
    language: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Why plants did not adopt it, and how many say so."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The first of them, and how many stories in all say something of the kind."""

    shown: tuple[Obstacle, ...]
    total: int
    reasons: tuple[ReasonCount, ...]
    not_adopted: int

    @property
    def is_empty(self) -> bool:
        return not self.shown and not self.reasons


def obstacles_of(stories: Sequence[CodedStory]) -> Obstacles:
    """Return them for public stories, in the order of the stories but cases first."""
    said = kept_each("atlas.obstacles", "", read_obstacles)
    order = sorted(stories, key=lambda story: story.kind != "case")
    found = [said[story.page_id] for story in order if story.page_id in said]
    reasons, number = _reasons(stories)
    return Obstacles(tuple(found[:SHOWN]), len(found), reasons, number)


def _reasons(stories: Iterable[CodedStory]) -> tuple[tuple[ReasonCount, ...], int]:
    """Return the reasons with how many reports give each, most first; and the number of reports."""
    uses = published_uses()
    reports = [use for story in stories for use in uses.get(story.page_id, ()) if not use.is_adopted]
    counts = Counter(reason for use in reports for reason in use.reasons)
    ordered = [reason for reason in Reason if counts[reason.value]]
    ordered.sort(key=lambda reason: -counts[reason.value])
    return tuple(ReasonCount(str(reason.label), counts[reason.value]) for reason in ordered), len(reports)


def read_obstacles() -> Mapping[int, Obstacle]:
    """Return key of a public story → what it says first, in the reader's language where that is public."""
    language = get_language() or "zh-hans"
    keys = [story.page_id for story in coded_stories()]
    found = readings(StoryPage.objects.filter(pk__in=keys).defer("body"), language)
    bodies = dict(StoryPage.objects.filter(pk__in=[one.text.pk for one in found]).values_list("pk", "body"))
    labels, said = dict(SECTIONS), {}
    for one in found:
        section, text = first_said(bodies[one.text.pk].raw_data)
        if text:
            url, foreign = f"{one.text.get_url() or ''}#{section}", one.language if one.is_fallback else ""
            said[one.source.pk] = Obstacle(one.text.title, url, foreign, str(labels[section]), text)
    return said


def first_said(blocks: Iterable[Any]) -> tuple[str, str]:
    """Return section and first passage of the most telling section of a stored body; two empty texts for none."""
    found: dict[str, str] = {}
    section = ""
    for block in blocks:
        if block["type"] == "section":
            section = block["value"]
        elif block["type"] == "text" and section in SAID_IN and section not in found:
            texts = [passage.text for passage in passages(block["value"]) if not passage.is_heading]
            if texts:
                found[section] = texts[0]
    return next(((name, found[name]) for name in SAID_IN if name in found), ("", ""))
