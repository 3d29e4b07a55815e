"""The list of enterprises, and the permanent page of each."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.citation import citation
from portal.cited_lines import CitedLine
from portal.context import home_path
from portal.dates import format_date
from portal.frame import Crumb
from portal.paging import page_count, page_number, pager_for
from portal.source_list import source_items
from showcase.cards import EnterpriseCard
from showcase.effects.models import Effect
from showcase.effects.rows import effect_row
from showcase.enterprises.cards import enterprise_card, industries_of
from showcase.enterprises.models import Enterprise
from showcase.lists.lines import listings_of
from showcase.panels import EffectRow, Fact
from showcase.stories.card_builder import story_cards
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.vocabulary.places import place_label

PER_PAGE = 48
MAX_TEXT = 200


def index(request: HttpRequest) -> HttpResponse:
    """Published enterprises by portal number, without invented ones; `q` is part of a name, former name or code."""
    text = _clean(request.GET.get("q", ""))
    found = (_named(text) if text else Enterprise.objects.filter(live=True)).filter(is_example=False)
    total = found.count()
    number = page_number(request, total, PER_PAGE)
    shown = found.select_related("region__parent").order_by("number")
    cards = _cards(shown[(number - 1) * PER_PAGE : number * PER_PAGE])
    context = {
        "crumbs": (_home(), Crumb(_("Enterprises"))),
        "page_title": _("Enterprises"),
        "cards": cards,
        "total": total,
        "pager": pager_for(request, number, page_count(total, PER_PAGE)),
        "q": text,
        "form_url": request.path,
    }
    return render(request, "showcase/enterprise_index.html", context)


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a published enterprise; 404 for an unknown number and for a draft."""
    found = Enterprise.objects.select_related("region__parent")
    enterprise = get_object_or_404(found, number=number, live=True)
    return render(request, "showcase/enterprise_page.html", enterprise_context(enterprise))


def enterprise_context(enterprise: Enterprise, today: dt.date | None = None) -> dict[str, Any]:
    """Everything `showcase/enterprise_page.html` names."""
    day = today or timezone.localdate()
    language = get_language() or settings.LANGUAGE_CODE
    listings = listings_of([enterprise.pk], day)[enterprise.pk]
    card = enterprise_card(enterprise, enterprise.industries.all(), listings.standing)
    sources = _stories(enterprise)
    path = enterprise.get_absolute_url() if enterprise.number else ""
    counted = bool(enterprise.number) and not enterprise.is_example
    extract_url = reverse("register_extract", args=[enterprise.number]) if counted else ""
    feed_url = reverse("feed_enterprise", args=[enterprise.number]) if counted else ""
    return {
        "enterprise": card,
        "crumbs": (_home(), Crumb(_("Enterprises"), f"{home_path(language)}enterprises/"), Crumb(card.name)),
        "page_title": card.name,
        "note": enterprise.note_en if language == "en" else enterprise.note_zh,
        "facts": _facts(enterprise, language),
        "listings": listings.lines,
        "extract_url": extract_url,
        "feed_url": feed_url,
        # What was taken from an enterprise is for readers of its page, not for search engines.
        "noindex": any(line.state == "ended" for line in listings.lines),
        "as_of": format_date(day, language),
        "cards": story_cards(sources),
        "figures": _figures(sources),
        "mentions": _mentions(enterprise, language),
        "sources": source_items(enterprise.sources.all()),
        "permanent_url": f"{settings.SITE_URL}{path}",
        "citation": citation(card.name, path, enterprise.first_published_at),
        "is_example": enterprise.is_example,
    }


def _stories(enterprise: Enterprise) -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().newest_first()
    return found.filter(enterprise_items__enterprise_id=enterprise.pk).distinct()


def _mentions(enterprise: Enterprise, language: str) -> tuple[CitedLine, ...]:
    """Titles that named sources report and no list in our records confirms."""
    return tuple(
        CitedLine(mention.text_en if language == "en" else mention.text_zh, (mention.source_number,))
        for mention in enterprise.mentions.all()
    )


def _figures(stories: StoryQuerySet) -> tuple[EffectRow, ...]:
    """Figures of the enterprise's stories with a stated period, newest first; those of other scopes say so."""
    pages = list(stories.values_list("pk", flat=True))
    found = Effect.objects.filter(page_id__in=pages).exclude(period="").order_by("-period", "page_id", "sort_order")
    # Source numbers belong to the story's own list, which is not on this page.
    return tuple(effect_row(effect, cite=False) for effect in found)


def _facts(enterprise: Enterprise, language: str) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Unified social credit code"), enterprise.credit_code or _("not published")),
        Fact(_("Portal number"), str(enterprise.number or "")),
        Fact(_("Place"), place_label(enterprise.region, language)),
    ]
    for former in enterprise.former_names.all():
        name = f"{former.name_en} {former.name_zh}".strip() if language == "en" else former.name_zh
        until = _("%(name)s (until %(date)s)") % {"name": name, "date": former.until} if former.until else name
        facts.append(Fact(_("Former name"), until))
    return tuple(facts)


def _named(text: str) -> QuerySet[Enterprise]:
    fields = ("name_zh", "name_en", "credit_code", "former_names__name_zh", "former_names__name_en")
    matches = Q()
    for field in fields:
        matches |= Q(**{f"{field}__icontains": text})
    return Enterprise.objects.filter(matches, live=True).distinct()


def _cards(enterprises: QuerySet[Enterprise]) -> tuple[EnterpriseCard, ...]:
    shown = list(enterprises)
    ids = [enterprise.pk for enterprise in shown]
    listings = listings_of(ids)
    counts, industries = _story_counts(ids), industries_of(shown)
    return tuple(enterprise_card(e, industries[e.pk], listings[e.pk].standing, counts.get(e.pk, 0)) for e in shown)


def _story_counts(enterprises: list[int]) -> dict[int, int]:
    """Public stories of each; one grouped query."""
    public = StoryPage.objects.sources().published().filter(enterprise_items__enterprise__in=enterprises)
    rows = public.values_list("enterprise_items__enterprise").annotate(stories=Count("pk", distinct=True)).order_by()
    return dict(rows)


def _clean(text: str) -> str:
    """Without control characters, which PostgreSQL refuses, and not longer than a name can be."""
    kept = "".join(c for c in text[:MAX_TEXT] if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split())


def _home() -> Crumb:
    return Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE))
