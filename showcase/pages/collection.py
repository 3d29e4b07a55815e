"""The pages of collections, and their tables for download."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.csv_answer import csv_answer
from portal.answers.xlsx_answer import xlsx_answer
from portal.frame.citation import citation
from portal.frame.context import demo_notice, home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb, ExportLink
from portal.pages.content import page_context
from portal.pages.visibility import is_public, public_pages
from portal.text.dates import format_date
from showcase.cards import EffectFigure, StoryCard
from showcase.collections.models import CollectionIndexPage, CollectionPage
from showcase.collections.reading import ChosenStory, chosen_stories, collection_cards
from showcase.stories.card_builder import story_card


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story of a collection as the page shows it; `remark`: what the editor says of it, may be empty."""

    card: StoryCard
    remark: str


@page_context.register
def collection_index_context(page: CollectionIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of `showcase/collection_index.html`."""
    return {
        "crumbs": (Crumb(_("Home"), home_path(_language())), Crumb(page.title)),
        "collections": collection_cards(_language()),
    }


@page_context.register
def collection_context(page: CollectionPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of `showcase/collection_page.html`; the selection is that of the Chinese page."""
    source: Any = page.source
    address = f"{settings.SITE_URL}{page.get_url() or ''}"
    stories = tuple(_shown(one) for one in chosen_stories(source, _language()))
    return {
        "crumbs": (Crumb(_("Home"), home_path(_language())), *crumb_above(page), Crumb(page.title)),
        "stories": stories,
        "exports": _exports(source) if stories and is_public(page) else (),
        "permanent_url": address,
        "canonical_url": address,
        "citation": citation(page.title, page.get_url() or "", page.first_published_at),
    }


def _shown(chosen: ChosenStory) -> ShownStory:
    return ShownStory(story_card(chosen.reading), chosen.remark)


def _exports(source: CollectionPage) -> tuple[ExportLink, ...]:
    key = [source.translation_key]
    return (
        ExportLink("XLSX", reverse("collection_as_xlsx", args=key)),
        ExportLink("CSV", reverse("collection_as_csv", args=key), "text/csv"),
    )


@require_safe
def collection_as_csv(request: HttpRequest, collection: uuid.UUID) -> HttpResponse:
    """Download a public collection as CSV in the language of the address; 404 where it is not public in it."""
    page = _public(collection)
    return _unindexed(csv_answer(page.slug, _header(), _rows(page)))


@require_safe
def collection_as_xlsx(request: HttpRequest, collection: uuid.UUID) -> HttpResponse:
    """Download the same as a workbook, with a second sheet that says what it is and where it comes from."""
    page = _public(collection)
    today = format_date(timezone.localdate(), _language())
    told = (page.title, page.summary, f"{settings.SITE_URL}{page.get_url() or ''}", today, demo_notice())
    return _unindexed(xlsx_answer(page.slug, _header(), _rows(page), [note for note in told if note]))


def _public(collection: uuid.UUID) -> CollectionPage:
    """Return the page in the active language; an alias is a Chinese text under an English address."""
    pages = public_pages(CollectionPage.objects.filter(translation_key=collection, alias_of=None))
    page: CollectionPage | None = pages.filter(locale__language_code=_language()).first()
    if page is None:
        raise Http404
    return page


def _header() -> tuple[str, ...]:
    return (
        *(_("No."), _("kind"), _("title"), _("editor's remark"), _("enterprise"), _("place"), _("year"), _("standing")),
        *(_("published figures"), _("address")),
    )


def _rows(page: CollectionPage) -> Iterator[tuple[object, ...]]:
    source: Any = page.source
    for number, chosen in enumerate(chosen_stories(source, _language()), start=1):
        card = story_card(chosen.reading)
        yield (
            *(number, card.kind_label, card.title, chosen.remark, "; ".join(card.enterprise_names)),
            *(card.place, card.year, card.standing_label, "; ".join(_figure(one) for one in card.effects)),
            f"{settings.SITE_URL}{card.url}",
        )


def _figure(figure: EffectFigure) -> str:
    said = ", ".join(part for part in (figure.period, figure.scope_label, figure.evidence_label) if part)
    return f"{figure.label} {figure.value} {figure.unit} ({said})"


def _unindexed(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
