"""Atom feeds of the lists: all, of a programme, of a region; and the events of one enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.atom_answer import FeedEntry, atom_answer
from portal.context import home_path
from portal.visibility import in_force
from showcase.enterprises.merging.lines import merges_about, shown_moment_day, told_merge
from showcase.enterprises.merging.models import recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.lists.answers import answer_label
from showcase.lists.cards import with_decision
from showcase.lists.choices import EventKind
from showcase.lists.events import ListingEvent
from showcase.lists.lines import ENDINGS, listings_of
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.projection import events
from showcase.lists.references import references
from showcase.lists.register import State, answers_after
from showcase.lists.register_query import refuse_times_to_come
from showcase.lists.states import state_label, state_of
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.models import Programme, Region
from showcase.vocabulary.trees import region_codes, region_parents

IN_FEED = 50


def every_list(request: HttpRequest) -> HttpResponse:
    """All announcements, newest first."""
    return _lists(request, _("Notices"), _notices_page(), None)


def of_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Announcements with rows of a programme."""
    programme = get_object_or_404(Programme, code=code)
    told = ListEntry.objects.filter(programme=programme)
    return _lists(request, programme.label, _notices_page(), told.values_list("announcement_id", flat=True))


def of_region(request: HttpRequest, code: str) -> HttpResponse:
    """Announcements with units of a region."""
    region, parents = get_object_or_404(Region, code=code), region_parents()
    below = [found for found in parents if code in region_codes([found], parents)]
    named = ListEntry.objects.filter(region__code__in=below).values_list("announcement_id", flat=True)
    told = ListingEvent.objects.filter(enterprise__region__code__in=below).filter(in_force(prefix="enterprise__"))
    pages = {*named, *told.values_list("announcement_id", flat=True)}
    return _lists(request, region.label, region.get_absolute_url(), pages)


def of_enterprise(request: HttpRequest, number: int) -> HttpResponse:
    """What notices said of a published enterprise, and its merges; 404 for invented ones.

    The subtitle is today's answer about it; each event has the answer that held from it on as its category. A merged
    record leads to the one kept.
    """
    refuse_times_to_come(request.GET)
    found = Enterprise.objects.select_related("merged__into")
    unit = get_object_or_404(found.filter(in_force()), number=number, is_example=False)
    if unit.head != unit:
        kept = get_object_or_404(Enterprise.objects.filter(in_force()), pk=unit.head.pk, is_example=False)
        return HttpResponseRedirect(reverse("feed_enterprise", args=[kept.number]))
    entries = [*_events(unit), *_merges(unit)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    today = listings_of([unit.pk])[unit.pk].standing or capfirst(answer_label(State.NOT_IN_RECORDS))
    feed = atom_answer(unit.label, unit.get_absolute_url(), request.path, entries[:IN_FEED], today)
    return _unindexed(feed)


def _events(unit: Enterprise) -> Iterator[FeedEntry]:
    told = ListingEvent.objects.filter(enterprise__in=unit.record_keys, announcement__is_example=False)
    known = list(events(unit.record_keys))
    cited = references({event.announcement for event in known})
    answers = answers_after((event for event in known if event.announcement in cited), recorded_merges())
    for event in told.select_related("programme", "level", "entry").order_by("-recorded_at", "-pk")[:IN_FEED]:
        if (notice := cited.get(event.announcement_id)) is None:
            continue
        level, programme = event.level.label, after_level(event.programme.label)
        values = {"level": level, "programme": programme, "event": _told(event)}
        day = shown_day(event.effective_on, event.effective_precision)
        yield FeedEntry(
            name=f"event {event.pk}",
            title=_("%(level)s %(programme)s: %(event)s") % values,
            url=notice.row_url(event.entry.position if event.entry else None),
            published=event.recorded_at,
            updated=event.recorded_at,
            text=f"{day} · {notice.title} · {notice.basis_label}",
            categories=(answers[event.pk],) if event.pk in answers else (),
        )


def _merges(unit: Enterprise) -> Iterator[FeedEntry]:
    """A merge that was taken back is told again, under the same name."""
    for merge in merges_about(unit):
        yield FeedEntry(
            name=f"merge {merge.pk}",
            title=told_merge(merge, unit),
            url=unit.get_absolute_url(),
            published=merge.recorded_at,
            updated=merge.undone_at or merge.recorded_at,
            text=shown_moment_day(merge.recorded_at),
        )


def _told(event: ListingEvent) -> str:
    kind = EventKind(event.kind)
    if kind is EventKind.RENAMED and event.entry:
        names = {"old": event.entry.former_name or _("no name stated"), "new": event.entry.name}
        return _("%(event)s: %(reason)s") % {"event": kind.label, "reason": _("from %(old)s to %(new)s") % names}
    if kind not in ENDINGS:
        return str(kind.label)
    return _("%(event)s: %(reason)s") % {"event": kind.label, "reason": event.reason or _("no reason stated")}


def _lists(request: HttpRequest, title: str, page: str, only: Iterable[int] | None) -> HttpResponse:
    refuse_times_to_come(request.GET)
    cited = [ref for ref in references(only).values() if not ref.is_example][:IN_FEED]
    pages = with_decision(AnnouncementPage.objects.all()).in_bulk([ref.pk for ref in cited])
    states = {pk: state_of(page, page.decided_on) for pk, page in pages.items()}
    now = timezone.now()
    entries = [
        FeedEntry(
            name=f"announcement {ref.pk}",
            title=ref.title,
            url=ref.url,
            published=pages[ref.pk].first_published_at or pages[ref.pk].last_published_at or now,
            updated=pages[ref.pk].last_published_at or pages[ref.pk].first_published_at or now,
            text=f"{state_label(states[ref.pk])} · {ref.basis_label}",
            categories=(states[ref.pk].state,),
        )
        for ref in cited
    ]
    entries.sort(key=lambda entry: entry.published, reverse=True)
    return _unindexed(atom_answer(title, page, request.path, entries))


def _notices_page() -> str:
    return f"{home_path(get_language() or settings.LANGUAGE_CODE)}notices/"


def _unindexed(answer: HttpResponse) -> HttpResponse:
    """Removals may be in it."""
    answer["X-Robots-Tag"] = "noindex"
    return answer
