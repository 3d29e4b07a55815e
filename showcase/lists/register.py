"""The register: how each unit stands on a date, folded from what notices said.

A list is a stream of events. `states` replays those in effect on a date and known at a moment, `fold` keeps the
listings in force among them; since events are only ever added, an answer for a `known_at` never changes. A proposal
alone lists nobody. A date known only by its month or year counts from its last day, and the listing says so.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from showcase.enterprises.merging.rules import SEPARATE, Merged
from showcase.lists.chains import (
    LEVELS,
    Chain,
    ChainState,
    Event,
    Kind,
    Listing,
    Stage,
    State,
    Track,
    order_of,
    state_of,
    tracks,
)

__all__ = [
    "LEVELS",
    "Chain",
    "ChainState",
    "Event",
    "Kind",
    "Listing",
    "Novelty",
    "Stage",
    "State",
    "answers_after",
    "fold",
    "novelties",
    "order_of",
    "resolved",
    "standing",
    "states",
    "tracks",
]


class Novelty(StrEnum):
    """How a listed unit stood just before: not at this level, at this level, or only at a lower one."""

    NEW = "new"
    CONTINUED = "continued"
    MOVED_UP = "moved_up"


def states(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> tuple[ChainState, ...]:
    """How every chain that the events tell of stands on `as_of`, as far as was recorded by `known_at`.

    A chain that is not in the answer is not in our records. Sorted as in `fold`, which keeps those that are listed.
    """
    replayed = _replay(_in_effect(events, as_of, known_at, merged))
    found = (state for chain, track in replayed.items() if (state := state_of(chain, track)) is not None)
    return tuple(sorted(found, key=lambda state: _order_of_chain(state.chain)))


def answers_after(events: Iterable[Event], merged: Merged = SEPARATE) -> Mapping[int, State]:
    """By event id: the answer about the unit and the list once that event counts, as far as is known now.

    An event that a correction struck out, and the correction, have none.
    """
    found: dict[int, State] = {}
    for chain, told in _chains(resolved(events, None, merged)).items():
        for event, track in zip(told, tracks(told), strict=True):
            state = state_of(chain, track)
            found[event.id] = state.state if state else State.NOT_IN_RECORDS
    return found


def fold(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> tuple[Listing, ...]:
    """The listings in force on `as_of`, as far as was recorded by `known_at` (None = all that is recorded).

    What notices say of a duplicate counts as said of the enterprise that it was merged into by then. Suspended listings
    are left out until resumed. Sorted by enterprise, programme and level; the order of `events` is of no account.
    Raises ValueError for a `known_at` without time zone.
    """
    return _in_force(_replay(_in_effect(events, as_of, known_at, merged)))


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


def _in_effect(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None, merged: Merged
) -> Iterator[Event]:
    return (event for event in resolved(events, known_at, merged) if event.counts_from <= as_of)


def _replay(events: Iterable[Event]) -> Mapping[Chain, Track]:
    return {chain: tracks(told)[-1] for chain, told in _chains(events).items()}


def _chains(events: Iterable[Event]) -> Mapping[Chain, list[Event]]:
    """The events of each chain, in the order in which they count."""
    chains: dict[Chain, list[Event]] = defaultdict(list)
    for event in sorted(events, key=order_of):
        chains[event.chain].append(event)
    return chains


def _in_force(replayed: Mapping[Chain, Track]) -> tuple[Listing, ...]:
    listings = (found for track in replayed.values() if (found := track.in_force) is not None)
    return tuple(sorted(listings, key=lambda found: _order_of_chain(found.chain)))


def _order_of_chain(chain: Chain) -> tuple[int, str, str]:
    return chain.enterprise, chain.programme, chain.level
