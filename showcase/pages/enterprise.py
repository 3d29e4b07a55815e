"""The list of enterprises, and the permanent page of each."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.citation import citation
from portal.frame.context import home_path
from portal.frame.frame import Crumb, SourceItem
from portal.frame.paging import page_count, page_number, pager_for
from portal.pages.cited_lines import CitedLine
from portal.pages.content import page_context
from portal.pages.source_list import source_items
from portal.pages.visibility import in_force
from portal.text.dates import format_date
from showcase.cards import EnterpriseCard
from showcase.charts.years import years_of
from showcase.effects.models import Effect
from showcase.effects.rows import effect_row, told_in
from showcase.enterprises.cards import enterprise_card, industries_of
from showcase.enterprises.chain.reading import chain_of
from showcase.enterprises.identity import Identity, identities
from showcase.enterprises.merge_timeline import merge_timeline
from showcase.enterprises.models import Enterprise, EnterpriseMention
from showcase.enterprises.name_keys import bearing
from showcase.enterprises.pinyin import alphabetical
from showcase.for_your_plant.similar_plants import plants_like_enterprise
from showcase.lists.register_pages.listings import listings_of
from showcase.pages.described import described_enterprise
from showcase.panels import EffectRow, Fact, ListingLine
from showcase.replications.shown import replicating
from showcase.search_address import subscribe_address
from showcase.stories.card_builder import story_cards
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.stories.relations import StoryEnterprise
from showcase.visits.cards import coming_visits
from showcase.vocabulary.places import place_label

PER_PAGE = 48
MAX_TEXT = 200


def index(request: HttpRequest) -> HttpResponse:
    """List published enterprises from A to Z, without invented ones; `q`: part of a name, former name or code."""
    text = _clean(request.GET.get("q", ""))
    found = Enterprise.objects.published().filter(bearing(text) if text else Q(), is_example=False)
    keys = _from_a_to_z(found)
    total = len(keys)
    number = page_number(request, total, PER_PAGE)
    shown = keys[(number - 1) * PER_PAGE : number * PER_PAGE]
    units = found.select_related("region__parent").in_bulk(shown)
    cards = _cards([units[key] for key in shown if key in units])
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


def _from_a_to_z(found: QuerySet[Enterprise]) -> list[int]:
    """Return their primary keys by name, in pinyin or English; one query."""
    language = get_language() or settings.LANGUAGE_CODE
    names = found.values_list("pk", "name_zh", "name_en").order_by("number")
    return [pk for pk, zh, en in sorted(names, key=lambda named: alphabetical(named[1], named[2], language))]


def page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the page of a published enterprise; 404 for an unknown number and for a draft.

    A merged record redirects to the one that was kept, temporarily, because a merge can be undone.
    """
    found = Enterprise.objects.select_related("region__parent", "merged__into")
    enterprise = get_object_or_404(found.filter(in_force()), number=number)
    if enterprise.head != enterprise:
        kept = get_object_or_404(found.filter(in_force()), pk=enterprise.head.pk)
        return HttpResponseRedirect(kept.get_absolute_url())
    return render(request, "showcase/enterprise_page.html", enterprise_context(enterprise))


def enterprise_context(enterprise: Enterprise, today: dt.date | None = None) -> dict[str, Any]:
    """Return the context of `showcase/enterprise_page.html`."""
    day = today or timezone.localdate()
    language = get_language() or settings.LANGUAGE_CODE
    listings = listings_of([enterprise.pk], day)[enterprise.pk]
    card = enterprise_card(enterprise, enterprise.industries.all(), listings.standing)
    sources = _stories(enterprise)
    records = _records(enterprise)
    path = enterprise.get_absolute_url() if enterprise.number else ""
    counted = bool(enterprise.number) and not enterprise.is_example
    extract_url = reverse("register_extract", args=[enterprise.number]) if counted else ""
    feed_url = reverse("feed_enterprise", args=[enterprise.number]) if counted else ""
    return {
        "enterprise": card,
        "crumbs": (_home(), Crumb(_("Enterprises"), f"{home_path(language)}enterprises/"), Crumb(card.name)),
        "page_title": card.name,
        "facts": _facts(enterprise, language),
        "listings": _timeline(enterprise, listings.lines),
        "years": years_of(listings.lines, day),
        "extract_url": extract_url,
        "feed_url": feed_url,
        "subscribe_url": subscribe_address(("enterprise", str(enterprise.number))) if counted else "",
        # Removals are for readers of the page, not for search engines.
        "noindex": any(line.state == "ended" for line in listings.lines),
        "as_of": format_date(day, language),
        "cards": story_cards(sources),
        "similar_plants": plants_like_enterprise(enterprise.pk),
        "figures": _figures(sources),
        "replicating": replicating(enterprise, sources),
        "chain": chain_of(enterprise),
        "mentions": _mentions(records, language),
        "sources": _sources(records),
        "permanent_url": f"{settings.SITE_URL}{path}",
        "structured_data": described_enterprise(enterprise, card, f"{settings.SITE_URL}{path}"),
        "citation": citation(card.name, path, enterprise.first_published_at),
        "is_example": enterprise.is_example,
        "coming_visits": coming_visits(hosts=[record.pk for record, _added in records if record.pk]),
    }


page_context.register(Enterprise, lambda enterprise, _request: enterprise_context(enterprise))


def _timeline(enterprise: Enterprise, lines: Iterable[ListingLine]) -> tuple[ListingLine, ...]:
    """Return what notices said, and the merges of our own records, newest first."""
    merges = merge_timeline(enterprise) if enterprise.pk else ()
    return tuple(sorted((*merges, *lines), key=lambda line: line.day, reverse=True))


def _stories(enterprise: Enterprise) -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().newest_first()
    keys = enterprise.record_keys if enterprise.pk else []
    return found.filter(enterprise_items__enterprise__in=keys).distinct()


def _records(enterprise: Enterprise) -> list[tuple[Enterprise, int]]:
    """Return the enterprise and the records merged into it, each with the offset of its source numbers."""
    merged: Iterable[Enterprise] = ()
    if enterprise.pk:
        published = Enterprise.objects.filter(merged__into=enterprise.pk, live=True)
        merged = published.prefetch_related("sources", "mentions")
    records, added = [], 0
    for record in (enterprise, *merged):
        records.append((record, added))
        added += max((source.number for source in record.sources.all()), default=0)
    return records


def _mentions(records: list[tuple[Enterprise, int]], language: str) -> tuple[CitedLine, ...]:
    """Return titles that named sources report and no list in our records confirms."""

    def line(mention: EnterpriseMention, added: int) -> CitedLine:
        text = mention.text_en if language == "en" else mention.text_zh
        return CitedLine(text, (mention.source_number + added,))

    return tuple(line(mention, added) for record, added in records for mention in record.mentions.all())


def _sources(records: list[tuple[Enterprise, int]]) -> tuple[SourceItem, ...]:
    """Return all sources in one numbering, which `_mentions` follows."""
    items = ((item, added) for record, added in records for item in source_items(record.sources.all()))
    return tuple(replace(item, number=item.number + added) for item, added in items)


def _figures(stories: StoryQuerySet) -> tuple[EffectRow, ...]:
    """Return figures of the enterprise's stories with a stated period, newest first; each shows its scope."""
    pages = list(stories.values_list("pk", flat=True))
    found = Effect.objects.filter(page_id__in=pages).exclude(period="").order_by("-period", "page_id", "sort_order")
    # Source numbers belong to the story's own list, which is not on this page.
    return tuple(effect_row(effect, cite=False) for effect in told_in(get_language() or "", found))


def _facts(enterprise: Enterprise, language: str) -> tuple[Fact, ...]:
    identity = identities([enterprise.pk])[enterprise.pk] if enterprise.pk else Identity()
    code = enterprise.credit_code or next(iter(identity.codes), "")
    facts = [
        Fact(_("Unified social credit code"), code or _("not published")),
        Fact(_("Portal number"), str(enterprise.number or "")),
        Fact(_("Place"), place_label(enterprise.region, language)),
    ]
    if enterprise.size and enterprise.size_source_number:
        facts.append(Fact(_("Size"), str(enterprise.get_size_display()), (enterprise.size_source_number,)))
    for former in enterprise.former_names.all():
        is_english = language == "en" and former.name_en
        name = f"{former.name_en} ({former.name_zh})" if is_english else former.name_zh
        until = _("%(name)s (until %(date)s)") % {"name": name, "date": former.until} if former.until else name
        facts.append(Fact(_("Former name"), until, language="" if is_english else "zh-hans"))
    note = enterprise.note_en if language == "en" else enterprise.note_zh
    noted = (Fact(_("Note"), note),) if note else ()
    return (*facts, *_merged_names(enterprise, identity, language), *noted)


def _merged_names(enterprise: Enterprise, identity: Identity, language: str) -> Iterator[Fact]:
    """Yield the names of records merged into the enterprise, with their numbers (old addresses still work)."""
    for other in identity.names:
        if other.number:
            english = language == "en" and other.name_en
            name = f"{other.name_en} {other.name_zh}" if english else other.name_zh
            text = _("%(name)s (portal number %(number)s)") % {"name": name, "number": other.number}
            yield Fact(_("Also recorded as"), text)


def _cards(shown: list[Enterprise]) -> tuple[EnterpriseCard, ...]:
    ids = [enterprise.pk for enterprise in shown]
    listings = listings_of(ids)
    counts, industries = _story_counts(ids), industries_of(shown)
    return tuple(enterprise_card(e, industries[e.pk], listings[e.pk].standing, counts.get(e.pk, 0)) for e in shown)


def _story_counts(enterprises: list[int]) -> dict[int, int]:
    """Count the public stories of each; one grouped query."""
    named = StoryEnterprise.objects.filter(page__in=StoryPage.objects.sources().published())
    named = named.annotate(head=Coalesce("enterprise__merged__into", "enterprise")).filter(head__in=enterprises)
    return dict(named.values_list("head").annotate(stories=Count("page", distinct=True)).order_by())


def _clean(text: str) -> str:
    """Remove control characters, which PostgreSQL rejects, and cut to the length of a name."""
    kept = "".join(c for c in text[:MAX_TEXT] if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split())


def _home() -> Crumb:
    return Crumb(_("Home"), home_path(get_language() or settings.LANGUAGE_CODE))
