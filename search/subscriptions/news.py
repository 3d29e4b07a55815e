"""Notes what subscribers may be told of: stories once they are public and in the index, and events of enterprises."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from portal.pages.visibility import public_pages
from search.index.current import engine
from search.index.lock import drain_lock
from search.index.models import Outbox
from search.subscriptions.models import News, SubjectKind, Subscription
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.events import ListingEvent
from showcase.models import Enterprise, StoryPage

AT_ONCE = 500
"""Stories, and events, that one turn notes at most; the next one continues."""
PATIENCE = 1.0
"""Seconds to wait for who writes to the index."""


def note_news() -> None:
    """Write a row for each story and event that is public and has none yet. Raises SearchUnavailable.

    Whoever writes to the index waits meanwhile: so no row gets a lower key than one that was read before it, and no
    story is noted that a search does not find yet.
    """
    with drain_lock(PATIENCE) as held:
        if held:
            stories = [News(story=story) for story in _new_stories()]
            events = [News(event=event) for event in _new_events()]
            News.objects.bulk_create([*stories, *events], ignore_conflicts=True)


def newest() -> int:
    """Return the key of the last row, 0 where there is none."""
    return News.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _new_stories() -> list[str]:
    """Return permanent ids, those published first before others."""
    noted = News.objects.filter(story=OuterRef("translation_key"))
    found = StoryPage.objects.sources().published().filter(~Exists(noted), first_published_at__isnull=False)
    ids = [
        str(key) for key in found.order_by("-first_published_at").values_list("translation_key", flat=True)[:AT_ONCE]
    ]
    if not ids:
        return []
    waiting = set(Outbox.objects.filter(story_id__in=ids).values_list("story_id", flat=True))
    indexed = engine().records([one for one in ids if one not in waiting])
    return [one for one in reversed(ids) if one in indexed]


def _new_events() -> list[int]:
    """Return keys of events of enterprises that somebody subscribed to, by public notices about real units."""
    noted = News.objects.filter(event=OuterRef("pk"))
    found = ListingEvent.objects.filter(
        ~Exists(noted),
        enterprise__in=_subscribed_records(),
        announcement__in=public_pages(AnnouncementPage.objects.filter(is_example=False)).values("pk"),
    )
    return list(found.order_by("recorded_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _subscribed_records() -> list[int]:
    """Return the enterprises subscribed to and all records that count as them."""
    wanted = Subscription.objects.filter(kind=SubjectKind.ENTERPRISE, confirmed_at__isnull=False)
    numbers = set(wanted.values_list("enterprise", flat=True))
    if not numbers:
        return []
    heads = Enterprise.objects.filter(number__in=numbers).annotate(head_key=Coalesce(F("merged__into"), F("pk")))
    counted = Enterprise.objects.annotate(head_key=Coalesce(F("merged__into"), F("pk")))
    return list(counted.filter(head_key__in=heads.values("head_key")).values_list("pk", flat=True))
