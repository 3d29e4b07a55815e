"""Plants like the one of a case or an enterprise, each with its reasons; the ranking is that of measures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language

from showcase.enterprises.models import Enterprise
from showcase.for_your_plant.ranking.facts import Features, Plant, Ranked
from showcase.for_your_plant.ranking.rules import rank_plants
from showcase.for_your_plant.reading import Known, known
from showcase.for_your_plant.terms import common_machines
from showcase.for_your_plant.wording import plant_reason
from showcase.vocabulary.places import place_label

SHOWN = 5


@dataclass(frozen=True, slots=True)
class SimilarPlant:
    """Another enterprise in a short list; `reasons`: in words, at least one."""

    name: str
    url: str
    language: str
    place: str
    reasons: tuple[str, ...]


def plants_like_case(page: int) -> tuple[SimilarPlant, ...]:
    """Return the plants nearest to that of a public case (primary key of the Chinese page); at most one query."""
    found = known()
    case = found.cases.get(page)
    if case is None:
        return ()
    own = found.enterprises_of.get(page, frozenset())
    sizes = {found.plants[key].size for key in own if key in found.plants} - {""}
    return _nearest(found, replace(case, size=sizes.pop() if len(sizes) == 1 else ""), own)


def plants_like_enterprise(key: int | None) -> tuple[SimilarPlant, ...]:
    """Return the plants nearest to a published enterprise (the record kept); at most one query."""
    found = known()
    features = found.plants.get(key or 0)
    return _nearest(found, features, frozenset({key or 0})) if features else ()


def _nearest(found: Known, features: Features, own: frozenset[int]) -> tuple[SimilarPlant, ...]:
    others = ((key, other) for key, other in found.plants.items() if key not in own)
    ranked = rank_plants(Plant(features, common=common_machines()), others)[:SHOWN]
    enterprises = _enterprises([one.key for one in ranked])
    return tuple(_shown(one, enterprises[one.key]) for one in ranked if one.key in enterprises)


def _enterprises(keys: list[int]) -> dict[int, Enterprise]:
    """Return those that are public at this moment."""
    if not keys:
        return {}
    published = Enterprise.objects.published().filter(pk__in=keys).select_related("region__parent")
    return {one.pk: one for one in published}


def _shown(one: Ranked, enterprise: Enterprise) -> SimilarPlant:
    language = get_language() or settings.LANGUAGE_CODE
    return SimilarPlant(
        name=enterprise.label_in(language),
        url=enterprise.get_absolute_url(),
        language=language,
        place=place_label(enterprise.region, language),
        reasons=tuple(plant_reason(reason) for reason in one.reasons),
    )
