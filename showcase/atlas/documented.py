"""Puts stories whose figures are best documented first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.caching.content_version import kept_each
from showcase.choices import Evidence
from showcase.effects.models import Effect
from showcase.stories.coded import CodedStory

_GRADES = {evidence.value: grade for grade, evidence in enumerate(Evidence)}
_UNDOCUMENTED = len(_GRADES)


def best_documented_first(stories: Iterable[CodedStory]) -> list[CodedStory]:
    """Return the stories by the strongest evidence of their figures; equals keep their order, without figures last."""
    grades = kept_each("atlas.grades", "", read_grades)
    return by_grade(stories, grades)


def by_grade(stories: Iterable[CodedStory], grades: Mapping[int, int]) -> list[CodedStory]:
    """Sort by grade, 0 the strongest; pure."""
    return sorted(stories, key=lambda story: grades.get(story.page_id, _UNDOCUMENTED))


def read_grades() -> dict[int, int]:
    """Return key of a story → grade of its best documented figure; figures of other dates or scopes do not count."""
    found: dict[int, int] = {}
    for page, evidence in Effect.objects.filter(aside=False).values_list("page_id", "evidence"):
        found[page] = min(found.get(page, _UNDOCUMENTED), _GRADES.get(evidence, _UNDOCUMENTED))
    return found
