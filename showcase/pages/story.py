"""The context of a story's page and of the section pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_each, kept_many
from portal.frame.citation import citation
from portal.frame.context import home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb, NavItem
from portal.frame.paging import page_count, page_number, pager_for
from portal.pages.content import page_context
from portal.pages.source_list import source_items
from portal.pages.visibility import public_pages
from portal.templatetags.portal_tags import shown_date
from portal.text.citations import source_numbers
from portal.text.text_language import foreign_language
from showcase.cards import Chip, StoryCard
from showcase.charts.dated import dated_charts
from showcase.charts.opening import opening_sketch
from showcase.choices import StoryKind
from showcase.collections.reading import collections_of
from showcase.effects.rows import told_in
from showcase.enterprises.cards import enterprise_card, industries_of
from showcase.for_your_plant.similar_plants import plants_like_case
from showcase.lists.register_pages.listings import listings_of
from showcase.pages.described import described_story
from showcase.pages.files.pdfs import pdf_of
from showcase.panels import Anchor, EnterpriseBox, Fact
from showcase.questions.shown import answers_of
from showcase.replications.shown import uses_of
from showcase.search_address import feed_address, search_address
from showcase.signoff.answering import confirmed_version
from showcase.stories.blocks import SECTIONS
from showcase.stories.card_builder import kind_of, published_enterprises, story_card, with_covers
from showcase.stories.coded import CodedStory, coded_stories, count_industries, count_techniques, of_kinds
from showcase.stories.confirmation import last_confirmed_on
from showcase.stories.figures.in_units import row_in
from showcase.stories.figures.once import repeating, without_figures
from showcase.stories.figures.photograph import with_photograph
from showcase.stories.figures.units_asked import PARAMETER, UnitsAsked, unit_links, units_asked
from showcase.stories.models import StoryIndexPage, StoryPage
from showcase.stories.queries import fact_lookups
from showcase.stories.reading import Reading, readings
from showcase.stories.standing import shown_standing
from showcase.visits.cards import coming_visits
from showcase.vocabulary.chips import industry_chip, plain_chip, process_chip, region_chip, technique_chip
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry, Technique

PER_PAGE = 24
_PLANT = ("product", "yearly_output", "operating_hours", "carrier_replaced", "energy_price", "provider")


def story_context(page: StoryPage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the context of `showcase/story_page.html`; facts come from the Chinese source, texts from `page`.

    What changes with the content alone is kept until it does; a draft in the preview is built each time. Raises
    BadRequest for units that are none.
    """
    is_preview = getattr(request, "is_preview", False) or not page.live
    units = units_asked(request.GET.get(PARAMETER, "") if request else "")
    read = partial(_facts_and_texts, page, units)
    # Pages in chosen units have a place of their own: their many addresses shall not displace what most readers see.
    shelf = "stories-in-units" if units.codes else "stories"
    kept = read() if is_preview else kept_each(shelf, (page.pk, units), read, 300)
    return {
        **kept,
        "citation": citation(page.title, page.get_url() or "", page.first_published_at),
        "coming_visits": coming_visits(story=kept["source_key"]) if kept["story_id"] else (),
    }


def _facts_and_texts(page: StoryPage, units: UnitsAsked) -> dict[str, Any]:
    """Return what depends on published content alone, and on the day."""
    source = _with_facts(page)
    language = get_language() or "zh-hans"
    effects = told_in(language, source.effects.all())
    numbers = source_numbers(source.sources.all())
    photograph, body = with_photograph(kind_of(source), page.body)
    story_id = str(source.translation_key) if source.live else ""
    related = _related(source, language)
    rows = tuple(row_in(effect, units) for effect in effects if not effect.aside)
    return {
        "source_key": source.pk,
        "signed_off_on": _signed_off_on(source),
        "body": body,
        "photograph": photograph,
        "card": story_card(Reading(source, page, language, language)),
        "crumbs": _crumbs(page),
        "anchors": _anchors(page),
        "effects": rows,
        "aside_effects": tuple(row_in(effect, units) for effect in effects if effect.aside),
        "unit_links": unit_links(units, [effect.unit for effect in effects], page.get_url() or ""),
        "dated": dated_charts(effects, language, story_id) if kind_of(source) == StoryKind.CASE else (),
        "facts": _facts(page, source),
        "enterprises": _enterprise_boxes(source, page),
        **_terms(source),
        "source_numbers": numbers,
        "sources": source_items(source.sources.all(), numbers),
        "confirmed_on": last_confirmed_on(source),
        "story_id": story_id,
        "structured_data": described_story(page, source, tuple(one.label for one in published_enterprises(source))),
        # A PDF that is made shows after a while; one that is outdated is so by a change, which ends what is kept.
        **_pdfs(page),
        "answers": answers_of(source.pk, language) if source.pk else (),
        "related": related,
        "sketch": opening_sketch(source, rows, related, language),
        "uses": uses_of(source),
        "collections": collections_of(source, language) if source.live else (),
        "similar_plants": plants_like_case(source.pk) if source.live else (),
        # The search knows published stories only; for a draft it would find nothing.
        "similar_url": search_address(("like", source.story_id)) if source.live else "",
    }


def _pdfs(page: StoryPage) -> dict[str, bool]:
    """Return which PDFs say what the page says: of the whole story, and on one page of paper."""
    pdf = pdf_of(page) if page.pk else None
    return {"has_pdf": pdf is not None, "has_sheet": bool(pdf and pdf.sheet)}


def _signed_off_on(source: StoryPage) -> str:
    """Return the day on which the enterprise confirmed what this page says; empty where it did not."""
    confirmed = confirmed_version(source)
    return shown_date(timezone.localdate(confirmed.confirmed_at)) if confirmed and confirmed.confirmed_at else ""


page_context.register(StoryPage, story_context)


def _with_facts(page: StoryPage) -> StoryPage:
    """Return the source with its relations in a constant number of queries; a previewed draft has its own."""
    source: StoryPage = page.source
    if source.pk and not getattr(source, "_cluster_related_objects", None):
        prefetch_related_objects([source], *fact_lookups())
    return source


def _crumbs(page: StoryPage) -> tuple[Crumb, ...]:
    home = Crumb(_("Home"), home_path(get_language() or "zh-hans"))
    return (home, *crumb_above(page), Crumb(page.title))


def _anchors(page: StoryPage) -> tuple[Anchor, ...]:
    labels = dict(SECTIONS)
    keys = (str(block.value) for block in page.body if block.block_type == "section")
    return tuple(Anchor(key, str(labels[key])) for key in keys if key in labels)


def _facts(page: StoryPage, source: StoryPage) -> tuple[Fact, ...]:
    """Return what a source says about the plant, for cases only. Texts are the page's, source numbers are facts."""
    number = getattr(source, "plant_source", None)
    cited = (number,) if number else ()
    texts = [(name, str(getattr(page, name, ""))) for name in _PLANT]
    facts = [Fact(_field_label(page, name), text, cited) for name, text in texts if text]
    if getattr(source, "build", ""):
        facts.append(Fact(_field_label(source, "build"), source.get_build_display(), cited))
    return tuple(facts)


def _field_label(page: StoryPage, name: str) -> str:
    """Return the field's own name as a heading."""
    label = str(page._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _terms(source: StoryPage) -> dict[str, tuple[Chip, ...]]:
    return {
        "regions": tuple(region_chip(item.region) for item in source.region_items.all()),
        "processes": tuple(process_chip(item.process) for item in source.process_items.all()),
        "goals": tuple(plain_chip(item.goal, "goal") for item in source.goal_items.all()),
        "catalogues": tuple(plain_chip(item.catalogue, "catalogue") for item in source.catalogue_items.all()),
    }


def _related(source: StoryPage, language: str) -> tuple[StoryCard, ...]:
    """Return the public stories that an editor linked, each with what it has in common with this one."""
    order = [item.target_id for item in source.related_items.all()]
    if not order:
        return ()
    found = with_covers(StoryPage.objects.sources().published().filter(pk__in=order).for_cards())
    by_id = {reading.source.pk: reading for reading in readings(found, language)}
    own = {story.page_id: story for story in coded_stories()}
    here = own.get(source.pk)
    return tuple(story_card(by_id[pk], _reason(here, own.get(pk))) for pk in order if pk in by_id)


def _reason(one: CodedStory | None, other: CodedStory | None) -> str:
    """Return why two stories belong together, in words; empty where their codes do not show it."""
    if one is None or other is None:
        return ""
    same_technique, same_industry = one.techniques & other.techniques, one.industries & other.industries
    if same_technique and same_industry:
        return _("same technique, same industry")
    if same_technique:
        return _("same technique, other industry") if other.industries else _("same technique")
    return _("same industry, other technique") if same_industry else ""


@page_context.register
def story_index_context(page: StoryIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the stories of one kind, newest first. Raises BadRequest or Http404 for a bad page number."""
    kind = str(page.source.story_kind)
    coded = of_kinds(coded_stories(), kind)
    number = page_number(request, len(coded), PER_PAGE)
    shown = [story.page_id for story in coded[(number - 1) * PER_PAGE : number * PER_PAGE]]
    return {
        "crumbs": (Crumb(_("Home"), home_path(get_language() or "zh-hans")), Crumb(page.title)),
        "cards": cards_in_order(shown),
        "placed": _placed(page),
        "total": len(coded),
        "pager": pager_for(request, number, page_count(len(coded), PER_PAGE)),
        "search_url_all": search_address(("kind", kind)),
        "feed_url": feed_address(("kind", kind)),
        **_narrowing(coded, kind),
    }


def _placed(page: StoryIndexPage) -> tuple[NavItem, ...]:
    """Return pages that editors placed in the section beside its stories, in their order."""
    pages = public_pages(page.get_children()).not_type(StoryPage)
    return tuple(
        NavItem(found.title, found.get_url() or "", language=foreign_language(found))
        for found in pages.select_related("alias_of__locale")
    )


def cards_in_order(page_ids: list[int]) -> tuple[StoryCard, ...]:
    """Return cards of these source pages in this order, without those that are not public; a figure stands once."""
    found = kept_many("cards", page_ids, _cards)
    again = repeating(found[pk] for pk in page_ids if pk in found)
    repeated = [(pk, again[card.id]) for pk, card in found.items() if card.id in again]
    bare = kept_many(
        "cards.bare", repeated, lambda keys: {(pk, number): without_figures(found[pk], number) for pk, number in keys}
    )
    shown = {**found, **{pk: card for (pk, _number), card in bare.items()}}
    return tuple(shown[pk] for pk in page_ids if pk in shown)


def _cards(page_ids: list[int]) -> dict[int, StoryCard]:
    sources = with_covers(StoryPage.objects.sources().published().filter(pk__in=page_ids).for_cards())
    return {one.source.pk: story_card(one) for one in readings(sources, get_language() or "zh-hans")}


def _narrowing(coded: Iterable[CodedStory], kind: str) -> dict[str, tuple[Chip, ...]]:
    """Return the groups that have stories of this kind, each linking to the search."""
    stories = tuple(coded)
    industries, techniques = count_industries(stories), count_techniques(stories)
    groups = Industry.objects.filter(level=IndustryLevel.GROUP)
    return {
        "industries": _counted(groups, industries, industry_chip, ("kind", kind), "industry"),
        "techniques": _counted(
            Technique.objects.filter(parent=None), techniques, technique_chip, ("kind", kind), "technique"
        ),
    }


def _counted(
    terms: Iterable[Any], counts: dict[str, int], chip: Callable[..., Chip], kind: tuple[str, str], facet: str
) -> tuple[Chip, ...]:
    return tuple(
        replace(chip(term, counts[term.code]), url=search_address(kind, (facet, term.code)))
        for term in terms
        if counts[term.code]
    )


def _enterprise_boxes(source: StoryPage, page: StoryPage) -> tuple[EnterpriseBox, ...]:
    """Return a box for each published enterprise of the story; the basis is in the page's own words."""
    enterprises = published_enterprises(source)
    industries = industries_of(enterprises)
    listings = listings_of(enterprise.pk for enterprise in enterprises)
    number = source_numbers(source.sources.all()).get(source.standing_source or 0)
    note = f"{page.standing_note}〔{number}〕" if number else page.standing_note
    standing = shown_standing(source)
    label = str(standing.label) if standing else ""
    return tuple(
        EnterpriseBox(
            card=enterprise_card(enterprise, industries[enterprise.pk]),
            standing_label=label,
            standing_note=note,
            listings=listings[enterprise.pk].lines,
        )
        for enterprise in enterprises
    )
