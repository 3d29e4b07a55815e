"""What notices said of an enterprise, event by event, and what is in force today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.dates import PartialDate, Precision, format_date
from showcase.enterprises.merging.models import recorded_merges
from showcase.lists.choices import EventKind
from showcase.lists.events import ListingEvent
from showcase.lists.projection import events
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.register import Listing, fold
from showcase.panels import ListingLine, ListingState

ENDINGS = {EventKind.REMOVED, EventKind.EXPIRED, EventKind.WITHDRAWN, EventKind.MERGED, EventKind.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Listings:
    """`lines` newest first; `standing` says in one sentence what is in force, empty where we hold no event."""

    lines: tuple[ListingLine, ...] = ()
    standing: str = ""


def listings_of(enterprises: Iterable[int], today: dt.date | None = None) -> dict[int, Listings]:
    """Enterprise id → its listings, those of merged records included.

    Five queries, whatever the number of enterprises and events.
    """
    merged = recorded_merges()
    members = {pk: merged.members(pk) or frozenset({pk}) for pk in enterprises}
    units = frozenset().union(*members.values())
    rows = _rows(units)
    if not rows:
        return dict.fromkeys(members, Listings())
    now = fold(events(units), today or timezone.localdate(), merged=merged)
    in_force = {listing.event: listing for listing in now}
    cited = references(row.announcement_id for row in rows)
    return {
        pk: _listings([row for row in rows if row.enterprise_id in of_unit], in_force, cited)
        for pk, of_unit in members.items()
    }


def after_level(programme: str) -> str:
    """A programme behind its level: "Provincial green factory"; Chinese has no case."""
    return f"{programme[:1].lower()}{programme[1:]}"


def shown_day(day: dt.date, precision: str) -> str:
    """The date as exactly as the notice states it."""
    return format_date(PartialDate.of(day, Precision(precision)), get_language() or "zh-hans")


def _rows(enterprises: frozenset[int]) -> list[ListingEvent]:
    found = ListingEvent.objects.filter(enterprise_id__in=enterprises).select_related("programme", "level", "entry")
    return list(found.order_by("-effective_on", "-pk"))


def _listings(rows: list[ListingEvent], in_force: dict[int, Listing], cited: dict[int, AnnouncementRef]) -> Listings:
    lines = tuple(_line(row, row.pk in in_force, cited.get(row.announcement_id)) for row in rows)
    now = [line for line in lines if line.state == "in_force"]
    return Listings(lines, _standing(now, rows))


def _line(row: ListingEvent, is_in_force: bool, cited: AnnouncementRef | None) -> ListingLine:
    kind = EventKind(row.kind)
    label = _("On the list now") if is_in_force else str(kind.label)
    if kind in ENDINGS:
        reason = row.reason or _("no reason stated")
        label = _("%(event)s: %(reason)s") % {"event": label, "reason": reason}
    return ListingLine(
        date=shown_day(row.effective_on, row.effective_precision),
        programme=after_level(row.programme.label),
        level=row.level.label,
        state=_state(kind, is_in_force),
        state_label=label,
        announcement_title=cited.title if cited else "",
        announcement_url=cited.row_url(row.entry.position if row.entry else None) if cited else "",
        basis_label=cited.basis_label if cited else "",
        document_number=cited.document_number if cited else "",
        day=row.effective_on,
    )


def _state(kind: EventKind, is_in_force: bool) -> ListingState:
    if is_in_force:
        return "in_force"
    if kind is EventKind.PROPOSED:
        return "proposed"
    return "ended" if kind in ENDINGS else "recorded"


def _standing(in_force: list[ListingLine], rows: list[ListingEvent]) -> str:
    if in_force:
        english = get_language() == "en"
        names = [f"{line.level} {line.programme}" if english else f"{line.level}{line.programme}" for line in in_force]
        return _("On the list now: %(lists)s") % {"lists": ("; " if english else "；").join(names)}
    if not rows:
        return ""
    if all(row.kind == EventKind.PROPOSED for row in rows):
        return _("Proposed for a list; we hold no final list with it")
    return _("On no list now, as far as our records go")
