"""Listed units by prefecture, over one complete list: a partial one would show our gaps as facts."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _

from portal.caching.content_version import cached_by_version
from showcase.atlas.cards import Tile, TileMap, shade
from showcase.lists.choices import AnnouncementKind, EntryAction
from showcase.lists.models import ListEntry
from showcase.lists.references import AnnouncementRef, references
from showcase.search_address import register_address
from showcase.vocabulary.models import Region
from showcase.vocabulary.trees import region_codes

_PINGTAN = "350128"
_PROVINCE = "350000"


def newest_tile_map() -> TileMap | None:
    """Return the tile map of the newest complete final list that is not invented; None if there is none."""
    final = [ref for ref in references().values() if ref.kind == AnnouncementKind.FINAL]
    lists = [ref for ref in final if ref.is_complete and not ref.is_example]
    return _tile_map(lists[0]) if lists else None


def _tile_map(cited: AnnouncementRef) -> TileMap:
    counts = cached_by_version(f"tiles:{cited.pk}", lambda: count_by_prefecture(cited.pk))
    regions = [*Region.objects.filter(parent__code=_PROVINCE), *Region.objects.filter(code=_PINGTAN)]
    regions = list({region.code: region for region in regions}.values())
    largest = max(counts.values(), default=0)
    return TileMap(
        title=_("Units by city"),
        tiles=tuple(
            Tile(
                code=region.code,
                label=region.label,
                value=counts.get(region.code, 0),
                url=region.get_absolute_url(),
                shade=shade(counts.get(region.code, 0), largest),
            )
            for region in regions
        ),
        unit=_("listed units"),
        list_name=cited.title,
        list_url=cited.url,
        coverage_label=cited.basis_label,
        note=_("Pingtan is shown on its own and left out of Fuzhou's sum."),
        csv_url=register_address(("format", "csv")),
        total=sum(counts.values()),
    )


def count_by_prefecture(announcement: int) -> dict[str, int]:
    """Return prefecture code → units of the list; Pingtan separate from Fuzhou. One grouped query."""
    rows = (
        ListEntry.objects.filter(announcement_id=announcement, action=EntryAction.LIST, region__isnull=False)
        .values_list("region__code")
        .annotate(units=Count("pk"))
        .order_by()
    )
    counts: dict[str, int] = {}
    for code, units in rows:
        prefecture = prefecture_of(code)
        if prefecture:
            counts[prefecture] = counts.get(prefecture, 0) + units
    return counts


def prefecture_of(code: str) -> str:
    """Return the prefecture of a region: 350582 → 350500; Pingtan itself; empty for other provinces."""
    if code == _PINGTAN:
        return code
    return next(
        (
            found
            for found in region_codes([code])
            if found.startswith("35") and found.endswith("00") and found != _PROVINCE
        ),
        "",
    )
