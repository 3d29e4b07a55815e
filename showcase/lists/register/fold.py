"""The register: the state of each unit on a date, folded from events.

A list is a stream of events. `states` replays those in effect on a date and known at a moment, `fold` keeps the
listings in force among them. Since events are only ever added, an answer for a `known_at` never changes. A proposal
alone lists nobody. A date known only by its month or year counts from its last day, and the listing says so.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from showcase.enterprises.merge_rules import SEPARATE, Merged
from showcase.lists.choices import EventKind
from showcase.lists.register.chains import (
    LEVELS,
    Chain,
    ChainState,
    Event,
    Listing,
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
    "Listing",
    "Novelty",
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
    """Where a listed unit was just before: nowhere at this level, at this level, or only at a lower one."""

    NEW = "new"
    CONTINUED = "continued"
    MOVED_UP = "moved_up"


def states(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> tuple[ChainState, ...]:
    """Return the state on `as_of` of every chain that has events, from what was recorded by `known_at` (None: all).

    A chain that is missing is not in our records. Sorted as in `fold`, which keeps those that are listed.
    """
    replayed = _replay(_in_effect(events, as_of, known_at, merged))
    found = (state for chain, track in replayed.items() if (state := state_of(chain, track)) is not None)
    return tuple(sorted(found, key=lambda state: _order_of_chain(state.chain)))


def answers_after(events: Iterable[Event], merged: Merged = SEPARATE) -> Mapping[int, State]:
    """Return event id → the answer about its unit and list once that event counts, as far as is known now.

    An event that a correction cancelled, and the correction itself, are missing.
    """
    answers: dict[int, State] = {}
    for chain, chain_events in _chains(resolved(events, None, merged)).items():
        for event, track in zip(chain_events, tracks(chain_events), strict=True):
            state = state_of(chain, track)
            answers[event.id] = state.state if state else State.NOT_IN_RECORDS
    return answers


def fold(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> tuple[Listing, ...]:
    """Return the listings in force on `as_of`, from what was recorded by `known_at` (None: everything).

    Events of a duplicate count as those of the enterprise that it was merged into by then. Suspended listings are left
    out until resumed. Sorted by enterprise, programme and level; the order of `events` does not matter. Raises
    ValueError for a `known_at` without time zone.
    """
    return _in_force(_replay(_in_effect(events, as_of, known_at, merged)))


def novelties(
    events: Iterable[Event], announcement: int, known_at: dt.datetime | None = None, merged: Merged = SEPARATE
) -> Mapping[int, Novelty]:
    """Return event id → new, continued or moved up, for every unit that an announcement lists.

    Compared with the register just before the announcement's first event; a unit that left and comes back is new.
    """
    ordered = sorted(resolved(events, known_at, merged), key=order_of)
    first = next((place for place, event in enumerate(ordered) if event.announcement == announcement), len(ordered))
    before = frozenset(listing.chain for listing in _in_force(_replay(ordered[:first])))
    listed = (event for event in ordered if event.announcement == announcement and event.kind is EventKind.LISTED)
    return {event.id: _novelty(event.chain, before) for event in listed}


def _novelty(chain: Chain, before: frozenset[Chain]) -> Novelty:
    if chain in before:
        return Novelty.CONTINUED
    lower = LEVELS[: LEVELS.index(chain.level)]
    return Novelty.MOVED_UP if any(replace(chain, level=level) in before for level in lower) else Novelty.NEW


def resolved(events: Iterable[Event], known_at: dt.datetime | None, merged: Merged) -> list[Event]:
    """Return the events that count, each for the enterprise that its own was merged into at that moment."""
    found = []
    for event in standing(events, known_at):
        head = merged.head(event.enterprise, known_at)
        found.append(event if head == event.enterprise else replace(event, enterprise=head))
    return found


def standing(events: Iterable[Event], known_at: dt.datetime | None) -> list[Event]:
    """Return the events known by then, without corrections and the events they cancel.

    The latest correction is applied first, so a correction that is itself cancelled cancels nothing. Raises ValueError
    for a `known_at` without time zone.
    """
    if known_at is not None and known_at.tzinfo is None:
        raise ValueError("known_at needs a time zone")
    known = [event for event in events if known_at is None or event.recorded_at <= known_at]
    corrections = [event for event in known if event.kind is EventKind.CORRECTED]
    struck: set[int | None] = set()
    for correction in sorted(corrections, key=lambda event: (event.recorded_at, event.id), reverse=True):
        if correction.id not in struck:
            struck.add(correction.corrects)
    return [event for event in known if event.kind is not EventKind.CORRECTED and event.id not in struck]


def _in_effect(
    events: Iterable[Event], as_of: dt.date, known_at: dt.datetime | None, merged: Merged
) -> Iterator[Event]:
    return (event for event in resolved(events, known_at, merged) if event.counts_from <= as_of)


def _replay(events: Iterable[Event]) -> Mapping[Chain, Track]:
    return {chain: tracks(chain_events)[-1] for chain, chain_events in _chains(events).items()}


def _chains(events: Iterable[Event]) -> Mapping[Chain, list[Event]]:
    """Return chain → its events, in the order in which they count."""
    chains: dict[Chain, list[Event]] = defaultdict(list)
    for event in sorted(events, key=order_of):
        chains[event.chain].append(event)
    return chains


def _in_force(replayed: Mapping[Chain, Track]) -> tuple[Listing, ...]:
    listings = (found for track in replayed.values() if (found := track.in_force) is not None)
    return tuple(sorted(listings, key=lambda found: _order_of_chain(found.chain)))


def _order_of_chain(chain: Chain) -> tuple[int, str, str]:
    return chain.enterprise, chain.programme, chain.level
