"""The page on which an engineer compares his plant, and its check-list as a workbook. Nothing is kept of the plant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.xlsx_answer import xlsx_answer
from portal.frame.context import demo_notice, home_path
from portal.frame.frame import Crumb, ExportLink
from showcase.for_your_plant.asked import Asked
from showcase.for_your_plant.checklist import HEADER, notes, table
from showcase.for_your_plant.form import plant_form
from showcase.for_your_plant.reading import Known, known
from showcase.for_your_plant.shown import IN_A_TABLE, SHOWN, MeasureItem, check_list, weight_lines
from showcase.for_your_plant.terms import Terms, terms
from showcase.for_your_plant.typed import Recognised, settled
from showcase.for_your_plant.wording import carrier_names, industry_names, machine_names

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Answer:
    """A plant as entered, and what is shown to it."""

    asked: Asked
    known: Known
    most: int = SHOWN

    @cached_property
    def shown(self) -> tuple[tuple[MeasureItem, ...], int]:
        """The measures shown, and how many fit in all; none where nothing is entered."""
        return check_list(self.known.index, self.asked.plant(), self.most) if self.asked.is_described else ((), 0)

    @property
    def described(self) -> tuple[tuple[str, str], ...]:
        """What was entered, in words: label and names."""
        asked = self.asked
        found = (
            (_("Industry"), industry_names(asked.industries)),
            (_("Machines and processes"), machine_names(asked.machines)),
            (_("Energy carriers"), carrier_names(asked.carriers)),
        )
        return tuple((label, names) for label, names in found if names)


@require_safe
def for_your_plant(request: HttpRequest) -> HttpResponse:
    """Show the form and, once something is entered, the measures for the plant.

    What was typed and recognised moves into the address as ticked boxes, by a redirect.
    """
    vocabulary = terms()
    asked = Asked.from_params(request.GET, vocabulary)
    found, industries, machines = settled(asked)
    if found != asked:
        return _kept_nowhere(HttpResponseRedirect(found.address(request.path)))
    answer = Answer(asked, known())
    context = _context(request, answer, vocabulary, industries, machines)
    response = render(request, "showcase/for_your_plant.html", context)
    return response if asked.is_empty else _kept_nowhere(response)


@require_safe
def check_list_xlsx(request: HttpRequest) -> HttpResponse:
    """Give the check-list as a workbook with cells to fill in."""
    asked = Asked.from_params(request.GET, terms())
    answer = Answer(asked, known(), IN_A_TABLE)
    items, total = answer.shown
    page = f"{settings.SITE_URL}{asked.address(reverse('for_your_plant'))}"
    remarks = notes(answer.described, page, demo_notice(), len(items), total)
    return _kept_nowhere(xlsx_answer("for-your-plant", [str(title) for title in HEADER], table(items), remarks))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Let no cache keep what says something of a plant, ours included, and no search engine list it."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(
    request: HttpRequest, answer: Answer, vocabulary: Terms, industries: Recognised, machines: Recognised
) -> dict[str, Any]:
    asked, (items, total) = answer.asked, answer.shown
    download = asked.address(reverse("for_your_plant_xlsx"))
    return {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE)), Crumb(_("For your plant"))),
        "page_title": _("For your plant"),
        "page_description": _("Which measures fit a plant, and what speaks for them."),
        "noindex": not asked.is_empty,
        "form": plant_form(asked, industries, machines, answer.known.index, vocabulary),
        "form_url": request.path,
        "is_described": asked.is_described,
        "described": answer.described,
        "items": items,
        "total": total,
        "weights": weight_lines(),
        "exports": (ExportLink("XLSX", download, _XLSX),) if items else (),
        "address": f"{settings.SITE_URL}{asked.address(request.path)}",
    }
