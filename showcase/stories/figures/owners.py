"""Whose figure a technology or practice repeats: the case that prints the same one, as far as readers may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from portal.caching.content_version import kept_in_process, now
from showcase.effects.models import Effect
from showcase.effects.rows import owner_in
from showcase.stories.models import CaseStudyPage, StoryPage
from showcase.stories.queries import StoryQuerySet, enterprise_lookup
from showcase.stories.reading import readings

Key = tuple[Any, ...]
_NAMED_BY = 2


@dataclass(frozen=True, slots=True)
class Owner:
    """A public case that prints a figure: `names`, Chinese, of its published enterprises; its address."""

    names: tuple[str, ...]
    url: str


def owner_of(effect: Effect, language: str) -> Owner | None:
    """Return the public case whose figure this effect of another story repeats; None where none is known.

    The numbers agree, and the words of the effect begin as the enterprise is called.
    """
    return _match(effect, _owners(language))


def repeated_in(stories: Iterable[StoryPage]) -> frozenset[int]:
    """Return the keys of those effects of technologies and practices that a public case prints, read at this moment.

    For the search, which reads before other processes know of a change; three queries at most.
    """
    told = [effect for story in stories if not _is_case(story) for effect in story.effects.all() if _named(effect)]
    if not told:
        return frozenset()
    owners = _read("zh-hans", _public_cases().filter(pk__in=Effect.objects.filter(_prints(told)).values("page")))
    return frozenset(effect.pk for effect in told if _match(effect, owners))


def repeating(cases: Any, unsaved: Iterable[Effect] = ()) -> QuerySet[StoryPage]:
    """Return the technologies and practices, public or not, that print a number of these cases.

    `cases`: keys or a queryset; `unsaved`: effects that one of them is about to get.
    """
    kind = _case_type()
    of_cases = Effect.objects.filter(page__in=cases, page__content_type=kind, quantity=OuterRef("quantity"))
    printed = of_cases.filter(Q(low=OuterRef("low")) | Q(high=OuterRef("high")))
    told = Effect.objects.exclude(page__content_type=kind).filter(Exists(printed) | _prints(unsaved))
    found: QuerySet[StoryPage] = StoryPage.objects.filter(pk__in=told.values("page"))
    return found


def _prints(effects: Iterable[Effect]) -> Q:
    """Return a test for effects with a number of these."""
    numbers = [(effect.low, effect.high) for effect in effects]
    lows, highs = ({pair[end] for pair in numbers} - {None} for end in (0, 1))
    return Q(low__in=lows) | Q(high__in=highs)


def _match(effect: Effect, owners: Mapping[Key, tuple[Owner, ...]]) -> Owner | None:
    name = _named(effect)
    found = owners.get(_key(effect), ()) if name else ()
    return next((owner for owner in found if any(name in one for one in owner.names)), None)


def _named(effect: Effect) -> str:
    """Return how the name of the plant begins that the words of an effect name; empty where they name none."""
    name = owner_in(effect.of_what_zh)[:_NAMED_BY]
    return name if len(name) == _NAMED_BY else ""


def _key(effect: Effect) -> Key:
    return (effect.quantity, effect.low, effect.high, effect.unit, effect.per, effect.scope)


def _owners(language: str) -> Mapping[Key, tuple[Owner, ...]]:
    """Return figure → public cases that print it; read once for each state of the content."""
    return kept_in_process(f"figure-owners-{language}", now(), lambda: _read(language, _public_cases()))


def _case_type() -> ContentType:
    return ContentType.objects.get_for_model(CaseStudyPage)


def _is_case(story: StoryPage) -> bool:
    return story.content_type_id == _case_type().pk


def _public_cases() -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().filter(content_type=_case_type()).defer("body")
    return found


def _read(language: str, cases: StoryQuerySet) -> Mapping[Key, tuple[Owner, ...]]:
    found: dict[Key, tuple[Owner, ...]] = defaultdict(tuple)
    for case in readings(cases.prefetch_related(enterprise_lookup(), Prefetch("effects")), language):
        heads = [item.enterprise.head for item in case.source.enterprise_items.all()]
        owner = Owner(tuple(head.name_zh for head in heads if head.live), case.text.get_url() or "")
        for effect in case.source.effects.all():
            if owner not in found[_key(effect)]:
                found[_key(effect)] += (owner,)
    return dict(found)
