"""Shares of energy or water that sources state of an industry, each whole as one bar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.drawing_answer import FileForm
from portal.frame.frame import SourceItem
from portal.pages.source_list import source_items
from showcase.charts.shares import Share, ShareBar, png_address, shares_csv, shares_file
from showcase.effects.display import format_number
from showcase.vocabulary.choices import ShareBound
from showcase.vocabulary.models import Industry, IndustryShare


def industry_shares(industry: Industry, sources: Iterable[SourceItem]) -> tuple[ShareBar, ...]:
    """Return a bar for each whole, in the order of the rows; `sources`: of the industry. One query."""
    wholes: dict[str, list[IndustryShare]] = defaultdict(list)
    for row in industry.shares.all():
        wholes[row.whole_zh].append(row)
    cited = {item.number: item for item in sources}
    return tuple(_bar(industry.code, n, rows, cited) for n, rows in enumerate(wholes.values(), start=1))


@require_safe
def industry_shares_file(request: HttpRequest, code: str, number: int, form: FileForm) -> HttpResponse:
    """Return a bar as a drawing."""
    industry, bar = _found(code, number)
    return shares_file(request, form, f"shares:{code}:{number}", bar, industry.get_absolute_url())


@require_safe
def industry_shares_csv(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Return a bar as a table."""
    return shares_csv(f"{code}-{number}", _found(code, number)[1])


def _found(code: str, number: int) -> tuple[Industry, ShareBar]:
    industry = get_object_or_404(Industry, code=code)
    bars = industry_shares(industry, source_items(industry.sources.all()))
    if not 1 <= number <= len(bars):
        raise Http404
    return industry, bars[number - 1]


def _bar(code: str, number: int, rows: list[IndustryShare], sources: dict[int, SourceItem]) -> ShareBar:
    cited = sorted({row.number for row in rows} & sources.keys())
    return ShareBar(
        title=_in_language(rows[0], "whole"),
        unit="%",
        shares=tuple(_share(row) for row in rows),
        source=_source(sources[key] for key in cited),
        source_numbers=tuple(cited),
        csv_url=reverse("industry_shares_csv", args=[code, number]),
        svg_url=reverse("industry_shares_svg", args=[code, number]),
        png_url=png_address("industry_shares_png", code, number),
    )


def _share(row: IndustryShare) -> Share:
    written = format_number(row.percent)
    bound = "" if row.bound == ShareBound.EXACT else f"{ShareBound(row.bound).label} "
    # Chinese puts no space between the word and the number.
    number = f"{bound}{written}" if get_language() == "en" else f"{bound.strip()}{written}"
    return Share(_in_language(row, "part"), number, row.percent)


def _in_language(row: IndustryShare, name: str) -> str:
    return str(getattr(row, f"{name}_{'en' if get_language() == 'en' else 'zh'}"))


def _source(items: Iterable[SourceItem]) -> str:
    return "; ".join(_("%(publisher)s, %(date)s") % {"publisher": one.publisher, "date": one.date} for one in items)
