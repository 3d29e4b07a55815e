"""Public stories and enterprises by city of the province, now: as tiles, as a drawing and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.csv_answer import csv_answer
from portal.answers.drawing_answer import FileForm, drawing_answer
from portal.caching.content_version import kept_each
from portal.charts.png import can_write
from portal.charts.sheets import joined
from portal.charts.tiles import shade
from portal.text.dates import format_date
from showcase.enterprises.models import Enterprise
from showcase.panels import PREFECTURES, Tile, TileMap
from showcase.search_address import search_address
from showcase.stories.coded import CodedStory, coded_stories
from showcase.vocabulary.models import Region
from showcase.vocabulary.places import short_label
from showcase.vocabulary.trees import of_vocabulary, region_codes, region_parents


def city_tiles() -> TileMap:
    """Return the counts of what is public now; kept until something public changes. Invented examples are left out."""
    return kept_each("charts.cities", "", _tile_map)


def prefectures_of(codes: Iterable[str]) -> frozenset[str]:
    """Return the prefectures that have a tile: 350582 → 350500, Pingtan itself; none for other provinces."""
    return region_codes(codes, region_parents()) & PREFECTURES.keys()


@require_safe
def cities_file(request: HttpRequest, form: FileForm) -> HttpResponse:
    """Return the tiles as a drawing with title, day and source in it."""
    tiles, language = city_tiles(), get_language() or "zh-hans"
    said = joined((f"{tiles.unit} / {tiles.second_unit}", _("as of %(day)s") % {"day": tiles.counted_on}))
    address = request.build_absolute_uri(reverse("public_counts"))
    source = f"{_('Source:')} {joined((_('published stories and enterprises of this site'), address))}"
    return drawing_answer(form, f"cities:{language}", tiles.plot, tiles.title, said, source)


@require_safe
def cities_csv(request: HttpRequest) -> HttpResponse:
    """Return the counts as a table."""
    rows = ((tile.code, tile.label, tile.value, tile.second) for tile in city_tiles().tiles)
    return csv_answer("stories-by-city", (_("code"), _("city"), _("stories"), _("enterprises")), rows)


def _tile_map() -> TileMap:
    stories, enterprises = coded_stories(), _enterprises()
    counts = Counter(code for story in stories for code in prefectures_of(story.regions))
    largest = max(counts.values(), default=0)
    regions = of_vocabulary("cities.regions", lambda: list(Region.objects.filter(code__in=PREFECTURES)))
    return TileMap(
        title=_("Stories by city"),
        tiles=tuple(_tile(region, counts[region.code], enterprises[region.code], largest) for region in regions),
        unit=_("stories"),
        second_unit=_("enterprises"),
        said=(_stories_said(stories), _enterprises_said(enterprises)),
        counted_on=format_date(timezone.localdate(), get_language() or "zh-hans"),
        csv_url=reverse("cities_csv"),
        svg_url=reverse("cities_svg"),
        png_url=reverse("cities_png") if can_write() else "",
    )


def _tile(region: Region, stories: int, enterprises: int, largest: int) -> Tile:
    """Return a tile; without stories it leads to the enterprises of the city, if there are any."""
    fallback = region.get_absolute_url() if enterprises else ""
    return Tile(
        code=region.code,
        label=short_label(region),
        value=stories,
        url=search_address(("region", region.code)) if stories else fallback,
        shade=shade(stories, largest),
        second=enterprises,
        language=region.label_language,
    )


def _enterprises() -> Counter[str]:
    """Return prefecture → public enterprises; under "" those elsewhere or without a place. One grouped query."""
    public = Enterprise.objects.published().filter(is_example=False)
    found: Counter[str] = Counter()
    for code, number in public.values_list("region__code").annotate(Count("pk")).order_by():
        (prefecture,) = prefectures_of([code] if code else []) or {""}
        found[prefecture] += number
    return found


def _stories_said(stories: Iterable[CodedStory]) -> str:
    places = Counter(_place(story) for story in stories)
    words = _(
        "%(here)s of %(total)s stories name a city of the province, %(elsewhere)s another place, %(none)s no place, "
        "as most technologies and practices. A story of two cities counts in each."
    )
    return words % {"total": places.total(), **{name: places[name] for name in ("here", "elsewhere", "none")}}


def _place(story: CodedStory) -> str:
    if not story.regions:
        return "none"
    return "here" if prefectures_of(story.regions) else "elsewhere"


def _enterprises_said(enterprises: Counter[str]) -> str:
    words = _(
        "%(elsewhere)s of %(total)s enterprises are in other provinces or without a place. "
        "The numbers are those of this site, not of all plants of a city."
    )
    return words % {"elsewhere": enterprises[""], "total": enterprises.total()}
