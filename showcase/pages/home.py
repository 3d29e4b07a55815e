"""The context of the home page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_each
from portal.frame.context import home_path
from portal.frame.frame import NavItem
from portal.pages.base import InfoPage
from portal.pages.content import page_context
from portal.pages.visibility import public_pages
from showcase.atlas.figure_story import figure_story
from showcase.cards import NoticeCard, StoryCard
from showcase.charts.cities import city_tiles
from showcase.charts.goals import goal_weights
from showcase.choices import AnnouncementState, StoryKind
from showcase.collections.reading import collection_cards
from showcase.home import HomePage
from showcase.lists.notice_page.cards import notice_cards
from showcase.lists.register_pages.statistics import newest_tile_map
from showcase.pages.matrix import matrix
from showcase.pages.story import cards_in_order
from showcase.panels import TileMap
from showcase.replications.uses import count_replications
from showcase.search_address import feed_address, search_address
from showcase.stories.coded import CodedStory, coded_stories, of_kinds
from showcase.stories.standing import listed_stories

MATRIX_FIRST_FROM = 30  # stories: with fewer the reader would first see an empty table
NEWEST = 4
RECENT = 2
COLLECTIONS = 3
PROVINCE = "350000"
_STEPS_SLUG, _GOALS_SLUG = "how-a-factory-gets-listed", "five-goals"


@page_context.register
def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of `showcase/home.html`."""
    language = get_language() or "zh-hans"
    base = home_path(language)
    stories = coded_stories()
    return {
        "examples": tuple(NavItem(text, search_address(("q", text))) for text in _lines(page.examples)),
        "matrix": matrix(),
        "matrix_first": len(stories) >= MATRIX_FIRST_FROM,
        **_notices(),
        "collections": kept_each("home.collections", "", partial(collection_cards, language, COLLECTIONS)),
        "collections_url": f"{base}collections/",
        "newest": _newest(stories),
        "replicated": count_replications([story.page_id for story in stories]),
        "notices_url": f"{base}notices/",
        "feed_url": feed_address(),
        "cases_url": f"{base}cases/",
        "figure_story": kept_each("home.figure_story", "", figure_story),
        "tile_maps": kept_each("home.tile_maps", "", _tile_maps),
        **kept_each("home.explained", "", partial(_explained, f"{base}about/")),
    }


def _newest(stories: tuple[CodedStory, ...]) -> tuple[StoryCard, ...]:
    """Return the newest cases: those of the province whose plant is on a list first, then all others."""
    listed = kept_each("home.listed", "", listed_stories)
    cases = of_kinds(stories, StoryKind.CASE)
    own = [story.page_id for story in cases if PROVINCE in story.regions and story.page_id in listed]
    return cards_in_order(list(dict.fromkeys([*own, *(story.page_id for story in cases)]))[:NEWEST])


def _tile_maps() -> tuple[TileMap, ...]:
    """Return what is public by city, and the newest complete list, if there is one."""
    of_list = newest_tile_map()
    return (city_tiles(), of_list) if of_list else (city_tiles(),)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _notices() -> dict[str, tuple[NoticeCard, ...]]:
    """Return the notices open for objection; while there is none, the newest lists."""
    cards = notice_cards()
    open_now = tuple(card for card in cards if card.state == AnnouncementState.OPEN)
    return {"notices": open_now, "recent": () if open_now else cards[:RECENT]}


def _explained(about: str) -> dict[str, Any]:
    """Return steps and goals, each linked to the page that explains it, where an editor has published one."""
    language = get_language() or "zh-hans"
    slugs = [_STEPS_SLUG, _GOALS_SLUG]
    pages = public_pages(InfoPage.objects.all()).filter(locale__language_code=language, slug__in=slugs)
    found = {page.slug: page.get_url() or about for page in pages}
    steps_url = found.get(_STEPS_SLUG, about)
    return {
        "steps": _steps(steps_url),
        "steps_url": steps_url,
        "goals": goal_weights(found.get(_GOALS_SLUG, "")),
    }


def _steps(about: str) -> tuple[NavItem, ...]:
    """Return the steps by which a factory gets listed; an information page explains them."""
    words = (
        _("Application with a self-evaluation or a third-party evaluation"),
        _("Preliminary review by the city's industry bureau"),
        _("Review by the provincial energy conservation centre"),
        _("Spot check on site by the provincial department"),
        _("Opinions of other departments"),
        _("Notice of the proposed list, then the final list"),
    )
    return tuple(NavItem(label, about) for label in words)
