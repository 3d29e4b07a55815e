"""名单查询: what is in force on a day, with basis and coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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
from showcase.lists.register_filters import chosen_filters, filter_groups
from showcase.lists.register_query import RegisterQuery
from showcase.lists.register_rows import Row, chosen_rows, rows_on
from showcase.lists.register_table import CSV_HEADER, coverage_sentences, csv_row, json_row, register_rows, words

PER_PAGE = 50


def register(request: HttpRequest) -> HttpResponse:
    """The register of a day (`as_of`, today unless told) as a page, JSON or CSV."""
    query = RegisterQuery.from_params(request.GET)
    day = query.as_of or timezone.localdate()
    rows = rows_on(day)
    found = chosen_rows(rows, query)
    if query.format == "json":
        return _json(found, day)
    if query.format == "csv":
        return csv_answer(f"register-{day.isoformat()}", [str(label) for label in CSV_HEADER], _csv_rows(found, day))
    return render(request, "showcase/register.html", _context(request, query, day, rows, found))


def _context(
    request: HttpRequest, query: RegisterQuery, day: dt.date, rows: tuple[Row, ...], found: list[Row]
) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    number = page_number(request, len(found), PER_PAGE)
    known = words()
    return {
        "crumbs": (Crumb(_("Home"), home_path(language)), Crumb(_("Register"))),
        "page_title": _("Register"),
        "as_of": format_date(day, language),
        "as_of_value": day.isoformat(),
        "form_url": request.path,
        "q": query.text,
        "groups": filter_groups(rows, query),
        "chosen": chosen_filters(query, request.path),
        "clear_url": query.without_choices().address(request.path),
        "rows": register_rows(found[(number - 1) * PER_PAGE : number * PER_PAGE], known),
        "total": len(found),
        "pager": pager_for(request, number, page_count(len(found), PER_PAGE)),
        "coverage": coverage_sentences(known, day),
        "exports": (
            ExportLink("CSV", query.as_format("csv").address(request.path), "text/csv"),
            ExportLink("JSON", query.as_format("json").address(request.path), "application/json"),
        ),
    }


def _json(found: Iterable[Row], day: dt.date) -> JsonResponse:
    known = words()
    listings = [json_row(row, known) for row in found]
    return JsonResponse(
        {
            "as_of": day.isoformat(),
            "total": len(listings),
            "listings": listings,
            "coverage": list(coverage_sentences(known, day)),
            "demo": settings.DEMO,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _csv_rows(found: Iterable[Row], day: dt.date) -> Iterable[tuple[object, ...]]:
    known = words()
    return (csv_row(row, known, day) for row in found)
