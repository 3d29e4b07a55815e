"""One chain of listings: what a notice can say of it, and what its events together make of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.dates import PartialDate, Precision

LEVELS = ("municipal", "provincial", "national")


class Kind(StrEnum):
    """What a notice says happened to a listing."""

    PROPOSED = "proposed"
    LISTED = "listed"
    REMOVED = "removed"
    RENAMED = "renamed"
    REVERIFIED = "reverified"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    CORRECTED = "corrected"


class Stage(StrEnum):
    """The kind of the announcement an event stands in; on one day they count in this order."""

    PROPOSAL = "proposal"
    FINAL = "final"
    ADJUSTMENT = "adjustment"


class State(StrEnum):
    """The five answers about a unit and a list. The last one is no event's: nothing we hold tells of the unit."""

    LISTED = "listed"
    SUSPENDED = "suspended"
    PROPOSED = "proposed"
    REMOVED = "removed"
    NOT_IN_RECORDS = "not_in_records"


_STAGES = tuple(Stage)
_ENDINGS = frozenset({Kind.REMOVED, Kind.EXPIRED, Kind.WITHDRAWN, Kind.MERGED})


@dataclass(frozen=True)
class Chain:
    """What a listing belongs to: one enterprise in one programme at one level."""

    enterprise: int
    programme: str
    level: str


@dataclass(frozen=True)
class Event:
    """What one row of an announcement says.

    `id`, `announcement` and `enterprise` are the rows' keys, `programme` and `level` codes. `effective_on` is read in
    its `precision` (year: any day of that year). `recorded_at` needs a time zone. `reason` as printed, None where the
    notice states none. `stage` and `row` (position in the announcement) order events of one day.
    `name` is the name as printed, for a renaming the new one; empty = not stated.
    `corrects` is the id of the event that a correction strikes out; what is right instead stands in further events of
    the same notice. Of a withdrawal it is the event that no longer counts from its day on: it did before.
    """

    id: int
    announcement: int
    enterprise: int
    programme: str
    level: str
    kind: Kind
    effective_on: dt.date
    recorded_at: dt.datetime
    precision: Precision = Precision.DAY
    reason: str | None = None
    stage: Stage = Stage.FINAL
    row: int = 0
    name: str = ""
    corrects: int | None = None

    def __post_init__(self) -> None:
        if self.recorded_at.tzinfo is None:
            raise ValueError(f"Event {self.id}: recorded_at needs a time zone")

    @property
    def counts_from(self) -> dt.date:
        """The first day the event is surely in effect: the last one its date can mean."""
        return PartialDate.of(self.effective_on, self.precision).last_day

    @property
    def chain(self) -> Chain:
        return Chain(self.enterprise, self.programme, self.level)


@dataclass(frozen=True)
class Listing:
    """A listing in force.

    `since` is the day it counts from without a break, `since_precision` how exactly that is known (`is_dated_by_day`
    false = mark it). `announcement` and `event` are the newest that list it; `name` is the newest printed name, empty
    where none is; `reverified_on` the newest day on which a notice confirmed it after a change.
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
    """A chain while it is replayed: the listing, and the event that suspends, ends or proposes one; None = none."""

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
    """How a chain stands on a day, and which event says so.

    `since` is the first day of the state, read with `precision`; `kind` says how a listing ended (removed, expired,
    withdrawn, merged); `reason` as printed, None where the notice states none.
    """

    chain: Chain
    state: State
    kind: Kind
    since: dt.date
    precision: Precision
    announcement: int
    event: int
    reason: str | None = None
    name: str = ""


def order_of(event: Event) -> tuple[dt.date, int, int, int, int]:
    """In this order events count."""
    return event.counts_from, _STAGES.index(event.stage), event.row, event.announcement, event.id


def tracks(ordered: Sequence[Event]) -> list[Track]:
    """What the events of one chain, in their order, make of it after each of them.

    From a withdrawal on, the event withdrawn counts no more, as if it had never happened: another list that names the
    unit holds it still. Where none does, the withdrawal is how the listing ended.
    """
    found: list[Track] = []
    withdrawn: set[int] = set()
    track = NOTHING
    for at, event in enumerate(ordered):
        if event.kind is Kind.WITHDRAWN and event.corrects is not None:
            withdrawn.add(event.corrects)
            track = _without(withdrawn, ordered[: at + 1], found)
        elif event.id not in withdrawn:
            track = _step(event, track)
        found.append(track)
    return found


def _without(withdrawn: set[int], ordered: Sequence[Event], before: Sequence[Track]) -> Track:
    """The chain without the events withdrawn; `before[at]` is what it was after the event `at`."""
    track = NOTHING
    for at, event in enumerate(ordered):
        if event.kind is Kind.WITHDRAWN and event.corrects is not None:
            if track.listing is None and at and before[at - 1].listing is not None:
                track = Track(ended=event)
        elif event.id not in withdrawn:
            track = _step(event, track)
    return track


def _step(event: Event, before: Track) -> Track:
    """A notice about a unit that is not listed lists nobody, but what it says of an ending or suspension stands."""
    if event.kind is Kind.LISTED:
        return Track(_listed(event, before.listing))
    if event.kind in _ENDINGS:
        return Track(ended=event)
    if before.listing is None:
        return _unlisted(event, before)
    if event.kind in {Kind.SUSPENDED, Kind.RESUMED}:
        return replace(before, suspended=event if event.kind is Kind.SUSPENDED else None)
    return replace(before, listing=_changed(event, before.listing))


def _unlisted(event: Event, before: Track) -> Track:
    """A unit that was removed stays so whatever is said of suspensions, until it is proposed or listed."""
    if event.kind is Kind.PROPOSED:
        return replace(before, proposed=event)
    if event.kind is Kind.SUSPENDED and before.ended is None:
        return replace(before, suspended=event)
    return replace(before, suspended=None) if event.kind is Kind.RESUMED else before


def _changed(event: Event, before: Listing) -> Listing:
    """A proposal changes nothing."""
    if event.kind is Kind.REVERIFIED:
        return replace(before, reverified_on=event.counts_from)
    return replace(before, name=event.name or before.name) if event.kind is Kind.RENAMED else before


def _listed(event: Event, before: Listing | None) -> Listing:
    """A unit listed again keeps the day since which it is listed."""
    if before is None:
        return Listing(event.chain, event.counts_from, event.precision, event.announcement, event.id, event.name)
    return replace(before, announcement=event.announcement, event=event.id, name=event.name or before.name)


def state_of(chain: Chain, track: Track) -> ChainState | None:
    """The state a chain is in at the end of its track; None = not in our records."""
    name = track.listing.name if track.listing else ""
    if track.suspended:
        return _said(chain, State.SUSPENDED, track.suspended, name)
    if found := track.listing:
        since = (found.since, found.since_precision, found.announcement, found.event)
        return ChainState(chain, State.LISTED, Kind.LISTED, *since, name=name)
    if track.proposed:
        return _said(chain, State.PROPOSED, track.proposed)
    return _said(chain, State.REMOVED, track.ended) if track.ended else None


def _said(chain: Chain, state: State, event: Event, name: str = "") -> ChainState:
    when = (event.counts_from, event.precision, event.announcement, event.id)
    return ChainState(chain, state, event.kind, *when, event.reason, event.name or name)
