"""The rows of an announcement as searchable tables, 200 per page; they work without JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.frame import Pager
from portal.frame.paging import page_count, pager
from showcase.enterprises.merges import recorded_merges
from showcase.lists.choices import AnnouncementKind, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.panels import EntryRow, EntryTable
from showcase.lists.references import RowCounts, coverage_label, references
from showcase.lists.register.fold import Novelty, novelties
from showcase.lists.register.projection import events
from showcase.lists.register.query import clean_text
from showcase.vocabulary.places import place_label

PER_PAGE = 200
_ALL = "all"
_SEARCHED = ("name", "former_name", "serial", "region_printed", "industry_printed", "product_printed")


@dataclass(frozen=True)
class EntryQuery:
    """Which rows a page shows.

    `find`: part of a row's text; `row`: position of a row whose page is shown; `shows_all`: all rows, for print;
    `as_printed`: without names and links of our own records.
    """

    find: str = ""
    row: int | None = None
    page: int = 1
    shows_all: bool = False
    as_printed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> EntryQuery:
        """Read the query string. Raises BadRequest where a number is expected and missing."""
        return cls(
            find=clean_text(params.get("find", "")),
            row=_number(params, "row"),
            page=_number(params, "page") or 1,
            shows_all=params.get("rows") == _ALL,
        )


@dataclass(frozen=True)
class Entries:
    """One page of the rows, with one table per programme.

    `found` of `total` rows match; `listed` of all rows list a unit.
    """

    tables: tuple[EntryTable, ...] = ()
    total: int = 0
    found: int = 0
    listed: int = 0
    pager: Pager | None = None


def row_counts(source: AnnouncementPage) -> RowCounts:
    """Count the rows of an announcement; one query."""
    if source.pk is None:
        return RowCounts(0, 0)
    counted = source.entries.aggregate(total=Count("pk"), listed=Count("pk", filter=Q(action=EntryAction.LIST)))
    return RowCounts(counted["total"], counted["listed"])


def entries_of(source: AnnouncementPage, query: EntryQuery, path: str, ended: Mapping[int, str]) -> Entries:
    """Return the rows of a Chinese announcement. Raises Http404 beyond the last page. `ended`: see `ended_since`."""
    if source.pk is None:
        return Entries()
    every = source.entries.order_by("position")
    found = _matching(every, query.find)
    total, number = found.count(), _page_of(found, query)
    pages = 1 if query.shows_all else page_count(total, PER_PAGE)
    if number > pages:
        raise Http404("There is no such page")
    shown = found if query.shows_all else found[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = list(shown.select_related("programme", "enterprise__merged__into", "region__parent"))
    totals = dict(every.values_list("programme").annotate(rows=Count("pk")).order_by())
    counts = RowCounts(sum(totals.values()), every.filter(action=EntryAction.LIST).count())
    return Entries(
        tables=_tables(source, rows, totals, counts, ended, as_printed=query.as_printed),
        total=counts.total,
        found=total,
        listed=counts.listed,
        pager=pager(number, pages, lambda page: _address(path, query, page)),
    )


def _number(params: QueryDict, name: str) -> int | None:
    raw = params.get(name, "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and 0 < len(raw) < 10 and int(raw)):
        raise BadRequest(_("%(name)s: a number from 1") % {"name": name})
    return int(raw)


def _matching(entries: QuerySet[ListEntry], text: str) -> QuerySet[ListEntry]:
    if not text:
        return entries
    condition = Q(enterprise__name_en__icontains=text, enterprise__live=True)
    for field in _SEARCHED:
        condition |= Q(**{f"{field}__icontains": text})
    return entries.filter(condition)


def _page_of(found: QuerySet[ListEntry], query: EntryQuery) -> int:
    """Return the requested page number, else that of the requested row."""
    if query.shows_all or query.row is None:
        return 1 if query.shows_all else query.page
    return found.filter(position__lt=query.row).count() // PER_PAGE + 1


def _address(path: str, query: EntryQuery, page: int) -> str:
    params = [("find", query.find)] if query.find else []
    params += [("page", str(page))] if page > 1 else []
    return f"{path}?{urlencode(params)}" if params else path


def _tables(
    source: AnnouncementPage,
    entries: list[ListEntry],
    totals: dict[Any, int],
    counts: RowCounts,
    ended: Mapping[int, str],
    *,
    as_printed: bool,
) -> tuple[EntryTable, ...]:
    """Return one table per programme, rows as printed."""
    changes = _actions(entries) if as_printed else _changes(source, entries)
    groups: dict[Any, list[ListEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.programme].append(entry)
    # The stated total is that of the whole notice: beside one of several tables it would be read as that programme's.
    coverage = coverage_label(source, counts) if len(totals) == 1 else ""
    return tuple(
        EntryTable(
            programme.label,
            tuple(
                _row(entry, changes.get(entry.pk, ""), ended.get(entry.position, ""), as_printed=as_printed)
                for entry in rows
            ),
            coverage,
            total=totals[programme.pk],
        )
        for programme, rows in groups.items()
    )


def _row(entry: ListEntry, change: str, ended: str, *, as_printed: bool) -> EntryRow:
    """Return a row. Units that are not published as enterprises are shown as printed, without a link."""
    linked = entry.enterprise if entry.enterprise and entry.enterprise.live and not as_printed else None
    language = get_language() or "zh-hans"
    notes = [entry.product_printed, entry.reason_printed]
    if entry.former_name:
        notes.append(_("formerly %(name)s") % {"name": entry.former_name})
    return EntryRow(
        serial=entry.serial or str(entry.position),
        name=linked.name_en if linked and language == "en" else entry.name,
        language=language if linked else "zh-hans",
        other_name=entry.name if linked and language == "en" else "",
        other_language="zh-hans",
        enterprise_url=linked.head.get_absolute_url() if linked else "",
        place=place_label(entry.region, language) if entry.region else entry.region_printed,
        industry=entry.industry_printed,
        programme=entry.programme.label,
        evaluator=entry.evaluator_printed,
        note="; ".join(note for note in notes if note),
        change_label=change,
        ended=ended,
        position=entry.position,
    )


def _changes(source: AnnouncementPage, entries: Iterable[ListEntry]) -> dict[int, str]:
    """Return entry → new, continued or moved up, derived from the units' events; other actions by their own label."""
    found = _actions(entries)
    if source.kind != AnnouncementKind.FINAL or source.events_recorded_at is None:
        return found
    merged = recorded_merges()
    units = {one for entry in entries if entry.enterprise_id for one in merged.family(entry.enterprise_id)}
    known = list(events(units))
    public = references({event.announcement for event in known})
    novelty_of = novelties((event for event in known if event.announcement in public), source.pk, merged=merged)
    words = {Novelty.CONTINUED: _("continued"), Novelty.MOVED_UP: _("moved up")}
    by_event = dict(source.events.filter(pk__in=list(novelty_of)).values_list("pk", "entry_id"))
    # "New" is not said: what we do not hold of earlier lists would make old units new.
    return found | {by_event[pk]: words[novelty] for pk, novelty in novelty_of.items() if novelty in words}


def _actions(entries: Iterable[ListEntry]) -> dict[int, str]:
    return {e.pk: str(EntryAction(e.action).label) for e in entries if e.action != EntryAction.LIST}
