"""`format=atom`: the newest stories of a result set as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse

from portal.answers.atom_answer import FeedEntry, atom_answer
from search.core.query import PER_PAGE, SearchQuery
from search.core.results import SearchResults
from search.page.filter_column import chosen_filters, labels_of
from search.page.search_page import cards_of, feed_of
from showcase.cards import StoryCard
from showcase.models import StoryPage

ENTRIES = 50


def feed_query(query: SearchQuery) -> SearchQuery:
    """Return the query of the feed: the newest stories, whatever order and page the reader had."""
    return replace(query, sort="date", page=1, per_page=ENTRIES, format="html")


def as_atom(results: SearchResults, path: str, name: str = "") -> HttpResponse:
    """Render `results` (of a `feed_query`) as the feed at `path`; `name` is part of its title.

    What matches the text in part is no result: such a feed is empty until a story matches the whole.
    Ids of entries are permanent: they are the same under any `name`.
    """
    query = results.query
    page = f"{path}?{replace(query, per_page=PER_PAGE).to_query_string()}"
    hits = () if results.in_part else results.hits
    cards = cards_of(SearchQuery(language=query.language), hits)
    dates = _dates(cards)
    entries = (_entry(cards[hit.id], *dates[hit.id]) for hit in hits if hit.id in cards and hit.id in dates)
    return atom_answer(_title(results, name), page, f"{path}?{feed_of(query).to_query_string()}", entries)


def _title(results: SearchResults, name: str) -> str:
    """Return what the feed is of: finder, text, labels of the chosen filters; empty for all stories."""
    query = results.query
    chosen = [choice.label for choice in chosen_filters(query, labels_of(results))]
    return " · ".join(filter(None, (name, query.text, *chosen)))


def _dates(ids: Iterable[str]) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Return story id → first published, last changed in any public language; one query."""
    found: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    pages = StoryPage.objects.published().filter(translation_key__in=list(ids), first_published_at__isnull=False)
    for key, first, last in pages.values_list("translation_key", "first_published_at", "last_published_at"):
        before = found.get(str(key), (first, last or first))
        found[str(key)] = min(before[0], first), max(before[1], last or first)
    return found


def _entry(card: StoryCard, published: dt.datetime, updated: dt.datetime) -> FeedEntry:
    return FeedEntry(
        id=uuid.UUID(card.id).urn,
        title=card.title,
        url=card.url,
        published=published,
        updated=updated,
        text=card.summary,
        categories=tuple(chip.label for chip in (*card.techniques, *card.industries)),
    )
