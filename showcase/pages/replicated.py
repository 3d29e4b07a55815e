"""What an enterprise's page shows of replications: that others followed it, and which stories it followed itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from showcase.enterprises.models import Enterprise
from showcase.replications.models import Replication
from showcase.replications.reasons import Outcome
from showcase.replications.uses import count_led
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.stories.reading import readings


@dataclass(frozen=True, slots=True)
class Followed:
    """A story that the enterprise did too. `language`: of the title, empty = the page's own."""

    title: str
    url: str
    language: str
    year: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Replicating:
    """`led`: how often other plants did what the enterprise showed first 示范带动; `followed`: what it did itself."""

    led: int = 0
    followed: tuple[Followed, ...] = ()


def replicating(enterprise: Enterprise, stories: StoryQuerySet) -> Replicating:
    """Return it for an enterprise and its public stories; four queries at most."""
    if not enterprise.pk:
        return Replicating()
    keys = enterprise.record_keys
    led = count_led(list(stories.values_list("pk", flat=True)), keys)
    return Replicating(led, _followed(keys))


def _followed(keys: list[int]) -> tuple[Followed, ...]:
    rows = list(Replication.objects.published().filter(enterprise__in=keys, outcome=Outcome.ADOPTED))
    if not rows:
        return ()
    language = get_language() or "zh-hans"
    sources = StoryPage.objects.filter(pk__in=[row.story_id for row in rows])
    found = {reading.source.pk: reading for reading in readings(sources, language)}
    return tuple(
        Followed(
            title=found[row.story_id].text.title,
            url=f"{found[row.story_id].text.get_url() or ''}#report-{row.pk}",
            language=found[row.story_id].language if found[row.story_id].is_fallback else "",
            year=str(row.year or ""),
            is_example=row.is_example,
        )
        for row in rows
    )
