"""The register for every day and every moment at once: what `register.fold` answers, laid out as spans.

A span says what one listing is on the days from `valid_from` to before `valid_until`, as it was known from `known_from`
to before `known_until` (None = still). The fold of any day and moment is the spans that hold both; of one listing at
most one does.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from showcase.enterprises.merging.rules import SEPARATE, Merged
from showcase.lists.register import Chain, Event, Kind, Listing, order_of, resolved, tracks


@dataclass(frozen=True)
class Period:
    """Days from `start` to before `end` (None = without end) on which a listing stands as it is."""

    start: dt.date
    end: dt.date | None
    listing: Listing


@dataclass(frozen=True)
class Span:
    """A period, and the moments from which and until which it was known so."""

    listing: Listing
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None

    def holds(self, as_of: dt.date, known_at: dt.datetime) -> bool:
        return (
            self.valid_from <= as_of
            and (self.valid_until is None or as_of < self.valid_until)
            and self.known_from <= known_at
            and (self.known_until is None or known_at < self.known_until)
        )


def spans(events: Iterable[Event], merged: Merged = SEPARATE) -> tuple[Span, ...]:
    """Of all listings that the events tell of.

    A correction must be among the events where what it strikes out is; so must the events of all enterprises that were
    ever merged with one of them.
    """
    families: dict[Chain, list[Event]] = defaultdict(list)
    corrections: dict[int | None, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind is Kind.CORRECTED:
            corrections[event.corrects].append(event)
        else:
            families[_family_chain(event, merged)].append(event)
    return tuple(span for told in families.values() for span in _spans(told, _touching(told, corrections), merged))


def _family_chain(event: Event, merged: Merged) -> Chain:
    """The same for all chains that a merge may ever have made one."""
    return Chain(min(merged.family(event.enterprise)), event.programme, event.level)


def _touching(told: Iterable[Event], corrections: dict[int | None, list[Event]]) -> list[Event]:
    """The corrections that strike out one of these events, or a correction that does."""
    found: dict[int, Event] = {}
    waiting = [event.id for event in told]
    while waiting:
        for correction in corrections.get(waiting.pop(), ()):
            if correction.id not in found:
                found[correction.id] = correction
                waiting.append(correction.id)
    return list(found.values())


def _spans(told: list[Event], corrections: list[Event], merged: Merged) -> Iterator[Span]:
    """Of the chains of one family: a period that outlasts new knowledge goes on, one that doesn't ends there."""
    known = [*told, *corrections]
    joined = merged.moments(merged.family(told[0].enterprise))
    open_since: dict[Period, dt.datetime] = {}
    for moment in sorted(joined.union(event.recorded_at for event in known)):
        now = dict.fromkeys(_periods_of_chains(resolved(known, moment, merged)), moment)
        for period, since in open_since.items():
            if period not in now:
                yield _span(period, since, moment)
        open_since = now | {period: since for period, since in open_since.items() if period in now}
    for period, since in open_since.items():
        yield _span(period, since, None)


def _periods_of_chains(told: Iterable[Event]) -> Iterator[Period]:
    chains: dict[Chain, list[Event]] = defaultdict(list)
    for event in told:
        chains[event.chain].append(event)
    for events in chains.values():
        yield from _periods(events)


def _periods(told: Iterable[Event]) -> Iterator[Period]:
    """The listings of one chain, day by day."""
    listing: Listing | None = None
    start = dt.date.min
    ordered = sorted(told, key=order_of)
    for day, steps in groupby(zip(ordered, tracks(ordered), strict=True), key=lambda step: step[0].counts_from):
        *_earlier, (_event, track) = steps
        if track.in_force == listing:
            continue
        if listing is not None:
            yield Period(start, day, listing)
        listing, start = track.in_force, day
    if listing is not None:
        yield Period(start, None, listing)


def _span(period: Period, known_from: dt.datetime, known_until: dt.datetime | None) -> Span:
    return Span(period.listing, period.start, period.end, known_from, known_until)
