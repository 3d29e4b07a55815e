"""Replications as data for what counts, ranks or searches: read once for each state of what is public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.caching.content_version import kept_in_process, now
from showcase.replications.figures import Common
from showcase.replications.models import Replication
from showcase.replications.reasons import Outcome
from showcase.vocabulary.trees import industry_codes, industry_group_overrides


@dataclass(frozen=True, slots=True)
class UseFigure:
    """A figure of a use. `quantity`, `evidence`: values of the choices; `common`: None where it does not compare."""

    quantity: str
    evidence: str
    common: Common | None


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """What one plant reports of a story.

    `story`: primary key of the Chinese page; `is_adopted`: False where it was tried and not adopted, for `reasons`
    (codes of `Reason`); `industries`: codes with their divisions and groups; `enterprise`: primary key of the plant's
    record in the register, None where it has none or is not named.
    """

    key: int
    story: int
    is_adopted: bool
    year: int | None
    industries: frozenset[str]
    reasons: tuple[str, ...]
    figures: tuple[UseFigure, ...]
    enterprise: int | None


def published_uses() -> Mapping[int, tuple[PublishedUse, ...]]:
    """Return key of the Chinese story → what plants report of it, newest first; stories without reports are left out.

    Only what any reader may see now: nothing taken back, nothing on hidden stories, no invented examples. Three
    queries, kept in the process until something public changes.
    """
    return kept_in_process("replications.uses", now(), read_uses)


def read_uses() -> dict[int, tuple[PublishedUse, ...]]:
    """Read them now, for callers that run before the content version has moved."""
    rows = Replication.objects.published().filter(is_example=False).with_details()
    groups = industry_group_overrides()
    found: dict[int, list[PublishedUse]] = defaultdict(list)
    for row in rows:
        codes = industry_codes([row.industry.code], groups) if row.industry else frozenset()
        figures = tuple(UseFigure(one.quantity, one.evidence, one.common) for one in row.figures.all())
        use = PublishedUse(
            key=row.pk,
            story=row.story_id,
            is_adopted=row.outcome == Outcome.ADOPTED,
            year=row.year,
            industries=codes,
            reasons=tuple(str(reason.value) for reason in row.reasons_given),
            figures=figures,
            enterprise=row.enterprise_id,
        )
        found[row.story_id].append(use)
    return {story: tuple(uses) for story, uses in found.items()}


def searched_texts(stories: Collection[int]) -> dict[int, dict[str, str]]:
    """Return key of a Chinese story → language → what its reports say there, for the search; one query.

    Invented examples are left out: nobody is to find a real story by them.
    """
    rows = Replication.objects.standing().filter(story__in=list(stories), is_example=False)
    found: dict[int, dict[str, list[str]]] = {}
    for row in rows:
        texts = found.setdefault(row.story_id, {"zh-hans": [], "en": []})
        texts["zh-hans"] += [row.text_zh, row.changed_zh]
        texts["en"] += [row.text_en, row.changed_en]
    return {
        story: {language: "\n".join(text for text in parts if text) for language, parts in texts.items()}
        for story, texts in found.items()
    }


def count_replications(stories: Collection[int]) -> int:
    """Count the reports of plants that did the same as one of these public stories (keys of Chinese pages)."""
    uses = published_uses()
    return sum(use.is_adopted for story in stories for use in uses.get(story, ()))


def count_led(stories: Collection[int], own: Collection[int]) -> int:
    """Count how often others did what these stories show; `own`: records of the enterprise that showed it first."""
    uses, ours = published_uses(), set(own)
    return sum(use.is_adopted and use.enterprise not in ours for story in stories for use in uses.get(story, ()))
