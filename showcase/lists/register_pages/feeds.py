"""Atom feeds of announcements (all, of a programme, of a region), and what one of an enterprise says of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.answers.atom_answer import FeedEntry, atom_answer, permanent_id
from portal.frame.context import home_path
from portal.pages.visibility import in_force
from showcase.enterprises.merge_timeline import describe_merge, merges_about, shown_moment_day
from showcase.enterprises.merges import recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import OUT_OF_FORCE_KINDS, EventKind
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.notice_page.cards import with_decision
from showcase.lists.references import references
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.fold import answers_after
from showcase.lists.register.projection import events
from showcase.lists.register.query import refuse_times_to_come
from showcase.lists.states import state_of
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.models import Programme, Region
from showcase.vocabulary.trees import region_codes, region_parents

IN_FEED = 50


def every_list(request: HttpRequest) -> HttpResponse:
    """Return the feed of all announcements, newest first."""
    return _lists(request, _("Notices"), _notices_page(), None)


def of_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Return the feed of announcements with rows of a programme."""
    programme = get_object_or_404(Programme, code=code)
    entries = ListEntry.objects.filter(programme=programme)
    return _lists(request, programme.label, _notices_page(), entries.values_list("announcement_id", flat=True))


def of_region(request: HttpRequest, code: str) -> HttpResponse:
    """Return the feed of announcements with units of a region."""
    region, parents = get_object_or_404(Region, code=code), region_parents()
    below = [other for other in parents if code in region_codes([other], parents)]
    named = ListEntry.objects.filter(region__code__in=below).values_list("announcement_id", flat=True)
    region_events = ListingEvent.objects.filter(enterprise__region__code__in=below).filter(
        in_force(prefix="enterprise__")
    )
    pages = {*named, *region_events.values_list("announcement_id", flat=True)}
    return _lists(request, region.label, region.get_absolute_url(), pages)


def event_entries(unit: Enterprise) -> Iterator[FeedEntry]:
    """Yield what public notices said of a unit, the newest IN_FEED events; ids are `event_id`."""
    unit_events = ListingEvent.objects.filter(enterprise__in=unit.record_keys, announcement__is_example=False)
    known = list(events(unit.record_keys))
    cited = references({event.announcement for event in known})
    answers = answers_after((event for event in known if event.announcement in cited), recorded_merges())
    for event in unit_events.select_related("programme", "level", "entry").order_by("-recorded_at", "-pk")[:IN_FEED]:
        if (notice := cited.get(event.announcement_id)) is None:
            continue
        level, programme = event.level.label, after_level(event.programme.label)
        values = {"level": level, "programme": programme, "event": _event_text(event)}
        day = shown_day(event.effective_on, event.effective_precision)
        yield FeedEntry(
            id=event_id(event.pk),
            title=_("%(level)s %(programme)s: %(event)s") % values,
            url=notice.row_url(event.entry.position if event.entry else None),
            published=event.recorded_at,
            updated=event.recorded_at,
            text=f"{day} · {notice.title} · {notice.basis_label}",
            categories=(answers[event.pk],) if event.pk in answers else (),
        )


def event_id(key: int) -> str:
    """Return the permanent id of an event's entry."""
    return permanent_id(f"event {key}")


def merge_entries(unit: Enterprise) -> Iterator[FeedEntry]:
    """Yield one entry per merge; a merge that was undone keeps its name, with a newer date."""
    for merge in merges_about(unit):
        yield FeedEntry(
            id=permanent_id(f"merge {merge.pk}"),
            title=describe_merge(merge, unit),
            url=unit.get_absolute_url(),
            published=merge.recorded_at,
            updated=merge.undone_at or merge.recorded_at,
            text=shown_moment_day(merge.recorded_at),
        )


def _event_text(event: ListingEvent) -> str:
    kind = EventKind(event.kind)
    if kind is EventKind.RENAMED and event.entry:
        names = {"old": event.entry.former_name or _("no name stated"), "new": event.entry.name}
        return _("%(event)s: %(reason)s") % {"event": kind.label, "reason": _("from %(old)s to %(new)s") % names}
    if kind not in OUT_OF_FORCE_KINDS:
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
            id=permanent_id(f"announcement {ref.pk}"),
            title=ref.title,
            url=ref.url,
            published=pages[ref.pk].first_published_at or pages[ref.pk].last_published_at or now,
            updated=pages[ref.pk].last_published_at or pages[ref.pk].first_published_at or now,
            text=f"{states[ref.pk].state.label} · {ref.basis_label}",
            categories=(states[ref.pk].state,),
        )
        for ref in cited
    ]
    entries.sort(key=lambda entry: entry.published, reverse=True)
    return unindexed(atom_answer(title, page, request.path, entries))


def _notices_page() -> str:
    return f"{home_path(get_language() or settings.LANGUAGE_CODE)}notices/"


def unindexed(answer: HttpResponse) -> HttpResponse:
    """Tell search engines not to index the feed, because it may contain removals."""
    answer["X-Robots-Tag"] = "noindex"
    return answer
