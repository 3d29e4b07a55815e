"""Visits in the reader's language: as cards of a list, and in the words of their state. View-models without queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_each
from showcase.choices import AnnouncementState
from showcase.enterprises.models import Enterprise
from showcase.lists.notice_state import SHANGHAI
from showcase.lists.states import shown_moment
from showcase.visits.choices import VisitState
from showcase.visits.models import VisitPage, VisitQuerySet
from showcase.visits.reading import VisitReading, readings
from showcase.visits.registrations.models import VisitRegistration
from showcase.visits.rules import VisitFacts, visit_state
from showcase.vocabulary.places import place_label


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit in a list. `state`: decides colour and icon, `state_label` is exact; `language`: of the title."""

    title: str
    url: str
    language: str
    state: AnnouncementState
    state_label: str
    when: str
    place: str
    host: str
    sentence: str
    is_example: bool


def visit_cards(visits: VisitQuerySet, now: dt.datetime | None = None) -> tuple[VisitCard, ...]:
    """Return cards of these Chinese pages in their order; at most four queries, however many there are."""
    now = now or timezone.now()
    sources = list(visits.select_related("region__parent", "host__merged__into"))
    confirmed = confirmed_of(sources)
    return tuple(_card(one, confirmed.get(one.source.pk, 0), now) for one in readings(sources))


@dataclass(frozen=True)
class _Coming:
    """What tells whether a visit belongs on a page: its key, end, host, and the Chinese pages of its stories."""

    key: int
    ends_at: dt.datetime
    host: int | None
    stories: frozenset[int]


def coming_visits(hosts: Collection[int] = (), story: int | None = None) -> tuple[VisitCard, ...]:
    """Return cards of the public visits to come at these hosts or to this story, the next one first.

    No query where there is none, as on most pages.
    """
    now = timezone.now()
    coming = kept_each("coming-visits", "", _coming)
    keys = [one.key for one in coming if one.ends_at > now and (one.host in hosts or story in one.stories)]
    if not keys:
        return ()
    visits = VisitPage.objects.sources().published().filter(alias_of=None, pk__in=keys)
    return visit_cards(visits.ending_after(now), now)


def _coming() -> tuple[_Coming, ...]:
    """Read the published visits that have not ended; two queries."""
    visits = VisitPage.objects.filter(ends_at__gt=timezone.now(), live=True).prefetch_related("story_items")
    return tuple(
        _Coming(one.pk, one.ends_at, one.host_id, frozenset(item.target_id for item in one.story_items.all()))
        for one in visits
    )


def confirmed_of(sources: Iterable[VisitPage]) -> Mapping[int, int]:
    """Return visit → how many registrations are confirmed; one query, none for no visit."""
    keys = [source.pk for source in sources if source.pk]
    if not keys:
        return {}
    rows = VisitRegistration.objects.filter(visit__in=keys, turn__isnull=False)
    return dict(rows.order_by().values_list("visit").annotate(Count("pk")))


def _card(reading: VisitReading, confirmed: int, now: dt.datetime) -> VisitCard:
    source, language = reading.source, get_language() or settings.LANGUAGE_CODE
    state = visit_state(source.facts, confirmed, now)
    host = public_host(source)
    return VisitCard(
        title=reading.text.title,
        url=reading.text.get_url() or "",
        language=reading.language if reading.language != language else "",
        state=state.mark,
        state_label=str(state.label),
        when=shown_span(source.begins_at, source.ends_at),
        place=place_label(source.region, language) if source.region else "",
        host=host.label_in(language) if host else "",
        sentence=state_sentence(source.facts, state, confirmed),
        is_example=source.is_example,
    )


def public_host(source: VisitPage) -> Enterprise | None:
    """Return the enterprise that invites, a merged record as the one kept; None where it is not public."""
    head = source.host.head if source.host else None
    is_public = head is not None and head.live and not (head.expire_at and head.expire_at <= timezone.now())
    return head if is_public else None


def state_sentence(facts: VisitFacts, state: VisitState, confirmed: int) -> str:
    """Return what a reader can do now, in a sentence."""
    if state == VisitState.ANNOUNCED:
        return _("Registration opens at %(time)s, China time.") % {"time": shown_moment(facts.opens_at)}
    if state == VisitState.OPEN:
        return _free_seats(facts, confirmed)
    if state == VisitState.FULL:
        waiting = confirmed - facts.seats
        words = ngettext(
            "All seats are taken; %(n)s person is on the waiting list.",
            "All seats are taken; %(n)s people are on the waiting list.",
            waiting,
        )
        return words % {"n": waiting} if waiting else _("All seats are taken; the waiting list is open.")
    return ""


def _free_seats(facts: VisitFacts, confirmed: int) -> str:
    free = facts.seats - confirmed
    words = ngettext("%(n)s of %(seats)s seats is free.", "%(n)s of %(seats)s seats are free.", free)
    return words % {"n": free, "seats": facts.seats}


def shown_span(begin: dt.datetime, end: dt.datetime) -> str:
    """Format a time span in China time: 2026年12月9日 09:00–16:30, with both days where it lasts longer."""
    last = end.astimezone(SHANGHAI)
    is_same_day = begin.astimezone(SHANGHAI).date() == last.date()
    return f"{shown_moment(begin)}–{last:%H:%M}" if is_same_day else f"{shown_moment(begin)} – {shown_moment(end)}"
