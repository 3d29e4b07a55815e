"""名单查询: what is in force on a day, with basis and coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context import home_path
from portal.csv_answer import csv_answer
from portal.dates import format_date
from portal.frame import Crumb, ExportLink
from portal.paging import page_count, page_number, pager_for
from portal.xlsx_answer import xlsx_answer
from showcase.lists.answers import answer_label
from showcase.lists.register_citation import cited, permanent_url, register_title, settled
from showcase.lists.register_filters import chosen_filters, filter_groups, xiamen_choices
from showcase.lists.register_index import RegisterIndex
from showcase.lists.register_kept import current_index
from showcase.lists.register_query import RegisterQuery, written_moment
from showcase.lists.register_rows import Row, rows_of
from showcase.lists.register_table import TABLE_HEADER, coverage_sentences, json_row, register_rows, table_row, words
from showcase.lists.states import shown_moment
from showcase.lists.unit_answers import (
    Answers,
    answer_as_a_whole,
    answer_rows,
    answers_beside,
    json_answers,
    table_answers,
)

PER_PAGE = 50
_MEDIA_TYPES = {
    "CSV": "text/csv",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JSON": "application/json",
}


@dataclass(frozen=True)
class Answer:
    """What the register answers: `query` as asked, `settled` with both times, `held` and `found` sets of spans.

    `beside`: what is said of units with the name asked for that are in none of the rows.
    """

    query: RegisterQuery
    settled: RegisterQuery
    index: RegisterIndex
    held: int
    found: int
    beside: Answers

    @classmethod
    def to(cls, query: RegisterQuery) -> Answer:
        index, day = current_index(), query.as_of or timezone.localdate()
        held = index.on(day, query.known_at)
        found = index.chosen(held, query)
        beside = answers_beside(query, day, index, found)
        return cls(query, settled(query, index.newest), index, held, found, beside)

    @property
    def total(self) -> int:
        return self.found.bit_count()

    def rows(self, first: int = 0, count: int | None = None) -> Iterator[Row]:
        return rows_of(self.index.page(self.found, first, count), self.index.units)


def register(request: HttpRequest) -> HttpResponse:
    """The register of a day (`as_of`, today unless told) as known at a moment, as a page, JSON, CSV or XLSX."""
    answer = Answer.to(RegisterQuery.from_params(request.GET))
    path = request.path
    if answer.query.format == "json":
        return _json(answer, path)
    if answer.query.format == "html":
        return render(request, "showcase/register.html", _context(request, answer))
    return _table(answer, path)


def _table(answer: Answer, path: str) -> HttpResponse:
    day, moment = answer.settled.as_of, answer.settled.known_at
    if day is None or moment is None:
        raise ValueError("a settled query names both times")
    known = words()
    name, header = f"register-{day.isoformat()}", [str(label) for label in TABLE_HEADER]
    listed = (table_row(row, known, day, moment) for row in answer.rows())
    rows = chain(listed, table_answers(answer.beside.rows, known, day, moment))
    if answer.query.format == "csv":
        return csv_answer(name, header, rows)
    page = answer.settled.as_format("html")
    return xlsx_answer(
        name, header, rows, (cited(register_title(page, answer.total), page, path), *coverage_sentences(known, day))
    )


def _json(answer: Answer, path: str) -> JsonResponse:
    known, asked = words(), answer.settled
    day = asked.as_of or timezone.localdate()
    page = asked.as_format("html")
    return JsonResponse(
        {
            "as_of": day.isoformat(),
            "known_at": written_moment(asked.known_at) if asked.known_at else None,
            "xiamen": asked.xiamen,
            "total": answer.total,
            **_json_answer(answer),
            "listings": [json_row(row, known) for row in answer.rows()],
            "beside": list(json_answers(answer.beside.rows, known)),
            "beside_has_more": answer.beside.has_more,
            "coverage": list(coverage_sentences(known, day)),
            "permanent_url": permanent_url(asked, path),
            "citation": cited(register_title(page, answer.total), page, path),
            "demo": settings.DEMO,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _json_answer(answer: Answer) -> dict[str, object]:
    """The answer to a name; a query of many units has none."""
    if not answer.query.text:
        return {"answer": None, "answer_label": None}
    state = answer_as_a_whole(answer.total, answer.beside)
    return {"answer": state, "answer_label": answer_label(state)}


def _context(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    query, path = answer.query, request.path
    number = page_number(request, answer.total, PER_PAGE)
    known, day = words(), query.as_of or timezone.localdate()
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
        "groups": filter_groups(answer.index, answer.held, query),
        "xiamen_choices": xiamen_choices(query),
        "chosen": chosen_filters(query, path, known.announcements),
        "clear_url": query.without_choices().address(path),
        "rows": register_rows(answer.rows((number - 1) * PER_PAGE, PER_PAGE), known),
        "total": answer.total,
        "beside": answer_rows(answer.beside.rows, known),
        "beside_has_more": answer.beside.has_more,
        "pager": pager_for(request, number, page_count(answer.total, PER_PAGE)),
        "coverage": coverage_sentences(known, day),
        "citation": cited(register_title(answer.settled, answer.total), answer.settled, path),
        "permanent_url": permanent_url(answer.settled, path),
        "exports": tuple(
            ExportLink(label, query.as_format(label.lower()).address(path), media_type)
            for label, media_type in _MEDIA_TYPES.items()
        ),
    }
