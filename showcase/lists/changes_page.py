"""/register/changes/: what changed between two days, as a page, CSV, JSON or Atom."""

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

from portal.atom_answer import FeedEntry, atom_answer
from portal.context import home_path
from portal.csv_answer import csv_answer
from portal.dates import format_date
from portal.frame import Crumb, ExportLink
from portal.paging import page_count, page_number, pager_for
from showcase.lists.change_rows import CHANGES_HEADER, change_labels, change_rows, csv_row, json_row
from showcase.lists.list_before import TwoLists, list_before, two_lists
from showcase.lists.panels import ChangeCount, ChangeRow
from showcase.lists.projection import told_between
from showcase.lists.references import references
from showcase.lists.register_changes import TOLD, Change, Changed, changes
from showcase.lists.register_citation import settled_moment
from showcase.lists.register_filters import chosen_filters, xiamen_choices
from showcase.lists.register_index import RegisterIndex
from showcase.lists.register_kept import current_index
from showcase.lists.register_query import (
    FACETS,
    RegisterQuery,
    day_param,
    refuse_times_to_come,
    word_param,
    written_moment,
)
from showcase.lists.register_table import words
from showcase.panels import Fact

PER_PAGE = 50
IN_FEED = 100
FORMATS = ("html", "json", "csv", "atom")
_SHOWN_FIRST = tuple(change for change in Change if change is not Change.CONTINUED)


@dataclass(frozen=True)
class ChangesQuery:
    """From the register of `start` to that of `end` (today unless told, a year apart); `only`: one kind of change.

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
        """Raises BadRequest for what is of the wrong form or still to come, Http404 for lists that don't compare."""
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
        """Within the programmes that both lists have, unless the query names some."""
        query = query or RegisterQuery()
        query = replace(query, choices={"programme": lists.programmes, **query.choices})
        return cls(lists.start, lists.end, query, only, wanted, lists)

    def changes(self, index: RegisterIndex) -> dict[Change, list[Changed]]:
        told = told_between(TOLD, self.start, self.end)
        lists = (self.lists.before, self.lists.after) if self.lists else None
        return changes(index, self.start, self.query, self.end, told, lists)

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
        """Of one kind where the reader chose it, else all but those who simply stay."""
        kinds = (self.only,) if self.only else _SHOWN_FIRST
        return [one for change in kinds for one in changed.get(change, ())]


def register_changes(request: HttpRequest) -> HttpResponse:
    """Negative events are in it: no search engine keeps it."""
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
    """How many units a list adds to the one before it, continues, leaves out …, each leading to them.

    Empty without two complete lists.
    """
    lists = list_before(announcement)
    if lists is None:
        return ()
    asked = ChangesQuery.of_lists(lists)
    counts = _counts(asked, asked.changes(current_index()), reverse("register_changes"))
    return tuple(Fact(capfirst(count.label), str(count.total), url=count.url) for count in counts if count.total)


def _two_lists(params: QueryDict) -> TwoLists:
    """The list asked for and the one before it, which an address names so that it is compared with it for good."""
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
            replace(found, remove_url=_without(asked, found.name, found.code).address(path))
            for found in chosen_filters(asked.query, path, known.announcements)
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
            "counts": {change: len(found) for change, found in changed.items()},
            "changes": [json_row(row) for row in _rows(asked, index, changed)],
            "demo": settings.DEMO,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _rows(asked: ChangesQuery, index: RegisterIndex, changed: dict[Change, list[Changed]]) -> Iterable[ChangeRow]:
    """Of a download: all changes, those who stay included, unless the reader chose one kind."""
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
        name=_entry_name(row),
        title=f"{row.change_label}: {row.name}",
        url=row.announcement_url or row.enterprise_url,
        published=row.recorded_at,
        updated=row.recorded_at,
        text=" · ".join(filter(None, (f"{row.level} {row.programme}", row.place, row.note, row.basis_label))),
    )


def _entry_name(row: ChangeRow) -> str:
    """The same for one change for ever: a merge has no event of its own, its moment tells it from others."""
    merged = f" {row.recorded_at.isoformat()}" if row.change == Change.MERGED else ""
    return f"change {row.change} {row.event}{merged}"
