"""The files of a chart: the drawing with its title and source in it, and its figures."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.csv_answer import csv_answer
from portal.answers.drawing_answer import FileForm, drawing_answer
from portal.charts.sheets import joined
from showcase.charts.dated import DatedChart, dated_charts
from showcase.charts.spreads import DRAWN, Spread, spread_of
from showcase.choices import StoryKind
from showcase.effects.rows import effect_row, told_in
from showcase.stories.card_builder import kind_of
from showcase.stories.figures.sketch import file_plot, own_sketch
from showcase.stories.models import StoryPage
from showcase.stories.reading import public_story
from showcase.vocabulary.models import Industry, Technique


@require_safe
def spread_file(request: HttpRequest, name: str, form: FileForm) -> HttpResponse:
    """Return the drawing as a file; 404 where there are too few figures for one."""
    term, spread = _found(name)
    if spread.plot is None:
        raise Http404
    title = f"{term.label} · {spread.title} ({spread.unit}, n = {spread.count})"
    source = joined((_("published case studies"), request.build_absolute_uri(term.get_absolute_url())))
    return drawing_answer(form, _key("spread", name), spread.plot, title, spread.said, _sourced(source))


@require_safe
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


@require_safe
def dated_file(request: HttpRequest, story: uuid.UUID, number: int, form: FileForm) -> HttpResponse:
    """Return the figures of a case by date as a drawing; 404 for a case that is not public."""
    page, chart = _dated(story, number)
    title = f"{chart.title} ({chart.unit}, n = {chart.count})"
    source = _sourced(request.build_absolute_uri(page.get_url()))
    return drawing_answer(form, _key("dated", story, number), chart.plot_with_words, title, page.title, source)


@require_safe
def dated_csv(request: HttpRequest, story: uuid.UUID, number: int) -> HttpResponse:
    """Return the figures of a case by date as a table; 404 for a case that is not public."""
    _page, chart = _dated(story, number)
    header = (_("period"), _("scope"), _("of what"), chart.title, _("unit"), _("evidence"), _("source number"))
    rows = (
        (one.date, one.scope, one.of_what, one.number.replace(",", ""), chart.unit, one.evidence, one.source_number)
        for one in chart.figures
    )
    return csv_answer(f"{story}-{number}", header, rows)


@require_safe
def sketch_file(request: HttpRequest, story: uuid.UUID, form: FileForm) -> HttpResponse:
    """Return the drawing that opens a story as a file; 404 for a story that is not public or has none."""
    page = public_story(story)
    language = get_language() or "zh-hans"
    effects = [effect_row(effect) for effect in told_in(language, page.source.effects.all())] if page else []
    shown = own_sketch(page.source, language, effects) if page else None
    if page is None or shown is None:
        raise Http404
    address = _sourced(joined((_("Lüjian"), "CC BY 4.0", request.build_absolute_uri(page.get_url()))))
    drawing = file_plot(page.source, language, effects)
    return drawing_answer(form, _key("sketch", story), drawing, f"{page.title} · {shown.title}", shown.note, address)


def _dated(story: uuid.UUID, number: int) -> tuple[StoryPage, DatedChart]:
    """Return a public case in the reader's language and one of its charts."""
    language = get_language() or "zh-hans"
    page = public_story(story)
    effects = told_in(language, page.source.effects.all()) if page else ()
    charts = dated_charts(effects, language) if page and kind_of(page) == StoryKind.CASE else ()
    found = next((chart for chart in charts if chart.number == number), None)
    if page is None or found is None:
        raise Http404
    return page, found


def _key(*parts: object) -> str:
    return ":".join(map(str, (*parts, get_language())))


def _sourced(source: str) -> str:
    return f"{_('Source:')} {source}"
