"""The register: who is listed as of a date, folded from what notices said.

A list is a stream of events. `fold` replays those in effect on a date and known at a moment; since events are only
ever added, an answer for a `known_at` never changes. A proposal alone lists nobody. A date known only by its month or
year counts from its last day, and the listing says so.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.dates import PartialDate, Precision
from showcase.enterprises.merging.rules import SEPARATE, Merged

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


class Novelty(StrEnum):
    """How a listed unit stood just before: not at this level, at this level, or only at a lower one."""

    NEW = "new"
    CONTINUED = "continued"
    MOVED_UP = "moved_up"


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
    the same notice.
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
    """A chain while it is replayed: the listing and whether it is suspended."""

    listing: Listing
    suspended: bool = False

    @property
    def in_force(self) -> Listing | None:
        return None if self.suspended else self.listing


def fold(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> tuple[Listing, ...]:
    """The listings in force on `as_of`, as far as was recorded by `known_at` (None = all that is recorded).

    What notices say of a duplicate counts as said of the enterprise that it was merged into by then. Suspended listings
    are left out until resumed. Sorted by enterprise, programme and level; the order of `events` is of no account.
    Raises ValueError for a `known_at` without time zone.
    """
    in_effect = (event for event in resolved(events, known_at, merged) if event.counts_from <= as_of)
    return _in_force(_replay(sorted(in_effect, key=order_of)))


def novelties(
    events: Iterable[Event], announcement: int, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> Mapping[int, Novelty]:
    """For every unit that an announcement lists, by event id: new, continued, or moved up from a lower level.

    Compared with the register just before the announcement's first event; a unit that left and comes back is new.
    """
    ordered = sorted(resolved(events, known_at, merged), key=order_of)
    first = next((place for place, event in enumerate(ordered) if event.announcement == announcement), len(ordered))
    before = frozenset(listing.chain for listing in _in_force(_replay(ordered[:first])))
    listed = (event for event in ordered if event.announcement == announcement and event.kind is Kind.LISTED)
    return {event.id: _novelty(event.chain, before) for event in listed}


def _novelty(chain: Chain, before: frozenset[Chain]) -> Novelty:
    if chain in before:
        return Novelty.CONTINUED
    lower = LEVELS[: LEVELS.index(chain.level)]
    return Novelty.MOVED_UP if any(replace(chain, level=level) in before for level in lower) else Novelty.NEW


def resolved(events: Iterable[Event], known_at: dt.datetime | None, merged: Merged) -> list[Event]:
    """The events that stand, each as said of the enterprise that its own counts as at that moment."""
    found = []
    for event in standing(events, known_at):
        head = merged.head(event.enterprise, known_at)
        found.append(event if head == event.enterprise else replace(event, enterprise=head))
    return found


def standing(events: Iterable[Event], known_at: dt.datetime | None) -> list[Event]:
    """The events known by then, without corrections and what they strike out.

    The latest correction speaks first, so a correction that is itself struck out strikes nothing.
    """
    if known_at is not None and known_at.tzinfo is None:
        raise ValueError("known_at needs a time zone")
    known = [event for event in events if known_at is None or event.recorded_at <= known_at]
    corrections = [event for event in known if event.kind is Kind.CORRECTED]
    struck: set[int | None] = set()
    for correction in sorted(corrections, key=lambda event: (event.recorded_at, event.id), reverse=True):
        if correction.id not in struck:
            struck.add(correction.corrects)
    return [event for event in known if event.kind is not Kind.CORRECTED and event.id not in struck]


def order_of(event: Event) -> tuple[dt.date, int, int, int, int]:
    """In this order events count."""
    return event.counts_from, _STAGES.index(event.stage), event.row, event.announcement, event.id


def step(event: Event, before: Track | None) -> Track | None:
    """What an event makes of its chain; None = not listed."""
    return _listed(event, before) if event.kind is Kind.LISTED else _changed(event, before)


def _replay(ordered: Iterable[Event]) -> Mapping[Chain, Track]:
    tracks: dict[Chain, Track] = {}
    for event in ordered:
        after = step(event, tracks.pop(event.chain, None))
        if after is not None:
            tracks[event.chain] = after
    return tracks


def _listed(event: Event, before: Track | None) -> Track:
    """A unit listed again keeps the day since which it is listed."""
    if before is None:
        return Track(Listing(event.chain, event.counts_from, event.precision, event.announcement, event.id, event.name))
    listing = replace(
        before.listing,
        announcement=event.announcement,
        event=event.id,
        name=event.name or before.listing.name,
    )
    return Track(listing)


def _changed(event: Event, before: Track | None) -> Track | None:
    """What becomes of a listing; a notice about a unit that is not listed lists nobody."""
    if before is None or event.kind in _ENDINGS:
        return None
    if event.kind in {Kind.SUSPENDED, Kind.RESUMED}:
        return replace(before, suspended=event.kind is Kind.SUSPENDED)
    if event.kind is Kind.REVERIFIED:
        return replace(before, listing=replace(before.listing, reverified_on=event.counts_from))
    if event.kind is Kind.RENAMED:
        return replace(before, listing=replace(before.listing, name=event.name or before.listing.name))
    return before  # a proposal changes nothing


def _in_force(tracks: Mapping[Chain, Track]) -> tuple[Listing, ...]:
    listings = (found for track in tracks.values() if (found := track.in_force) is not None)
    return tuple(sorted(listings, key=lambda found: (found.chain.enterprise, found.chain.programme, found.chain.level)))
