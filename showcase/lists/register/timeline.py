"""The register for every day and every moment at once: what `register.fold` answers, as spans.

A span says what one listing is on the days from `valid_from` to before `valid_until`, as known from `known_from` to
before `known_until` (None: still). The fold of any day and moment is the spans that hold both; of one listing at most
one does.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from showcase.enterprises.merge_rules import SEPARATE, Merged
from showcase.lists.choices import EventKind
from showcase.lists.register.fold import Chain, Event, Listing, order_of, resolved, tracks


@dataclass(frozen=True)
class Period:
    """Days from `start` to before `end` (None: without end) on which a listing stays the same."""

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
    """Return the spans of all listings in these events.

    The events must include corrections together with what they cancel, and the events of all enterprises ever merged
    with one of them.
    """
    families: dict[Chain, list[Event]] = defaultdict(list)
    corrections: dict[int | None, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind is EventKind.CORRECTED:
            corrections[event.corrects].append(event)
        else:
            families[_family_chain(event, merged)].append(event)
    return tuple(span for own in families.values() for span in _spans(own, _touching(own, corrections), merged))


def _family_chain(event: Event, merged: Merged) -> Chain:
    """Return one chain that stands for all chains that merges may ever have joined."""
    return Chain(min(merged.family(event.enterprise)), event.programme, event.level)


def _touching(events: Iterable[Event], corrections: dict[int | None, list[Event]]) -> list[Event]:
    """Return the corrections that cancel one of these events, or cancel such a correction."""
    found: dict[int, Event] = {}
    waiting = [event.id for event in events]
    while waiting:
        for correction in corrections.get(waiting.pop(), ()):
            if correction.id not in found:
                found[correction.id] = correction
                waiting.append(correction.id)
    return list(found.values())


def _spans(events: list[Event], corrections: list[Event], merged: Merged) -> Iterator[Span]:
    """Yield the spans of the chains of one family: a period ends at the moment when new knowledge changes it."""
    known = [*events, *corrections]
    joined = merged.moments(merged.family(events[0].enterprise))
    open_since: dict[Period, dt.datetime] = {}
    for moment in sorted(joined.union(event.recorded_at for event in known)):
        now = dict.fromkeys(_periods_of_chains(resolved(known, moment, merged)), moment)
        for period, since in open_since.items():
            if period not in now:
                yield _span(period, since, moment)
        open_since = now | {period: since for period, since in open_since.items() if period in now}
    for period, since in open_since.items():
        yield _span(period, since, None)


def _periods_of_chains(events: Iterable[Event]) -> Iterator[Period]:
    chains: dict[Chain, list[Event]] = defaultdict(list)
    for event in events:
        chains[event.chain].append(event)
    for chain_events in chains.values():
        yield from _periods(chain_events)


def _periods(events: Iterable[Event]) -> Iterator[Period]:
    """Yield the listings of one chain, day by day."""
    listing: Listing | None = None
    start = dt.date.min
    ordered = sorted(events, key=order_of)
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
