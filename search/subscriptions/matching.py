"""Which news a subscription is about: found by the engine with the subscription's own search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.core.plan import strict_matches
from search.core.query import BadQuery
from search.index.current import engine
from search.subscriptions.models import News, SubjectKind, Subscription
from search.subscriptions.subject import Subject, presets_of, public_enterprise
from search.text.vocabulary import vocabulary
from showcase.lists.register.events import ListingEvent
from showcase.models import StoryPage

CHUNK = 1_000
"""Ids that one request to the engine names."""


@dataclass(frozen=True)
class Matched:
    """What a subscriber is told: permanent ids of stories, newest first, and keys of events."""

    stories: tuple[str, ...] = ()
    events: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stories or self.events)


NOTHING = Matched()


@dataclass
class Matcher:
    """Matches subscriptions with the news up to `until`; the same search over the same news is asked once."""

    until: int
    asked: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)

    def matched(self, row: Subscription) -> Matched:
        """Return the news since the subscription's last look that were published after it was confirmed.

        Raises SearchUnavailable.
        """
        news = News.objects.filter(pk__gt=row.told_until, pk__lte=self.until)
        noted = news.filter(story__isnull=False).values_list("story", flat=True)
        stories = _published_since(row.confirmed_at, [str(story) for story in noted])
        if row.kind == SubjectKind.ENTERPRISE:
            events = news.filter(event__isnull=False).values_list("event", flat=True)
            return _of_enterprise(row, stories, [event for event in events if event is not None])
        key = (Subject.of(row).identity, tuple(stories))
        if key not in self.asked:
            self.asked[key] = _found(Subject.of(row), row.language, stories)
        return Matched(stories=self.asked[key])


def _published_since(moment: dt.datetime | None, ids: Sequence[str]) -> list[str]:
    """Return those of these stories that are public and were first published after the moment, newest first."""
    if not ids or moment is None:
        return []
    found = StoryPage.objects.sources().published()
    found = found.filter(translation_key__in=ids, first_published_at__gt=moment).order_by("-first_published_at", "-pk")
    return [str(key) for key in found.values_list("translation_key", flat=True)]


def _found(subject: Subject, language: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return those of these stories that the subject's search finds whole, not in part; their order is kept."""
    presets = presets_of(subject)
    if not ids or presets is None:
        return ()
    try:
        query = subject.search_query(language)
    except BadQuery:  # a code that had another form when it was stored: the search has no such filter
        return ()
    parts = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    hits = {one for part in parts for one in strict_matches(engine(), query, part, presets, vocabulary())}
    return tuple(one for one in ids if one in hits)


def _of_enterprise(row: Subscription, stories: Sequence[str], events: Sequence[int]) -> Matched:
    unit = public_enterprise(row.enterprise)
    if unit is None or not (stories or events):
        return NOTHING
    records = unit.record_keys
    named = StoryPage.objects.sources().filter(translation_key__in=stories, enterprise_items__enterprise__in=records)
    about = {str(key) for key in named.values_list("translation_key", flat=True)}
    own = ListingEvent.objects.filter(pk__in=events, enterprise__in=records, recorded_at__gt=row.confirmed_at)
    keys = own.order_by("-recorded_at", "-pk").values_list("pk", flat=True)
    return Matched(tuple(one for one in stories if one in about), tuple(keys))
