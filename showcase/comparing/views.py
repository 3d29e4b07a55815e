"""The page on which readers compare up to four stories, and its table as a workbook. All of it is in the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.xlsx_answer import xlsx_answer
from portal.frame.context import demo_notice, home_path
from portal.frame.frame import Crumb, ExportLink
from portal.text.dates import format_date
from showcase.cards import StoryCard
from showcase.choices import StoryKind
from showcase.comparing.asked import MOST, Asked
from showcase.comparing.table import Published, Row, factors_of, rows_of
from showcase.effects.factors import Factor
from showcase.stories.card_builder import kind_of, story_card
from showcase.stories.models import StoryPage
from showcase.stories.reading import Reading, readings

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Compared:
    """A story of the comparison, and the address of the comparison without it."""

    card: StoryCard
    remove_url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The stories of one kind that may be added: id and title."""

    label: str
    stories: tuple[tuple[str, str], ...]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show the stories of the address beside each other, and a form that adds one more."""
    asked, found = _found(request)
    response = render(request, "showcase/compare.html", _context(request, asked, found))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def compare_xlsx(request: HttpRequest) -> HttpResponse:
    """Give the table as a workbook: a line for each figure."""
    asked, found = _found(request)
    effects = [reading.source.effects.all() for reading in found]
    header = [_("Indicator"), _("Unit"), _("Story"), _("In the unit of the row"), _("As printed"), _("Of what")]
    header += [_("Scope"), _("Period"), _("Evidence")]
    address = f"{settings.SITE_URL}{asked.address(reverse('compare'))}"
    remarks = [demo_notice(), address, *map(factor_words, factors_of(effects))]
    titles = [reading.text.title for reading in found]
    answer = xlsx_answer("compare", header, _lines(rows_of(effects), titles), [one for one in remarks if one])
    answer["X-Robots-Tag"] = "noindex"
    return answer


def factor_words(factor: Factor) -> str:
    """Return a conversion factor with its value, document and dates, in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    publisher = factor.publisher_en if language == "en" else factor.publisher_zh
    words = {
        "value": f"{factor.value.normalize():f} {factor.unit}",
        "document": f"{publisher}, {factor.document}" if language == "en" else f"{publisher}　{factor.document}",
        "published": format_date(factor.published_on, language),
        "from": format_date(factor.applies_from, language),
    }
    return _("%(value)s: %(document)s, published %(published)s, in force from %(from)s") % words


def _found(request: HttpRequest) -> tuple[Asked, list[Reading]]:
    """Return what is asked for, and those stories that anyone may read now, in the order asked."""
    asked = Asked.from_texts(request.GET.getlist("id"))
    if not asked.ids:
        return asked, []
    public = StoryPage.objects.sources().published().filter(translation_key__in=asked.ids)
    by_id = {one.source.translation_key: one for one in readings(public.for_cards(), _language())}
    found = [by_id[one] for one in asked.ids if one in by_id]
    return Asked(tuple(reading.source.translation_key for reading in found)), found


def _context(request: HttpRequest, asked: Asked, found: list[Reading]) -> dict[str, Any]:
    effects = [reading.source.effects.all() for reading in found]
    title = _("Compare stories")
    return {
        "crumbs": (Crumb(_("Home"), home_path(_language())), Crumb(title)),
        "page_title": title,
        "page_description": _("Published figures of up to four stories beside each other."),
        "noindex": True,
        "compared": tuple(
            Compared(story_card(one), asked.without(one.source.translation_key).address(request.path)) for one in found
        ),
        "rows": rows_of(effects),
        "factors": tuple(map(factor_words, factors_of(effects))),
        "is_missing": len(Asked.from_texts(request.GET.getlist("id")).ids) > len(found),
        "offers": () if asked.is_full else _offers(asked),
        "most": MOST,
        "form_url": request.path,
        "exports": (ExportLink("XLSX", asked.address(reverse("compare_xlsx")), _XLSX),) if found else (),
    }


def _offers(asked: Asked) -> tuple[Offer, ...]:
    """Return the public stories with figures that are not yet compared, by kind; two queries."""
    others = StoryPage.objects.sources().published().filter(effects__isnull=False).distinct().order_by("title")
    others = others.exclude(translation_key__in=asked.ids).defer("body")
    by_kind: dict[StoryKind, list[tuple[str, str]]] = {kind: [] for kind in StoryKind}
    for reading in readings(others, _language()):
        by_kind[kind_of(reading.source)].append((str(reading.source.translation_key), reading.text.title))
    return tuple(Offer(str(kind.label), tuple(stories)) for kind, stories in by_kind.items() if stories)


def _lines(rows: Sequence[Row], titles: Sequence[str]) -> Iterator[Sequence[object]]:
    """Yield a line for each figure, and one for each story that publishes none of a row."""
    for row in rows:
        for title, cell in zip(titles, row.cells, strict=True):
            if not cell:
                yield (row.label, row.unit, title, _("not published"), "", "", "", "", "")
            for one in cell:
                yield (row.label, row.unit, title, *_cells(one))


def _cells(one: Published) -> tuple[str, ...]:
    return (one.value, one.printed, one.of_what, one.scope, one.period, one.evidence_label)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
