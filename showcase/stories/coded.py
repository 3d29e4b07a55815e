"""Public stories as codes, from which everything outside the search is counted. Four queries, cached until changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from portal.caching.content_version import kept_in_process, now
from showcase.stories.models import StoryPage
from showcase.stories.relations import StoryRegion
from showcase.vocabulary.models import IndustryItem, TechniqueItem
from showcase.vocabulary.trees import (
    industry_codes,
    industry_group_overrides,
    region_codes,
    region_parents,
    technique_codes,
)


@dataclass(frozen=True, slots=True)
class CodedStory:
    """A live, public source page with the codes by which the search finds it, ancestors and groups included."""

    page_id: int
    kind: str
    industries: frozenset[str]
    techniques: frozenset[str]
    regions: frozenset[str]


def coded_stories() -> tuple[CodedStory, ...]:
    """Return all public stories, newest first; cached in the process."""
    return kept_in_process("coded-stories", now(), read_coded_stories)


def of_kinds(stories: Iterable[CodedStory], *kinds: str) -> tuple[CodedStory, ...]:
    """Return the stories of these kinds, in their order."""
    return tuple(story for story in stories if story.kind in kinds)


def count_techniques(stories: Iterable[CodedStory]) -> Counter[str]:
    """Return code → stories; one that carries two techniques of a group counts once in the group."""
    return Counter(code for story in stories for code in story.techniques)


def count_industries(stories: Iterable[CodedStory]) -> Counter[str]:
    """Return code → stories, groups and divisions included; one that fits every industry counts in none."""
    return Counter(code for story in stories for code in story.industries)


def read_coded_stories() -> tuple[CodedStory, ...]:
    """Read all public stories now, for callers that run before the content version has moved."""
    public = StoryPage.objects.sources().published().newest_first()
    rows = list(public.values_list("pk", "content_type_id"))
    industries = _codes(IndustryItem.objects.values_list("content_object_id", "tag__code"))
    techniques = _codes(TechniqueItem.objects.values_list("content_object_id", "tag__code"))
    regions = _codes(StoryRegion.objects.values_list("page_id", "region__code"))
    groups, parents = industry_group_overrides(), region_parents()
    return tuple(
        CodedStory(
            page_id=page_id,
            kind=_kind(content_type_id),
            industries=frozenset(industry_codes(industries[page_id], groups)),
            techniques=frozenset(technique_codes(techniques[page_id])),
            regions=frozenset(region_codes(regions[page_id], parents)),
        )
        for page_id, content_type_id in rows
    )


def _codes(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """Return page id → codes; rows of drafts and private pages are read too and never looked up."""
    found: dict[int, set[str]] = defaultdict(set)
    for page_id, code in pairs:
        found[page_id].add(code)
    return found


def _kind(content_type_id: int) -> str:
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return str(getattr(model, "kind", ""))
