"""`/register/changes/`: what changed between two days, as a page, CSV, JSON or Atom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.answers.atom_answer import FeedEntry, atom_answer, permanent_id
from portal.answers.csv_answer import csv_answer
from portal.frame.context import home_path
from portal.frame.frame import Crumb, ExportLink
from portal.frame.paging import page_count, page_number, pager_for
from portal.text.dates import format_date
from showcase.lists.notice_page.list_before import TwoLists, list_before, two_lists
from showcase.lists.panels import ChangeCount, ChangeRow
from showcase.lists.references import references
from showcase.lists.register.changes import REPORTED_KINDS, Change, Changed, changes
from showcase.lists.register.current import current_index
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.projection import events_between
from showcase.lists.register.query import (
    FACETS,
    RegisterQuery,
    day_param,
    refuse_times_to_come,
    word_param,
    written_moment,
)
from showcase.lists.register_pages.change_rows import CHANGES_HEADER, change_labels, change_rows, csv_row, json_row
from showcase.lists.register_pages.citation import settled_moment
from showcase.lists.register_pages.filters import chosen_filters, xiamen_choices
from showcase.lists.register_pages.table import words
from showcase.panels import Fact

PER_PAGE = 50
IN_FEED = 100
FORMATS = ("html", "json", "csv", "atom")
_SHOWN_FIRST = tuple(change for change in Change if change is not Change.CONTINUED)


@dataclass(frozen=True)
class ChangesQuery:
    """From the register of `start` to that of `end` (default: the year up to today); `only`: one kind of change.

    `lists`: two announcements that are compared instead, each on the day it counts from.
    """

    start: dt.date
    end: dt.date
    query: RegisterQuery
    only: Change | None = None
    format: str = "html"
    lists: TwoLists | None = None

    @classmethod
    def from_params(cls, params: QueryDict) -> ChangesQuery:
        """Read the query string.

        Raises BadRequest for a value of the wrong form or in the future, Http404 for lists that can't be compared.
        """
        refuse_times_to_come(params)
        plain = params.copy()
        for name in ("format", "as_of", "year", "basis", "list"):
            plain.pop(name, None)
        only = Change(word) if (word := word_param(params, "change", ("", *Change))) else None
        wanted = word_param(params, "format", FORMATS)
        query = RegisterQuery.from_params(plain)
        if "list" in params:
            return cls.of_lists(_two_lists(params), query, only, wanted)
        end = day_param(params, "to") or timezone.localdate()
        start = day_param(params, "from") or end - dt.timedelta(days=365)
        if start > end:
            raise BadRequest(_("from: not after to"))
        return cls(start, end, query, only, wanted)

    @classmethod
    def of_lists(
        cls, lists: TwoLists, query: RegisterQuery | None = None, only: Change | None = None, wanted: str = "html"
    ) -> ChangesQuery:
        """Compare within the programmes that both lists have, unless the query names some."""
        query = query or RegisterQuery()
        query = replace(query, choices={"programme": lists.programmes, **query.choices})
        return cls(lists.start, lists.end, query, only, wanted, lists)

    def changes(self, index: RegisterIndex) -> dict[Change, list[Changed]]:
        events = events_between(REPORTED_KINDS, self.start, self.end)
        lists = (self.lists.before, self.lists.after) if self.lists else None
        return changes(index, self.start, self.query, self.end, events, lists)

    def address(self, path: str) -> str:
        times = {"from": self.start.isoformat(), "to": self.end.isoformat()}
        if self.lists:
            times = {"list": str(self.lists.after), "before": str(self.lists.before)}
        known = {"known_at": written_moment(self.query.known_at)} if self.query.known_at else {}
        params = QueryDict(mutable=True)
        params.update({**times, **known, **({"q": self.query.text} if self.query.text else {})})
        for name, code in self.query.choice_params():
            params.appendlist(name, code)
        params.update({name: value for name, value in (("change", self.only), ("format", self.format)) if value})
        if self.format == "html":
            params.pop("format", None)
        return f"{path}?{params.urlencode(safe=':')}"

    def chosen_only(self, changed: dict[Change, list[Changed]]) -> list[Changed]:
        """Return changes of the kind that the reader chose, else all except `CONTINUED`."""
        kinds = (self.only,) if self.only else _SHOWN_FIRST
        return [one for change in kinds for one in changed.get(change, ())]


def register_changes(request: HttpRequest) -> HttpResponse:
    """Show the changes. Removals are among them, so no search engine may index the page."""
    asked = ChangesQuery.from_params(request.GET)
    if asked.lists and not request.GET.get("before"):
        return HttpResponseRedirect(asked.address(request.path))
    index = current_index()
    changed = asked.changes(index)
    answers = {"json": _json, "csv": _csv, "atom": _atom}
    answer = answers.get(asked.format, _page)(request, asked, index, changed)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def changes_since_the_list_before(announcement: int) -> tuple[Fact, ...]:
    """Return how many units a list adds to the one before it, continues, leaves out …, as links.

    Empty without two complete lists.
    """
    lists = list_before(announcement)
    if lists is None:
        return ()
    asked = ChangesQuery.of_lists(lists)
    counts = _counts(asked, asked.changes(current_index()), reverse("register_changes"))
    return tuple(Fact(capfirst(count.label), str(count.total), url=count.url) for count in counts if count.total)


def _two_lists(params: QueryDict) -> TwoLists:
    """Return the requested list and the one before it; the address names both, so that it stays the same."""
    key, before = str(params.get("list", "")), str(params.get("before", ""))
    if not all(FACETS["list"].fullmatch(one) for one in (key, before or key)):
        raise Http404("No list of that key")
    found = two_lists(int(before), int(key)) if before else list_before(int(key))
    if found is None:
        raise Http404("No complete list with a complete list before it")
    return found


def _page(
    request: HttpRequest, asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]
) -> HttpResponse:
    return render(request, "showcase/register_changes.html", _context(request, asked, index, changed))


def _context(
    request: HttpRequest, asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]
) -> dict[str, Any]:
    language, path = get_language() or settings.LANGUAGE_CODE, request.path
    shown = asked.chosen_only(changed)
    number = page_number(request, len(shown), PER_PAGE)
    known = words()
    lasting = replace(asked, query=replace(asked.query, known_at=settled_moment(index.newest, asked.query.known_at)))
    return {
        "crumbs": (
            Crumb(_("Home"), home_path(language)),
            Crumb(_("Register"), reverse("register")),
            Crumb(_("Changes")),
        ),
        "page_title": _title(asked),
        "noindex": True,
        "lists": bool(asked.lists),
        "start": format_date(asked.start, language),
        "end": format_date(asked.end, language),
        "start_value": asked.start.isoformat(),
        "end_value": asked.end.isoformat(),
        "form_url": path,
        "q": asked.query.text,
        "hidden": tuple(pair for pair in asked.query.choice_params() if pair[0] != "xiamen") + _kept_lists(asked),
        "known_at_value": written_moment(asked.query.known_at) if asked.query.known_at else "",
        "xiamen_choices": xiamen_choices(asked.query),
        "counts": _counts(asked, changed, path),
        "chosen": tuple(
            replace(chosen, remove_url=_without(asked, chosen.name, chosen.code).address(path))
            for chosen in chosen_filters(asked.query, path, known.announcements)
        ),
        "rows": change_rows(shown[(number - 1) * PER_PAGE : number * PER_PAGE], index, known),
        "pager": pager_for(request, number, page_count(len(shown), PER_PAGE)),
        "feed_url": replace(asked, format="atom").address(path),
        "exports": tuple(
            ExportLink(label, replace(asked, format=wanted).address(path), media_type)
            for label, wanted, media_type in (
                ("CSV", "csv", "text/csv"),
                ("JSON", "json", "application/json"),
                (_("Subscribe"), "atom", "application/atom+xml"),
            )
        ),
        "citation": _cited(lasting, path),
        "permanent_url": settings.SITE_URL + lasting.address(path),
    }


def _kept_lists(asked: ChangesQuery) -> tuple[tuple[str, str], ...]:
    if asked.lists is None:
        return ()
    return (("list", str(asked.lists.after)), ("before", str(asked.lists.before)))


def _without(asked: ChangesQuery, name: str, code: str) -> ChangesQuery:
    if name == "xiamen":
        return replace(asked, query=replace(asked.query, xiamen="with"))
    return replace(asked, query=asked.query.without(name, code))


def _counts(asked: ChangesQuery, changed: dict[Change, list[Changed]], path: str) -> tuple[ChangeCount, ...]:
    labels = change_labels()
    return tuple(
        ChangeCount(change, labels[change], len(found), replace(asked, only=change).address(path), asked.only is change)
        for change, found in changed.items()
        if asked.lists or change is not Change.NOT_NAMED
    )


def _title(asked: ChangesQuery) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    if asked.lists:
        cited = references([asked.lists.before, asked.lists.after])
        titles = {"list": cited[asked.lists.after].title, "before": cited[asked.lists.before].title}
        return _("%(list)s, compared with %(before)s") % titles
    days = {"start": format_date(asked.start, language), "end": format_date(asked.end, language)}
    return _("Changes of the register from %(start)s to %(end)s") % days


def _cited(asked: ChangesQuery, path: str) -> str:
    read = timezone.localdate().isoformat()
    return f"{_('Lüjian')}. {_title(asked)}[DB/OL]. [{read}]. {settings.SITE_URL}{asked.address(path)}"


def _csv(
    request: HttpRequest, asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]
) -> HttpResponse:
    rows = (csv_row(row) for row in _rows(asked, index, changed))
    name = f"changes-{asked.start.isoformat()}-{asked.end.isoformat()}"
    return csv_answer(name, [str(label) for label in CHANGES_HEADER], rows)


def _json(
    request: HttpRequest, asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]
) -> HttpResponse:
    return JsonResponse(
        {
            "from": asked.start.isoformat(),
            "to": asked.end.isoformat(),
            "counts": {change: len(rows) for change, rows in changed.items()},
            "changes": [json_row(row) for row in _rows(asked, index, changed)],
            "demo": settings.DEMO,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _rows(asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]) -> Iterable[ChangeRow]:
    """Return the rows of a download: all changes, `CONTINUED` included, unless the reader chose one kind."""
    kinds = (asked.only,) if asked.only else tuple(Change)
    return change_rows([one for change in kinds for one in changed.get(change, ())], index, words())


def _atom(
    request: HttpRequest, asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]
) -> HttpResponse:
    rows = change_rows(asked.chosen_only(changed), index, words())
    newest = sorted(rows, key=lambda row: row.recorded_at, reverse=True)[:IN_FEED]
    page = replace(asked, format="html").address(request.path)
    return atom_answer(_title(asked), page, asked.address(request.path), (_entry(row) for row in newest))


def _entry(row: ChangeRow) -> FeedEntry:
    return FeedEntry(
        id=permanent_id(_entry_name(row)),
        title=f"{row.change_label}: {row.name}",
        url=row.announcement_url or row.enterprise_url,
        published=row.recorded_at,
        updated=row.recorded_at,
        text=" · ".join(filter(None, (f"{row.level} {row.programme}", row.place, row.note, row.basis_label))),
    )


def _entry_name(row: ChangeRow) -> str:
    """Return a permanent name of the change: a merge has no event, so the moment distinguishes it from others."""
    merged = f" {row.recorded_at.isoformat()}" if row.change == Change.MERGED else ""
    return f"change {row.change} {row.event}{merged}"
