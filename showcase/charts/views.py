"""The files of a chart: the drawing with its title and source in it, and its figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from showcase.charts.spreads import DRAWN, Spread, spread_of
from showcase.vocabulary.models import Industry, Technique


def spread_svg(request: HttpRequest, name: str) -> HttpResponse:
    """Return the drawing as a file; 404 where there are too few figures for one."""
    term, spread = _found(name)
    if spread.plot is None:
        raise Http404
    context = {"spread": spread, "term": term, "address": request.build_absolute_uri(term.get_absolute_url())}
    return render(request, "showcase/spread.svg", context, content_type="image/svg+xml")


def spread_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Return the figures of the chart, each with its plant and its case."""
    _term, spread = _found(name)
    rows = (
        (line.plant, line.title, line.number.replace(",", ""), spread.unit, request.build_absolute_uri(line.url))
        for line in spread.lines
    )
    return csv_answer(name, (_("plant"), _("case study"), spread.title, _("unit"), _("address")), rows)


def _found(name: str) -> tuple[Technique | Industry, Spread]:
    """Return the term and its chart from `T02.01-energy`."""
    code, _dash, amount = name.rpartition("-")
    technique: Technique | None = Technique.objects.filter(code=code).first()
    term: Technique | Industry | None = technique or Industry.objects.filter(code=code).first()
    spread = spread_of(code, amount) if term and amount in DRAWN else None
    if term is None or spread is None:
        raise Http404
    return term, spread
