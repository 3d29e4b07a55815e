"""What the site holds, in figures at `/about/statistics/`: of public content alone, invented examples left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from portal.caching.content_version import kept_each
from portal.frame.context import home_path
from portal.frame.frame import Crumb, ExportLink
from portal.pages.base import InfoPage
from portal.pages.visibility import public_pages
from showcase.charts.cities import city_tiles
from showcase.choices import StoryKind
from showcase.corrections.public_places import TERMS
from showcase.demo.models import SeededItem
from showcase.enterprises.models import Enterprise
from showcase.lists.references import references
from showcase.lists.register.query import word_param
from showcase.questions.models import PublishedAnswer
from showcase.replications.uses import count_replications
from showcase.stories.coded import coded_stories, count_industries, count_techniques, of_kinds
from showcase.stories.models import StoryPage
from showcase.usefulness.counting import Usefulness, usefulness
from showcase.vocabulary.ancestry import is_industry_group

_GROUP_LENGTH = 3
"""Characters of a technique group (`T02`) and of an industry division (`C17`)."""


@dataclass(frozen=True, slots=True)
class PublicCount:
    """One figure. `code`: its name in the download; `url`: where what it counts is listed; `note`: what it counts."""

    code: str
    label: str
    value: int
    url: str = ""
    note: str = ""


def public_counts(request: HttpRequest) -> HttpResponse:
    """Show the figures as a page, or as CSV with `format=csv`."""
    wanted = word_param(request.GET, "format", ("html", "csv"))
    counts = kept_each("public_counts", "", _counts)
    if wanted == "csv":
        rows = ((count.code, count.label, count.value, count.note) for count in counts)
        return csv_answer("site-statistics", (_("code"), _("figure"), _("value"), _("what is counted")), rows)
    return render(request, "showcase/public_counts.html", _context(request, counts))


def _context(request: HttpRequest, counts: tuple[PublicCount, ...]) -> dict[str, Any]:
    base = home_path(get_language() or "zh-hans")
    return {
        "crumbs": (Crumb(_("Home"), base), Crumb(_("About Lüjian"), f"{base}about/"), Crumb(_("Site in figures"))),
        "page_title": _("Site in figures"),
        "counts": counts,
        "tile_map": city_tiles(),
        "exports": (ExportLink("CSV", f"{request.path}?format=csv", "text/csv"),),
    }


def _counts() -> tuple[PublicCount, ...]:
    return (*_of_stories(), *_of_lists(), *_of_readers())


def _of_stories() -> tuple[PublicCount, ...]:
    stories, base = coded_stories(), home_path(get_language() or "zh-hans")
    techniques = [code for code in count_techniques(stories) if len(code) > _GROUP_LENGTH]
    divisions = [code for code in count_industries(stories) if _is_division(code)]
    kinds = (
        (StoryKind.CASE, _("Case studies"), "cases/"),
        (StoryKind.TECHNOLOGY, _("Technologies"), "technologies/"),
        (StoryKind.PRACTICE, _("Practices"), "practices/"),
    )
    return (
        *(PublicCount(kind.value, label, len(of_kinds(stories, kind)), base + path) for kind, label, path in kinds),
        PublicCount("techniques", _("Techniques"), len(techniques), "", _("with at least one story")),
        PublicCount(
            "industries", _("Industries"), len(divisions), "", _("divisions of GB/T 4754 with at least one story")
        ),
    )


def _is_division(code: str) -> bool:
    return len(code) == _GROUP_LENGTH and not is_industry_group(code)


def _of_lists() -> tuple[PublicCount, ...]:
    lists = [ref for ref in references().values() if ref.rows and not ref.is_example]
    enterprises = Enterprise.objects.published().filter(is_example=False).count()
    base = home_path(get_language() or "zh-hans")
    return (
        PublicCount("enterprises", _("Enterprises"), enterprises, reverse("enterprises")),
        PublicCount("lists", _("Lists held"), len(lists), f"{base}notices/", _("notices of which rows are held here")),
        PublicCount(
            "listings",
            _("Units on these lists"),
            sum(ref.rows for ref in lists),
            reverse("register"),
            _("rows as printed; a unit on two lists counts twice"),
        ),
    )


def _of_readers() -> tuple[PublicCount, ...]:
    stories = [story.page_id for story in coded_stories()]
    invented = SeededItem.objects.filter(kind="question").values("object_id")
    answers = PublishedAnswer.objects.shown().filter(page__in=stories).exclude(pk__in=invented).count()
    counts = (
        PublicCount("answers", _("Questions answered"), answers, "", _("published with question and answer")),
        PublicCount(
            "replications", _("Replications"), count_replications(stories), "", _("plants that did the same as a story")
        ),
    )
    said = _usefulness()
    if not said.is_shown:
        return counts
    note = _("of %(answers)s answers to “Was this page useful?”") % {"answers": said.answers}
    return (*counts, PublicCount("useful", _("Found useful"), said.yes, "", note))


def _usefulness() -> Usefulness:
    """Return what readers say of the pages that are public now, and of terms."""
    keys: set[str] = set()
    for model in (StoryPage, InfoPage):
        pages = public_pages(model.objects.all())
        keys |= {f"page/{key}" for key in pages.values_list("translation_key", flat=True)}
    return usefulness(lambda about: about in keys or about.partition("/")[0] in TERMS)
