"""Whose figure a technology or practice repeats: the case that prints the same one, as far as readers may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from portal.caching.content_version import kept_in_process, now
from showcase.effects.models import Effect
from showcase.effects.rows import owner_in
from showcase.stories.models import CaseStudyPage, StoryPage
from showcase.stories.queries import enterprise_lookup
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
    name = owner_in(effect.of_what_zh)[:_NAMED_BY]
    owners = _owners(language).get(_key(effect), ()) if len(name) == _NAMED_BY else ()
    return next((owner for owner in owners if any(name in one for one in owner.names)), None)


def _key(effect: Effect) -> Key:
    return (effect.quantity, effect.low, effect.high, effect.unit, effect.per, effect.scope)


def _owners(language: str) -> Mapping[Key, tuple[Owner, ...]]:
    """Return figure → public cases that print it; read once for each state of the content."""
    return kept_in_process(f"figure-owners-{language}", now(), lambda: _read(language))


def _read(language: str) -> Mapping[Key, tuple[Owner, ...]]:
    kind = ContentType.objects.get_for_model(CaseStudyPage)
    cases = StoryPage.objects.sources().published().filter(content_type=kind).defer("body")
    found: dict[Key, tuple[Owner, ...]] = defaultdict(tuple)
    for case in readings(cases.prefetch_related(enterprise_lookup(), Prefetch("effects")), language):
        heads = [item.enterprise.head for item in case.source.enterprise_items.all()]
        owner = Owner(tuple(head.name_zh for head in heads if head.live), case.text.get_url() or "")
        for effect in case.source.effects.all():
            if owner not in found[_key(effect)]:
                found[_key(effect)] += (owner,)
    return dict(found)
