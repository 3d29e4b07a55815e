"""The rows of an announcement as searchable tables, some hundred at once; they need no script."""

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

from portal.frame import Pager
from portal.paging import page_count, pager
from showcase.enterprises.merging.models import recorded_merges
from showcase.lists.choices import AnnouncementKind, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.panels import EntryRow, EntryTable
from showcase.lists.projection import events
from showcase.lists.references import RowCounts, coverage_label, references
from showcase.lists.register import Novelty, novelties
from showcase.lists.register_query import clean_text
from showcase.vocabulary.places import place_label

PER_PAGE = 200
_ALL = "all"
_SEARCHED = ("name", "former_name", "serial", "region_printed", "industry_printed", "product_printed")


@dataclass(frozen=True)
class Wanted:
    """`find`: part of a row; `row`: the position of a row whose page is wanted; `shows_all`: for print.

    `as_printed`: without the names and links of our own records.
    """

    find: str = ""
    row: int | None = None
    page: int = 1
    shows_all: bool = False
    as_printed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> Wanted:
        """Raises BadRequest for what is no number."""
        return cls(
            find=clean_text(params.get("find", "")),
            row=_number(params, "row"),
            page=_number(params, "page") or 1,
            shows_all=params.get("rows") == _ALL,
        )


@dataclass(frozen=True)
class Entries:
    """One page of the rows: a table a programme; `found` of `total` rows match, `listed` of all list a unit."""

    tables: tuple[EntryTable, ...] = ()
    total: int = 0
    found: int = 0
    listed: int = 0
    pager: Pager | None = None


def row_counts(source: AnnouncementPage) -> RowCounts:
    """One query."""
    if source.pk is None:
        return RowCounts(0, 0)
    counted = source.entries.aggregate(total=Count("pk"), listed=Count("pk", filter=Q(action=EntryAction.LIST)))
    return RowCounts(counted["total"], counted["listed"])


def entries_of(source: AnnouncementPage, wanted: Wanted, path: str, ended: Mapping[int, str]) -> Entries:
    """The rows of a Chinese announcement; Http404 beyond the last page. `ended`: as of `ended_since`."""
    if source.pk is None:
        return Entries()
    every = source.entries.order_by("position")
    found = _matching(every, wanted.find)
    total, number = found.count(), _page_of(found, wanted)
    pages = 1 if wanted.shows_all else page_count(total, PER_PAGE)
    if number > pages:
        raise Http404("There is no such page")
    shown = found if wanted.shows_all else found[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = list(shown.select_related("programme", "enterprise__merged__into", "region__parent"))
    totals = dict(every.values_list("programme").annotate(rows=Count("pk")).order_by())
    counts = RowCounts(sum(totals.values()), every.filter(action=EntryAction.LIST).count())
    return Entries(
        tables=_tables(source, rows, totals, counts, ended, as_printed=wanted.as_printed),
        total=counts.total,
        found=total,
        listed=counts.listed,
        pager=pager(number, pages, lambda page: _address(path, wanted, page)),
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


def _page_of(found: QuerySet[ListEntry], wanted: Wanted) -> int:
    """The page asked for, else the one the wanted row stands on."""
    if wanted.shows_all or wanted.row is None:
        return 1 if wanted.shows_all else wanted.page
    return found.filter(position__lt=wanted.row).count() // PER_PAGE + 1


def _address(path: str, wanted: Wanted, page: int) -> str:
    params = [("find", wanted.find)] if wanted.find else []
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
    """One table a programme, rows as printed."""
    changes = _actions(entries) if as_printed else _changes(source, entries)
    groups: dict[Any, list[ListEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.programme].append(entry)
    # The stated total is of the whole notice: beside one of several tables it would be read as that programme's.
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
    """Names of units that are not published as enterprises stand as printed, without a link."""
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
    """Entry → new, continued, moved up, as the events of the same units tell; other actions by their own word."""
    found = _actions(entries)
    if source.kind != AnnouncementKind.FINAL or source.events_recorded_at is None:
        return found
    merged = recorded_merges()
    units = {one for entry in entries if entry.enterprise_id for one in merged.family(entry.enterprise_id)}
    known = list(events(units))
    public = references({event.announcement for event in known})
    told = novelties((event for event in known if event.announcement in public), source.pk, merged=merged)
    words = {Novelty.CONTINUED: _("continued"), Novelty.MOVED_UP: _("moved up")}
    by_event = dict(source.events.filter(pk__in=list(told)).values_list("pk", "entry_id"))
    # "New" is not said: what we do not hold of earlier lists would make old units new.
    return found | {by_event[pk]: words[novelty] for pk, novelty in told.items() if novelty in words}


def _actions(entries: Iterable[ListEntry]) -> dict[int, str]:
    return {e.pk: str(EntryAction(e.action).label) for e in entries if e.action != EntryAction.LIST}
