"""One chain of listings: what a notice can say about it, and the state that its events together give."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.text.dates import PartialDate, Precision
from showcase.lists.choices import ENDING_KINDS, AnnouncementKind, EventKind

LEVELS = ("municipal", "provincial", "national")
_KINDS_IN_ORDER = tuple(AnnouncementKind)


class State(StrEnum):
    """The five answers about a unit and a list.

    No event gives `NOT_IN_RECORDS`: it means that we hold no event about the unit.
    """

    LISTED = "listed"
    SUSPENDED = "suspended"
    PROPOSED = "proposed"
    REMOVED = "removed"
    NOT_IN_RECORDS = "not_in_records"


@dataclass(frozen=True)
class Chain:
    """What a listing belongs to: one enterprise in one programme at one level."""

    enterprise: int
    programme: str
    level: str


@dataclass(frozen=True)
class Event:
    """What one row of an announcement says.

    `id`, `announcement` and `enterprise`: primary keys; `programme` and `level`: codes. `effective_on` is read with its
    `precision` (year: any day of that year). `recorded_at` needs a time zone. `reason`: as printed, None where the
    notice states none. `stage` and `row` (position in the announcement) order events of one day. `name`: as printed,
    for a renaming the new one; empty where not stated.

    `corrects`: of a correction, the id of the event that it cancels; what is right instead is in further events of the
    same notice. Of a withdrawal, the id of the event that no longer counts from the withdrawal's day on.
    """

    id: int
    announcement: int
    enterprise: int
    programme: str
    level: str
    kind: EventKind
    effective_on: dt.date
    recorded_at: dt.datetime
    precision: Precision = Precision.DAY
    reason: str | None = None
    stage: AnnouncementKind = AnnouncementKind.FINAL
    row: int = 0
    name: str = ""
    corrects: int | None = None

    def __post_init__(self) -> None:
        if self.recorded_at.tzinfo is None:
            raise ValueError(f"Event {self.id}: recorded_at needs a time zone")

    @property
    def counts_from(self) -> dt.date:
        """The first day on which the event is certainly in effect: the last day that its date can mean."""
        return PartialDate.of(self.effective_on, self.precision).last_day

    @property
    def chain(self) -> Chain:
        return Chain(self.enterprise, self.programme, self.level)


@dataclass(frozen=True)
class Listing:
    """A listing in force.

    `since`: the day it has counted from without interruption, `since_precision` how exactly that is known (mark it
    where `is_dated_by_day` is false). `announcement` and `event`: the newest that list it. `name`: the newest printed
    name, empty where there is none. `reverified_on`: the newest day on which a notice confirmed it after a change.
    """

    chain: Chain
    since: dt.date
    since_precision: Precision
    announcement: int
    event: int
    name: str = ""
    reverified_on: dt.date | None = None

    @property
    def is_dated_by_day(self) -> bool:
        return self.since_precision is Precision.DAY


@dataclass(frozen=True)
class Track:
    """The state of a chain while its events are replayed.

    `listing`: the listing, if any; `suspended`, `proposed`, `ended`: the event that says so, None for none.
    """

    listing: Listing | None = None
    suspended: Event | None = None
    proposed: Event | None = None
    ended: Event | None = None

    @property
    def in_force(self) -> Listing | None:
        return None if self.suspended else self.listing


NOTHING = Track()


@dataclass(frozen=True)
class ChainState:
    """The state of a chain on a day, and the event that says so.

    `since`: the first day of the state, read with `precision`; `kind`: how a listing ended (removed, expired,
    withdrawn, merged); `reason`: as printed, None where the notice states none.
    """

    chain: Chain
    state: State
    kind: EventKind
    since: dt.date
    precision: Precision
    announcement: int
    event: int
    reason: str | None = None
    name: str = ""


def order_of(event: Event) -> tuple[dt.date, int, int, int, int]:
    """Return the key by which events are sorted before they are replayed."""
    return event.counts_from, _KINDS_IN_ORDER.index(event.stage), event.row, event.announcement, event.id


def tracks(ordered: Sequence[Event]) -> list[Track]:
    """Return the state of one chain after each of its sorted events.

    From a withdrawal on, the withdrawn event no longer counts, as if it had never happened: another list that names the
    unit keeps it listed. Where none does, the withdrawal is how the listing ended.
    """
    tracks_so_far: list[Track] = []
    withdrawn: set[int] = set()
    track = NOTHING
    for at, event in enumerate(ordered):
        if event.kind is EventKind.WITHDRAWN and event.corrects is not None:
            withdrawn.add(event.corrects)
            track = _without(withdrawn, ordered[: at + 1], tracks_so_far)
        elif event.id not in withdrawn:
            track = _step(event, track)
        tracks_so_far.append(track)
    return tracks_so_far


def _without(withdrawn: set[int], ordered: Sequence[Event], before: Sequence[Track]) -> Track:
    """Replay the chain without the withdrawn events; `before[at]`: its state after event `at`."""
    track = NOTHING
    for at, event in enumerate(ordered):
        if event.kind is EventKind.WITHDRAWN and event.corrects is not None:
            if track.listing is None and at and before[at - 1].listing is not None:
                track = Track(ended=event)
        elif event.id not in withdrawn:
            track = _step(event, track)
    return track


def _step(event: Event, before: Track) -> Track:
    """Apply one event. A notice about a unit that is not listed lists nobody, but an ending or suspension counts."""
    if event.kind is EventKind.LISTED:
        return Track(_listed(event, before.listing))
    if event.kind in ENDING_KINDS:
        return Track(ended=event)
    if before.listing is None:
        return _unlisted(event, before)
    if event.kind in {EventKind.SUSPENDED, EventKind.RESUMED}:
        return replace(before, suspended=event if event.kind is EventKind.SUSPENDED else None)
    return replace(before, listing=_changed(event, before.listing))


def _unlisted(event: Event, before: Track) -> Track:
    """Apply an event to a unit that is not listed. Once removed, it stays so until proposed or listed again."""
    if event.kind is EventKind.PROPOSED:
        return replace(before, proposed=event)
    if event.kind is EventKind.SUSPENDED and before.ended is None:
        return replace(before, suspended=event)
    return replace(before, suspended=None) if event.kind is EventKind.RESUMED else before


def _changed(event: Event, before: Listing) -> Listing:
    """Apply a change to a listing. A proposal changes nothing."""
    if event.kind is EventKind.REVERIFIED:
        return replace(before, reverified_on=event.counts_from)
    return replace(before, name=event.name or before.name) if event.kind is EventKind.RENAMED else before


def _listed(event: Event, before: Listing | None) -> Listing:
    """Return the listing after a notice lists the unit; one listed again keeps the day since which it is listed."""
    if before is None:
        return Listing(event.chain, event.counts_from, event.precision, event.announcement, event.id, event.name)
    return replace(before, announcement=event.announcement, event=event.id, name=event.name or before.name)


def state_of(chain: Chain, track: Track) -> ChainState | None:
    """Return the state of a chain at the end of its track; None: not in our records."""
    name = track.listing.name if track.listing else ""
    if track.suspended:
        return _said(chain, State.SUSPENDED, track.suspended, name)
    if held := track.listing:
        since = (held.since, held.since_precision, held.announcement, held.event)
        return ChainState(chain, State.LISTED, EventKind.LISTED, *since, name=name)
    if track.proposed:
        return _said(chain, State.PROPOSED, track.proposed)
    return _said(chain, State.REMOVED, track.ended) if track.ended else None


def _said(chain: Chain, state: State, event: Event, name: str = "") -> ChainState:
    when = (event.counts_from, event.precision, event.announcement, event.id)
    return ChainState(chain, state, event.kind, *when, event.reason, event.name or name)
