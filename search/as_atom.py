"""`format=atom`: the newest stories of a result set as a feed that can be subscribed to (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from portal.context import demo_notice
from search.filter_column import chosen_filters, labels_of
from search.page import cards_of, feed_of
from search.query import PER_PAGE, SearchQuery
from search.results import SearchResults
from showcase.cards import StoryCard
from showcase.models import StoryPage

ENTRIES = 50
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_query(query: SearchQuery) -> SearchQuery:
    """What a feed shows of a query: its newest stories, whatever order and page the reader was at."""
    return replace(query, sort="date", page=1, per_page=ENTRIES, format="html")


def as_atom(results: SearchResults, path: str, name: str = "") -> HttpResponse:
    """The feed of `results` (of a `feed_query`), which stands at `path`. Ids hold for good, also under another name."""
    query, page = results.query, settings.SITE_URL + path
    own = f"{path}?{feed_of(query).to_query_string()}"
    feed = Atom1Feed(
        title=_xml(_title(results, name)),
        link=f"{page}?{replace(query, per_page=PER_PAGE).to_query_string()}",
        description="",
        subtitle=demo_notice() or None,
        language=query.language,
        author_name=_("Lüjian"),
        feed_url=settings.SITE_URL + own,
        feed_guid=uuid.uuid5(uuid.NAMESPACE_URL, f"lujian:{own}").urn,
    )
    cards = cards_of(SearchQuery(language=query.language), results.hits)
    dates = _dates(cards)
    for hit in results.hits:
        if hit.id in cards and hit.id in dates:
            _add(feed, cards[hit.id], *dates[hit.id])
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _title(results: SearchResults, name: str) -> str:
    """The site's name, and of what the feed is: a finder's name, the text, the labels of the chosen filters."""
    query = results.query
    chosen = [choice.label for choice in chosen_filters(query, labels_of(results))]
    return " · ".join(filter(None, (_("Lüjian"), name, query.text, *chosen)))


def _dates(ids: Iterable[str]) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Story id → first published, last changed in any public language; one query."""
    found: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    pages = StoryPage.objects.published().filter(translation_key__in=list(ids), first_published_at__isnull=False)
    for key, first, last in pages.values_list("translation_key", "first_published_at", "last_published_at"):
        before = found.get(str(key), (first, last or first))
        found[str(key)] = min(before[0], first), max(before[1], last or first)
    return found


def _add(feed: Atom1Feed, card: StoryCard, published: dt.datetime, updated: dt.datetime) -> None:
    feed.add_item(
        title=_xml(card.title),
        link=settings.SITE_URL + card.url,
        description=escape(_xml(card.summary)),
        unique_id=uuid.UUID(card.id).urn,
        pubdate=published,
        updateddate=updated,
        categories=[chip.label for chip in (*card.techniques, *card.industries)],
    )


def _xml(text: str) -> str:
    """Without the characters that XML has no place for."""
    return _NOT_IN_XML.sub("", text)
