"""The permanent pages of industries, techniques and regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_each
from portal.frame.context import home_path
from portal.frame.frame import Crumb, NavItem
from portal.frame.paging import page_count, page_number, pager_for
from portal.pages.source_list import source_items
from showcase.atlas.documented import best_documented_first
from showcase.atlas.terms import of_industry, of_technique
from showcase.cards import Chip
from showcase.charts.industry_shares import industry_shares
from showcase.charts.spreads import spreads_of
from showcase.enterprises.cards import enterprise_card, industries_of
from showcase.enterprises.models import Enterprise
from showcase.lists.register.events import ListingEvent
from showcase.lists.register_pages.listings import listings_of
from showcase.pages.story import cards_in_order
from showcase.pages.term_panels import industry_panel, region_panel, technique_panel
from showcase.panels import Bar, TermPanel
from showcase.replications.uses import count_replications
from showcase.search_address import feed_address, register_address, search_address, subscribe_address
from showcase.stories.coded import CodedStory, coded_stories, count_industries, count_techniques
from showcase.vocabulary.ancestry import is_industry_group
from showcase.vocabulary.chips import industry_chip, region_chip, technique_chip
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry, Region, Technique
from showcase.vocabulary.trees import industry_codes, region_codes

PER_PAGE = 12
ENTERPRISES = 24
Term = TypeVar("Term", Industry, Region)
Shown = tuple[list[CodedStory], dict[str, Any]]
"""The stories of a term and what its page shows besides them; it depends on content alone, so it is kept."""


def technique(request: HttpRequest, code: str) -> HttpResponse:
    """Show a technique or technique group; 404 for an unknown code."""
    return _render(request, "technique", code, *kept_each("term.technique", code, partial(_technique, code)))


def _technique(code: str) -> Shown:
    term: Technique = get_object_or_404(Technique.objects.select_related("parent"), code=code)
    stories = [story for story in coded_stories() if code in story.techniques]
    counts = count_techniques(coded_stories())
    context = {
        "term": technique_panel(term),
        "children": tuple(technique_chip(child, n) for child in term.children.all() if (n := counts[child.code])),
        "parent": technique_chip(term.parent) if term.parent and counts[term.parent.code] else None,
        "said": of_technique(code, stories),
        "bars": _industry_bars(stories, code),
        "bars_title": _("By industry"),
        "spreads": spreads_of(code, stories),
        "replicated": count_replications([story.page_id for story in stories]),
    }
    return stories, context


def industry(request: HttpRequest, code: str) -> HttpResponse:
    """Show an industry of any level or an industry group; section letters are not part of the facet tree."""
    return _render(request, "industry", code, *kept_each("term.industry", code, partial(_industry, code)))


def _industry(code: str) -> Shown:
    term: Industry = get_object_or_404(Industry.objects.select_related("parent__parent__parent"), code=code)
    stories = [story for story in coded_stories() if is_within(term, story.industries)]
    counts, sources = count_industries(coded_stories()), source_items(term.sources.all())
    above = _above(term, lambda found: any(is_within(found, story.industries) for story in coded_stories()))
    context = {
        "term": industry_panel(term),
        "children": tuple(industry_chip(child, n) for child in _industries_within(term) if (n := counts[child.code])),
        "parent": industry_chip(above) if above else None,
        "said": of_industry(code, stories),
        "bars": _technique_bars(stories, code) if len(code) > 1 else (),
        "bars_title": _("By technique"),
        # A section letter is too wide to compare within.
        "spreads": spreads_of(code, stories) if len(code) > 1 else (),
        "enterprises": _enterprise_cards(_enterprises_in_industry(term)),
        "register_url": register_address(("industry", code)) if len(code) > 1 else "",
        "sources": sources,
        "share_bars": industry_shares(term, sources),
        # A section letter is too wide: the page takes what the search takes.
        "plant_url": f"{reverse('for_your_plant')}?industry={code}" if len(code) > 1 else "",
    }
    return stories, context


def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show a province, city or county with its stories and enterprises."""
    return _render(request, "region", code, *kept_each("term.region", code, partial(_region, code)))


def _region(code: str) -> Shown:
    term: Region = get_object_or_404(Region.objects.select_related("parent__parent"), code=code)
    stories = [story for story in coded_stories() if code in story.regions]
    counts = Counter(found for story in coded_stories() for found in story.regions)
    above = _above(term, lambda found: counts[found.code] > 0)
    below = [found for found in Region.objects.all() if code in region_codes([found.code])]
    context = {
        "term": region_panel(term),
        "children": tuple(region_chip(c, n) for c in below if c.parent_id == term.pk and (n := counts[c.code])),
        "parent": region_chip(above) if above else None,
        "bars": _industry_bars(stories, ""),
        "bars_title": _("By industry"),
        "enterprises": _enterprise_cards(Enterprise.objects.filter(region__in=below)),
        "register_url": register_address(("region", code)),
    }
    return stories, context


def _render(
    request: HttpRequest, facet: str, code: str, stories: list[CodedStory], context: dict[str, Any]
) -> HttpResponse:
    number, ordered = page_number(request, len(stories), PER_PAGE), best_documented_first(stories)
    shown = [story.page_id for story in ordered[(number - 1) * PER_PAGE : number * PER_PAGE]]
    term, parent = context["term"], context["parent"]
    home = Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE))
    above = (Crumb(parent.label, parent.url, parent.language),) if parent else ()
    # A section letter is not a value of the facet: the search would find nothing.
    is_searched = len(code) > 1
    common = {
        "crumbs": (home, *above, Crumb(term.label, "", term.language)),
        # A title has no mark of language: a name that has no English one is put behind its code.
        "page_title": term.label if term.language == get_language() else f"{code} ({term.label})",
        "cards": cards_in_order(shown),
        "total": len(stories),
        "instead": () if stories else _instead(term, parent, context.get("register_url", "")),
        # Most terms of the vocabularies have nothing yet.
        "noindex": not stories and not context.get("enterprises"),
        "search_url_all": search_address((facet, code)) if stories and is_searched else "",
        "feed_url": feed_address((facet, code)) if is_searched else "",
        "subscribe_url": subscribe_address((facet, code)) if is_searched else "",
        "pager": pager_for(request, number, page_count(len(stories), PER_PAGE)),
    }
    return render(request, "showcase/term_page.html", {**common, **context})


def _above(term: Term, has_stories: Callable[[Term], bool]) -> Term | None:
    """Return the nearest term above that has stories: nothing leads to a page without any."""
    found = term.parent
    while found is not None and not has_stories(found):
        found = found.parent
    return found


def _instead(term: TermPanel, parent: Chip | None, register_url: str) -> tuple[NavItem, ...]:
    """Return where to look while there is no story on a term."""
    links = [NavItem(parent.label, parent.url, language=parent.language)] if parent else []
    links.append(NavItem(_("Search for “%(name)s”") % {"name": term.label}, search_address(("q", term.label))))
    if register_url:
        links.append(NavItem(_("Who is on a list"), register_url))
    return (*links, NavItem(_("Contribute a case"), reverse("contribute")))


def _industry_bars(stories: Iterable[CodedStory], technique_code: str) -> tuple[Bar, ...]:
    """Return stories by industry group, most first; each bar links to the search with both set."""
    chips = [industry_chip(group) for group in Industry.objects.filter(level=IndustryLevel.GROUP)]
    also = (("technique", technique_code),) if technique_code else ()
    return _bars(chips, count_industries(stories), "industry", also)


def _technique_bars(stories: Iterable[CodedStory], industry_code: str) -> tuple[Bar, ...]:
    chips = [technique_chip(group) for group in Technique.objects.filter(parent=None)]
    return _bars(chips, count_techniques(stories), "technique", (("industry", industry_code),))


def _bars(
    chips: Iterable[Chip], counts: Counter[str], facet: str, also: tuple[tuple[str, str], ...]
) -> tuple[Bar, ...]:
    filled = sorted((replace(chip, count=counts[chip.code]) for chip in chips if counts[chip.code]), key=_most_first)
    largest = max((chip.count or 0 for chip in filled), default=1)
    return tuple(
        Bar(
            label=chip.label,
            value=chip.count or 0,
            share=round(100 * (chip.count or 0) / largest),
            url=search_address(*also, (facet, chip.code)),
            code=chip.code,
            group=chip.group,
            language=chip.language,
        )
        for chip in filled
    )


def _most_first(chip: Chip) -> tuple[int, str]:
    return -(chip.count or 0), chip.code


def _industries_within(term: Industry) -> list[Industry]:
    """Return the divisions of a group; for GB/T 4754 what stands directly below."""
    if term.level != IndustryLevel.GROUP:
        return list(term.children.all())
    divisions = Industry.objects.filter(level=IndustryLevel.DIVISION)
    return [division for division in divisions if term.code in industry_codes([division.code])]


def is_within(term: Industry, codes: Iterable[str]) -> bool:
    """Say whether something with these filter codes belongs to the term; for sections by their letter."""
    if term.level != IndustryLevel.SECTION:
        return term.code in codes
    return any(code.startswith(term.code) and not is_industry_group(code) for code in codes)


def _enterprises_in_industry(term: Industry) -> Any:
    """Return enterprises that carry the industry or one below it."""
    carried = Industry.objects.filter(enterprises__isnull=False).distinct().values_list("code", flat=True)
    codes = [code for code in carried if is_within(term, industry_codes([code]))]
    return Enterprise.objects.filter(industries__code__in=codes).distinct()


def _enterprise_cards(found: Any) -> tuple:
    """Return the first of them with their listings: those named in notices first, then by portal number."""
    events = ListingEvent.objects.all()
    own, of_merged = Q(enterprise=OuterRef("pk")), Q(enterprise__merged__into=OuterRef("pk"))
    # Two subqueries: no database uses an index for one condition over two joins.
    named = Q(Exists(events.filter(own))) | Q(Exists(events.filter(of_merged)))
    live = found.published().filter(is_example=False).select_related("region__parent")
    shown = list(live.annotate(is_named=named).order_by("-is_named", "number")[:ENTERPRISES])
    listings, industries = listings_of([enterprise.pk for enterprise in shown]), industries_of(shown)
    return tuple(enterprise_card(e, industries[e.pk], listings[e.pk].standing) for e in shown)
