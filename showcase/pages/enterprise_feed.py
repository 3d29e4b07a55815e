"""The Atom feed of one enterprise: its stories, its events on lists, merges of our records."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst

from portal.answers.atom_answer import FeedEntry, atom_answer
from portal.pages.visibility import in_force
from showcase.enterprises.models import Enterprise
from showcase.lists.register.fold import State
from showcase.lists.register.query import refuse_times_to_come
from showcase.lists.register_pages.answers import answer_label
from showcase.lists.register_pages.feeds import IN_FEED, event_entries, merge_entries, unindexed
from showcase.lists.register_pages.listings import listings_of
from showcase.stories.card_builder import story_cards
from showcase.stories.models import StoryPage


def of_enterprise(request: HttpRequest, number: int) -> HttpResponse:
    """Return the feed of a published enterprise's events, merges and stories; 404 for invented ones.

    The subtitle is today's answer; each event's category is the answer that held from it on. A merged record redirects
    to the one kept.
    """
    refuse_times_to_come(request.GET)
    enterprises = Enterprise.objects.select_related("merged__into")
    unit = get_object_or_404(enterprises.filter(in_force()), number=number, is_example=False)
    if unit.head != unit:
        kept = get_object_or_404(Enterprise.objects.filter(in_force()), pk=unit.head.pk, is_example=False)
        return HttpResponseRedirect(reverse("feed_enterprise", args=[kept.number]))
    entries = [*event_entries(unit), *merge_entries(unit), *_story_entries(unit)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    today = listings_of([unit.pk])[unit.pk].standing or capfirst(answer_label(State.NOT_IN_RECORDS))
    feed = atom_answer(unit.label, unit.get_absolute_url(), request.path, entries[:IN_FEED], today)
    return unindexed(feed)


def _story_entries(unit: Enterprise) -> Iterator[FeedEntry]:
    """Yield the newest public stories of a unit, in the reader's language where they exist in it."""
    pages = StoryPage.objects.sources().published().filter(enterprise_items__enterprise__in=unit.record_keys)
    newest = pages.filter(first_published_at__isnull=False).distinct().order_by("-first_published_at", "-pk")
    found = newest.values_list("translation_key", "first_published_at", "last_published_at")[:IN_FEED]
    dates = {str(key): (first, last or first) for key, first, last in found}
    stories = StoryPage.objects.sources().published().filter(translation_key__in=list(dates))
    for card in story_cards(stories):
        published, updated = dates[card.id]
        yield FeedEntry(uuid.UUID(card.id).urn, card.title, card.url, published, updated, card.summary)
