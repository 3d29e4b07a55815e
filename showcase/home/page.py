"""What the home page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context import home_path
from portal.frame import NavItem
from showcase.cards import Chip
from showcase.home.matrix import matrix
from showcase.home.models import HomePage
from showcase.home.tiles import newest_tile_map
from showcase.lists.cards import notice_cards
from showcase.search_address import search_address
from showcase.stories.coded import coded_stories, of_kinds
from showcase.stories.page import cards_in_order
from showcase.vocabulary.chips import plain_chip
from showcase.vocabulary.models import Goal

MATRIX_FIRST_FROM = 30  # stories: fewer would greet the reader with an empty table
NEWEST = 4
_NEWEST_GOALS = 2025


def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Everything `showcase/home.html` names."""
    base = home_path(get_language() or "zh-hans")
    stories = coded_stories()
    newest = [story.page_id for story in of_kinds(stories, "case")[:NEWEST]]
    return {
        "examples": tuple(NavItem(text, search_address(("q", text))) for text in _lines(page.examples)),
        "matrix": matrix(),
        "matrix_first": len(stories) >= MATRIX_FIRST_FROM,
        "notices": tuple(card for card in notice_cards() if card.state == "open"),
        "newest": cards_in_order(newest),
        "notices_url": f"{base}notices/",
        "cases_url": f"{base}cases/",
        "tile_map": newest_tile_map(),
        "steps": _steps(f"{base}about/"),
        "steps_url": f"{base}about/",
        "goals": _goals(),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _steps(about: str) -> tuple[NavItem, ...]:
    """How a factory gets listed, as the information page explains it at length."""
    words = (
        _("Application with a self-evaluation or a third-party evaluation"),
        _("Preliminary review by the city's industry bureau"),
        _("Review by the provincial energy conservation centre"),
        _("Spot check on site by the provincial department"),
        _("Opinions of other departments"),
        _("Notice of the proposed list, then the final list"),
    )
    return tuple(NavItem(label, about) for label in words)


def _goals() -> tuple[Chip, ...]:
    return tuple(plain_chip(goal, "goal") for goal in Goal.objects.filter(version=_NEWEST_GOALS))
