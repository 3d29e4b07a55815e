"""Bringing the data set in and taking it out.

The region root is written last and removed first: only while it is there are the records public (`records`), so a load
or a removal that was interrupted shows nothing, and the next one goes on from where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, models, transaction

from bench.iac.models import Plant, Recommendation
from bench.iac.reading import read_plants, read_recommendations
from bench.iac.tables import ROOT_REGION, states
from portal.caching import content_version
from showcase.models import Region

CHUNK = 2_000
REGION_KIND = "bench"

T = TypeVar("T", bound=models.Model)


def load(folder: Path, limit: int | None = None, progress: Callable[[int], None] | None = None) -> int:
    """Write the first `limit` recommendations (all without one) with their plants; return how many are there now.

    What is there already is left alone. `progress` is told how many recommendations each step has dealt with.
    Raises DataSetFault; what was written before stays, and is not public before the rest is.
    """
    plants = _write_plants(folder, limit)
    for chunk in _chunks(islice(read_recommendations(folder), limit)):
        with_plant = [found for found in chunk if found.plant_id in plants]
        with transaction.atomic():
            Recommendation.objects.bulk_create(with_plant, ignore_conflicts=True)
        if progress:
            progress(len(chunk))
    _write_regions()
    return Recommendation.objects.count()


def remove() -> int:
    """Take everything out, the regions too; return how many recommendations there were.

    Raises ProtectedError where an editor has given one of the regions to an enterprise or a list.
    """
    with transaction.atomic():
        Region.objects.filter(kind=REGION_KIND).exclude(code=ROOT_REGION).delete()
        Region.objects.filter(code=ROOT_REGION).delete()
        content_version.vocabulary_changed()
    removed = Recommendation.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        # Not through the models: each row would be fetched, announced and looked for in Wagtail's reference index.
        for model in (Recommendation, Plant):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 our own name
    return removed


def _write_plants(folder: Path, limit: int | None) -> set[str]:
    """The plants of the first `limit` recommendations, all plants without one; returns their ids."""
    wanted = None if limit is None else {found.plant_id for found in islice(read_recommendations(folder), limit)}
    written: set[str] = set()
    for chunk in _chunks(plant for plant in read_plants(folder) if wanted is None or plant.pk in wanted):
        with transaction.atomic():
            Plant.objects.bulk_create(chunk, ignore_conflicts=True)
        written |= {plant.pk for plant in chunk}
    return written


@transaction.atomic
def _write_regions() -> None:
    names: dict[str, Any] = {"zh": "美国（测试数据）", "en": "United States (bench data)", "kind": REGION_KIND}
    # After all others, in lists that keep the order of the vocabulary.
    root, _ = Region.objects.update_or_create(code=ROOT_REGION, defaults={**names, "position": 10_000})
    used = set(Plant.objects.order_by().values_list("state", flat=True).distinct())
    for position, state in enumerate(states().values(), 10_001):
        if state.code in used:
            fields = {"zh": state.zh, "en": state.en, "kind": REGION_KIND, "parent": root, "position": position}
            Region.objects.update_or_create(code=state.code, defaults=fields)
    content_version.vocabulary_changed()


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
