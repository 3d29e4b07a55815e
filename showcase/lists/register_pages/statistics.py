"""Statistics of listed units by year, level, city and industry, over complete lists; and what we hold of each list.

Counts over a partial list would show our gaps. Every figure is the total of the register query that it links to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from portal.charts.tiles import shade
from portal.frame.context import home_path
from portal.frame.frame import Crumb, ExportLink
from showcase.lists.choices import AnnouncementKind
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.register.current import current_index
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.query import FACETS, RegisterQuery, refuse_times_to_come, word_param
from showcase.lists.register_pages.coverage import ListCoverage, coverage_of
from showcase.lists.register_pages.flows import flows_between
from showcase.panels import PREFECTURES, Bar, BarTable, Tile, TileMap
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import CodedTerm, Industry, Region
from showcase.vocabulary.places import short_label


@dataclass(frozen=True)
class Figure:
    """A figure; `query` is the register query of which it is the total."""

    label: str
    code: str
    query: RegisterQuery
    value: int
    language: str = ""


def statistics(request: HttpRequest) -> HttpResponse:
    """Show all complete lists side by side, and one of them (`list`, default the newest) by city and industry."""
    refuse_times_to_come(request.GET)
    wanted = word_param(request.GET, "format", ("html", "csv"))
    known = references().values()
    lists, coverage = [ref for ref in known if _counts(ref)], coverage_of(known)
    chosen = _chosen(lists, request.GET.get("list", ""))
    tables = _tables(current_index(), lists, chosen)
    if wanted == "csv":
        return csv_answer("statistics", _header(), (*_csv_rows(tables), *_coverage_rows(coverage)))
    context = _context(request, lists, chosen, tables)
    shown = {
        "coverage": coverage,
        "flows": flows_between(lists),
        "exports": _exports(request, chosen, bool(coverage)),
        "tile_map": _tile_map(current_index(), chosen) if chosen else None,
    }
    return render(request, "showcase/register_statistics.html", {**context, **shown})


def newest_tile_map() -> TileMap | None:
    """Return the units by city of the newest complete final list that is not invented; None if there is none."""
    chosen = _chosen([ref for ref in references().values() if _counts(ref)], "")
    if chosen is None:
        return None
    tile_map = _tile_map(current_index(), chosen)
    identified = _identified(tile_map.total or 0, chosen)
    return replace(tile_map, said=(identified, *tile_map.said)) if identified else tile_map


def _tile_map(index: RegisterIndex, ref: AnnouncementRef) -> TileMap:
    """Return the tiles of a complete list; each count is the total of the register query it leads to."""
    regions = Region.objects.filter(code__in=PREFECTURES)
    figures = [_figure(index, ref, short_label(one), one.code, "region", one.label_language) for one in regions]
    largest = max((figure.value for figure in figures), default=0)
    everywhere = _figure(index, ref, "", str(ref.pk))
    return TileMap(
        title=_("Units by city"),
        tiles=tuple(_tile(figure, largest) for figure in figures),
        unit=_("listed units"),
        total=everywhere.value,
        said=(_("Pingtan is shown on its own and left out of Fuzhou's sum."),),
        list_name=ref.title,
        list_url=ref.url,
        list_language=ref.language,
        coverage_label=ref.basis_label,
        csv_url=f"{reverse('register_statistics')}?format=csv&list={ref.pk}",
    )


def _tile(figure: Figure, largest: int) -> Tile:
    url = figure.query.address(reverse("register")) if figure.value else ""
    step = shade(figure.value, largest)
    return Tile(figure.code, figure.label, figure.value, url, step, language=figure.language)


def _counts(ref: AnnouncementRef) -> bool:
    """Say whether a list is counted: complete, final, not invented, and not from a day in the future."""
    if ref.counts_from > timezone.localdate():
        return False
    return ref.is_complete and ref.kind == AnnouncementKind.FINAL and not ref.is_example


def _chosen(lists: list[AnnouncementRef], key: str) -> AnnouncementRef | None:
    if not key:
        return lists[0] if lists else None
    found = next((ref for ref in lists if str(ref.pk) == key), None)
    if found is None or not FACETS["list"].fullmatch(key):
        raise Http404("No complete list of that key")
    return found


def _tables(index: RegisterIndex, lists: list[AnnouncementRef], chosen: AnnouncementRef | None) -> tuple[BarTable, ...]:
    by_list = [_figure(index, ref, f"{ref.year} · {ref.level} · {ref.title}", str(ref.pk)) for ref in lists]
    tables = [_table("list", _("By year, level and list"), by_list)]
    if chosen is not None:
        cities = Region.objects.filter(code__in=PREFECTURES)
        groups = Industry.objects.filter(level=IndustryLevel.GROUP)
        tables += [
            _table("region", _("By city"), _by_term(index, chosen, "region", cities)),
            _table("industry", _("By industry"), _by_term(index, chosen, "industry", groups)),
        ]
    return tuple(tables)


def _by_term(index: RegisterIndex, ref: AnnouncementRef, facet: str, terms: Iterable[CodedTerm]) -> list[Figure]:
    figures = [_figure(index, ref, term.label, term.code, facet, term.label_language) for term in terms]
    return sorted((figure for figure in figures if figure.value), key=lambda figure: (-figure.value, figure.code))


def _figure(
    index: RegisterIndex, ref: AnnouncementRef, label: str, code: str, facet: str = "", language: str = ""
) -> Figure:
    narrowed = {facet: (code,)} if facet else {}
    query = RegisterQuery(as_of=ref.counts_from, choices={"list": (str(ref.pk),), **narrowed})
    return Figure(label, code, query, len(index.chosen(index.on(ref.counts_from), query)), language)


def _table(name: str, title: str, figures: list[Figure]) -> BarTable:
    largest = max((figure.value for figure in figures), default=0) or 1
    path = reverse("register")
    bars = tuple(
        Bar(
            label=figure.label,
            value=figure.value,
            share=round(100 * figure.value / largest),
            url=figure.query.address(path),
            code=figure.code,
            language=figure.language,
        )
        for figure in figures
    )
    return BarTable(name, title, bars)


def _identified(units: int, chosen: AnnouncementRef) -> str:
    """Return a sentence on rows that are not identified with an enterprise, and so counted nowhere."""
    if units >= chosen.rows:
        return ""
    return _(
        "%(units)s of the %(rows)s rows of this list are identified with an enterprise; only those are counted."
    ) % {
        "units": units,
        "rows": chosen.rows,
    }


def _units(by_list: BarTable, chosen: AnnouncementRef) -> int:
    return next((bar.value for bar in by_list.bars if bar.code == str(chosen.pk)), 0)


def _header() -> tuple[str, ...]:
    return (_("figure"), _("code"), _("name"), _("units"), _("register query"))


def _csv_rows(tables: Iterable[BarTable]) -> Iterable[tuple[object, ...]]:
    return (
        (table.name, bar.code, bar.label, bar.value, f"{settings.SITE_URL}{bar.url}")
        for table in tables
        for bar in table.bars
    )


def _coverage_rows(coverage: Iterable[ListCoverage]) -> Iterator[tuple[object, ...]]:
    """Yield held rows, and all rows where they are known; they are no totals of a register query."""
    for one in coverage:
        yield ("held", one.key, one.title, one.held, "")
        if one.total is not None:
            yield ("stated", one.key, one.title, one.total, "")


def _context(
    request: HttpRequest,
    lists: list[AnnouncementRef],
    chosen: AnnouncementRef | None,
    tables: tuple[BarTable, ...],
) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "crumbs": (
            Crumb(_("Home"), home_path(language)),
            Crumb(_("Register"), reverse("register")),
            Crumb(_("Statistics")),
        ),
        "page_title": _("Statistics of the lists"),
        "form_url": request.path,
        "lists": lists,
        "chosen": chosen,
        "identified": _identified(_units(tables[0], chosen), chosen) if chosen else "",
        "by_list": tables[0],
        "of_one": tables[1:],
    }


def _exports(request: HttpRequest, chosen: AnnouncementRef | None, has_lists: bool) -> tuple[ExportLink, ...]:
    query = f"&list={chosen.pk}" if chosen else ""
    return (ExportLink("CSV", f"{request.path}?format=csv{query}", "text/csv"),) if has_lists else ()
