"""名单查询: what is in force on a day, with basis and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pyroaring import BitMap

from portal.answers.csv_answer import csv_answer
from portal.answers.xlsx_answer import xlsx_answer
from portal.frame.context import home_path
from portal.frame.frame import Crumb, ExportLink
from portal.frame.paging import page_count, page_number, pager_for
from portal.frame.structured_data import json_ld, publisher
from portal.text.dates import format_date
from showcase.lists.register.current import current_index
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.query import BY_LEVEL, RegisterQuery, written_moment
from showcase.lists.register.rows import Row, rows_of
from showcase.lists.register_pages.answers import answer_label
from showcase.lists.register_pages.citation import cited, permanent_url, register_title, settled
from showcase.lists.register_pages.filters import chosen_filters, filter_groups, summary_of, xiamen_choices
from showcase.lists.register_pages.table import (
    TABLE_HEADER,
    coverage_sentences,
    json_row,
    register_rows,
    sort_columns,
    table_row,
    words,
)
from showcase.lists.register_pages.unit_answers import (
    Answers,
    answer_as_a_whole,
    answer_rows,
    answers_beside,
    json_answers,
    table_answers,
)
from showcase.lists.states import shown_moment

PER_PAGE = 50
_MEDIA_TYPES = {
    "CSV": "text/csv",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JSON": "application/json",
}


@dataclass(frozen=True)
class RegisterResults:
    """The results of a query to the register, with what its page shows besides.

    `query`: as requested; `settled`: with both times; `held` and `matching`: sets of spans; `beside`: answers about
    units of the name searched for that are in none of the rows.
    """

    query: RegisterQuery
    settled: RegisterQuery
    index: RegisterIndex
    held: BitMap
    matching: BitMap
    beside: Answers

    @classmethod
    def of(cls, query: RegisterQuery) -> RegisterResults:
        index, day = current_index(), query.as_of or timezone.localdate()
        held = index.on(day, query.known_at)
        matching = index.chosen(held, query)
        beside = answers_beside(query, day, index, matching)
        return cls(query, settled(query, index.newest), index, held, matching, beside)

    @property
    def total(self) -> int:
        return len(self.matching)

    def rows(self, first: int = 0, count: int | None = None) -> Iterator[Row]:
        return rows_of(self.index.page(self.matching, first, count, self.query.sort), self.index.units)


def register(request: HttpRequest) -> HttpResponse:
    """Show the register of a day (`as_of`, default today) as known at a moment, as a page, JSON, CSV or XLSX."""
    results = RegisterResults.of(RegisterQuery.from_params(request.GET))
    path = request.path
    if results.query.format == "json":
        return _json(results, path)
    if results.query.format == "html":
        return render(request, "showcase/register.html", _context(request, results))
    return _table(results, path)


def _table(results: RegisterResults, path: str) -> HttpResponse:
    day, moment = results.settled.as_of, results.settled.known_at
    if day is None or moment is None:
        raise ValueError("a settled query names both times")
    known = words()
    name, header = f"register-{day.isoformat()}", [str(label) for label in TABLE_HEADER]
    listed = (table_row(row, known, day, moment) for row in results.rows())
    rows = chain(listed, table_answers(results.beside.rows, known, day, moment))
    if results.query.format == "csv":
        return csv_answer(name, header, rows)
    page = results.settled.as_format("html")
    return xlsx_answer(
        name, header, rows, (cited(register_title(page, results.total), page, path), *coverage_sentences(known, day))
    )


def _json(results: RegisterResults, path: str) -> JsonResponse:
    known, asked = words(), results.settled
    day = asked.as_of or timezone.localdate()
    page = asked.as_format("html")
    return JsonResponse(
        {
            "as_of": day.isoformat(),
            "known_at": written_moment(asked.known_at) if asked.known_at else None,
            "xiamen": asked.xiamen,
            "total": results.total,
            **_json_answer(results),
            "listings": [json_row(row, known) for row in results.rows()],
            "beside": list(json_answers(results.beside.rows, known)),
            "beside_has_more": results.beside.has_more,
            "coverage": list(coverage_sentences(known, day)),
            "permanent_url": permanent_url(asked, path),
            "citation": cited(register_title(page, results.total), page, path),
            "demo": settings.DEMO,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _json_answer(results: RegisterResults) -> dict[str, object]:
    """Return the answer to a name; empty for a query of many units."""
    if not results.query.text:
        return {"answer": None, "answer_label": None}
    state = answer_as_a_whole(results.total, results.beside)
    return {"answer": state, "answer_label": answer_label(state)}


def _context(request: HttpRequest, results: RegisterResults) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    query, path = results.query, request.path
    number = page_number(request, results.total, PER_PAGE)
    known, day = words(), query.as_of or timezone.localdate()
    groups = filter_groups(results.index, results.held, query)
    exports = tuple(
        ExportLink(label, query.as_format(label.lower()).address(path), media_type)
        for label, media_type in _MEDIA_TYPES.items()
    )
    return {
        "crumbs": (Crumb(_("Home"), home_path(language)), Crumb(_("Register"))),
        "page_title": _("Register"),
        "as_of": format_date(day, language),
        "as_of_value": day.isoformat(),
        "known_at": shown_moment(query.known_at) if query.known_at else "",
        "known_at_value": written_moment(query.known_at) if query.known_at else "",
        "without_known_at": replace(query, known_at=None).address(path),
        "form_url": path,
        "q": query.text,
        "kept": query.kept_beside_text(),
        "groups": groups,
        "summary": summary_of(groups, query, path) if results.total else (),
        "xiamen_choices": xiamen_choices(query),
        "chosen": chosen_filters(query, path, known.announcements),
        "clear_url": query.without_choices().address(path),
        "rows": register_rows(results.rows((number - 1) * PER_PAGE, PER_PAGE), known),
        "total": results.total,
        "beside": answer_rows(results.beside.rows, known),
        "beside_has_more": results.beside.has_more,
        "columns": sort_columns(query, path),
        "sort": query.sort if query.sort != BY_LEVEL else "",
        "pager": pager_for(request, number, page_count(results.total, PER_PAGE)),
        "coverage": coverage_sentences(known, day),
        "citation": cited(register_title(results.settled, results.total), results.settled, path),
        "permanent_url": permanent_url(results.settled, path),
        "exports": exports,
        "structured_data": _described(path, exports),
        "feed_url": reverse("feed_lists"),
    }


def _described(path: str, exports: Iterable[ExportLink]) -> SafeString:
    """Return the register as schema.org's Dataset, with the addresses of the whole of today's."""
    return json_ld(
        {
            "@type": "Dataset",
            "name": _("Register of green-manufacturing lists"),
            "description": _("Who is on a list of green factories, parks and supply chains, since when and why."),
            "url": settings.SITE_URL + path,
            "inLanguage": ["zh-Hans", "en"],
            "isAccessibleForFree": True,
            "creator": publisher(),
            "publisher": publisher(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": export.label,
                    "encodingFormat": export.media_type,
                    "contentUrl": f"{settings.SITE_URL}{path}?format={export.label.lower()}",
                }
                for export in exports
            ],
        }
    )
