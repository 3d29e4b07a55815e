"""What the page of a story and the section pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.citation import citation
from portal.context import home_path
from portal.crumbs import crumb_above
from portal.frame import Crumb, NavItem
from portal.paging import page_count, page_number, pager_for
from portal.source_list import source_items
from portal.templatetags.portal_tags import shown_date
from portal.text_language import foreign_language
from portal.visibility import public_pages
from showcase.cards import Chip, StoryCard
from showcase.effects.rows import effect_row
from showcase.panels import Anchor, Fact
from showcase.search_address import search_address
from showcase.stories.blocks import SECTIONS
from showcase.stories.boxes import enterprise_boxes
from showcase.stories.card_builder import story_card, story_cards, with_covers
from showcase.stories.coded import CodedStory, coded_stories, count_industries, count_techniques, of_kinds
from showcase.stories.models import StoryIndexPage, StoryPage
from showcase.stories.queries import fact_lookups
from showcase.stories.reading import Reading, readings
from showcase.vocabulary.chips import industry_chip, plain_chip, process_chip, region_chip, technique_chip
from showcase.vocabulary.models import Industry, IndustryLevel, Technique

PER_PAGE = 24
_PLANT = ("product", "yearly_output", "operating_hours", "carrier_replaced", "energy_price", "provider")


def story_context(page: StoryPage) -> dict[str, Any]:
    """Everything `showcase/story_page.html` names; facts come from the Chinese source, words from `page`."""
    source = _with_facts(page)
    language = get_language() or "zh-hans"
    effects = list(source.effects.all())
    return {
        "card": story_card(Reading(source, page, language, language)),
        "crumbs": _crumbs(page),
        "anchors": _anchors(page),
        "effects": tuple(effect_row(effect) for effect in effects if not effect.aside),
        "aside_effects": tuple(effect_row(effect) for effect in effects if effect.aside),
        "facts": _facts(page, source),
        "enterprises": enterprise_boxes(source, page),
        **_terms(source),
        "sources": source_items(source.sources.all()),
        "confirmed_on": shown_date(source.confirmed_on),
        "citation": citation(page.title, page.get_url() or "", page.first_published_at),
        "related": _related(source, language),
        # The search knows published stories alone; a preview of a draft would ask it in vain.
        "similar_url": search_address(("like", source.story_id)) if source.live else "",
    }


def _with_facts(page: StoryPage) -> StoryPage:
    """The source with its relations in a constant number of queries; a previewed draft holds its own in memory."""
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
    """What a source says of the plant; a case alone has it. Texts are the page's, the source's number is a fact."""
    number = getattr(source, "plant_source", None)
    cited = (number,) if number else ()
    texts = [(name, str(getattr(page, name, ""))) for name in _PLANT]
    facts = [Fact(_field_label(page, name), text, cited) for name, text in texts if text]
    if getattr(source, "build", ""):
        facts.append(Fact(_field_label(source, "build"), source.get_build_display(), cited))
    return tuple(facts)


def _field_label(page: StoryPage, name: str) -> str:
    """The field's own name as a heading."""
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
    """The stories an editor named, those of them that are public, each with what it has in common with this one."""
    order = [item.target_id for item in source.related_items.all()]
    if not order:
        return ()
    found = with_covers(StoryPage.objects.sources().published().filter(pk__in=order).for_cards())
    by_id = {reading.source.pk: reading for reading in readings(found, language)}
    own = {story.page_id: story for story in coded_stories()}
    here = own.get(source.pk)
    return tuple(story_card(by_id[pk], _reason(here, own.get(pk))) for pk in order if pk in by_id)


def _reason(one: CodedStory | None, other: CodedStory | None) -> str:
    """Why two stories belong together, in words; empty where their codes do not say."""
    if one is None or other is None:
        return ""
    same_technique, same_industry = one.techniques & other.techniques, one.industries & other.industries
    if same_technique and same_industry:
        return _("same technique, same industry")
    if same_technique:
        return _("same technique, other industry") if other.industries else _("same technique")
    return _("same industry, other technique") if same_industry else ""


def story_index_context(page: StoryIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The stories of one kind, newest first. Raises BadRequest or Http404 for a page number that cannot be."""
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
        **_narrowing(coded, kind),
    }


def _placed(page: StoryIndexPage) -> tuple[NavItem, ...]:
    """Pages that editors placed in the section beside its stories, in their order."""
    pages = public_pages(page.get_children()).not_type(StoryPage)
    return tuple(
        NavItem(found.title, found.get_url() or "", language=foreign_language(found))
        for found in pages.select_related("alias_of__locale")
    )


def cards_in_order(page_ids: list[int]) -> tuple[StoryCard, ...]:
    """Cards of these public source pages, newest first."""
    if not page_ids:
        return ()
    return story_cards(StoryPage.objects.sources().published().filter(pk__in=page_ids).newest_first())


def _narrowing(coded: Iterable[CodedStory], kind: str) -> dict[str, tuple[Chip, ...]]:
    """The groups that have stories of this kind, each leading to the search."""
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
    from dataclasses import replace

    return tuple(
        replace(chip(term, counts[term.code]), url=search_address(kind, (facet, term.code)))
        for term in terms
        if counts[term.code]
    )
