"""What changed in the register between two days, as known at a moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pyroaring import BitMap

from showcase.enterprises.merge_rules import Merge, Merged
from showcase.lists.choices import OUT_OF_FORCE_KINDS, EventKind
from showcase.lists.notice_state import SHANGHAI
from showcase.lists.register.fold import LEVELS, Chain, Event, resolved
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.query import RegisterQuery


class Change(StrEnum):
    """What became of a listing. Renamed and re-verified ones are also continued.

    `MERGED`: two records of one enterprise became one in between, whatever day their listings count from. `NOT_NAMED`:
    of two lists compared only the earlier one names the unit, and it is still in the register.
    """

    ADDED = "added"
    MOVED_UP = "moved_up"
    RENAMED = "renamed"
    REVERIFIED = "reverified"
    MERGED = "merged"
    REMOVED = "removed"
    NOT_NAMED = "not_named"
    CONTINUED = "continued"


REPORTED_KINDS = (*OUT_OF_FORCE_KINDS, EventKind.RENAMED, EventKind.REVERIFIED, EventKind.CORRECTED)
"""Kinds of events that `changes` needs besides the register itself."""


@dataclass(frozen=True)
class Changed:
    """One change. `before` and `after`: primary keys of spans, None where the listing was not in force."""

    change: Change
    chain: Chain
    before: int | None
    after: int | None
    event: Event | None = None
    merge: Merge | None = None


def changes(
    index: RegisterIndex,
    start: dt.date,
    query: RegisterQuery,
    end: dt.date,
    events: Iterable[Event],
    lists: tuple[int, int] | None = None,
) -> dict[Change, list[Changed]]:
    """Return every change from the register of `start` to that of `end`, within the query's filters and moment.

    `events`: all events of REPORTED_KINDS whose day may lie between. `lists`: compare only listings that rest on one
    announcement at the start and on another at the end. In the order of the register.
    """
    held = index.on(start, query.known_at)
    first, second = (query, query) if lists is None else (query.of_list(lists[0]), query.of_list(lists[1]))
    before = _chains(index, index.chosen(held, first))
    after = _chains(index, index.chosen(index.on(end, query.known_at), second))
    everyone = frozenset(index.chains[span] for span in held)
    news = _news(resolved(events, query.known_at, index.merged), start, end)
    changed: dict[Change, list[Changed]] = {change: [] for change in Change}
    for chain, span in after.items():
        was = before.get(chain)
        if was is None:
            change = Change.MOVED_UP if _was_lower(chain, everyone) else Change.ADDED
            changed[change].append(Changed(change, chain, None, span))
            continue
        changed[Change.CONTINUED].append(Changed(Change.CONTINUED, chain, was, span))
        for kind, change in ((EventKind.RENAMED, Change.RENAMED), (EventKind.REVERIFIED, Change.REVERIFIED)):
            if event := _last(news.get(chain, ()), {kind}):
                changed[change].append(Changed(change, chain, was, span, event))
    still = {index.chains[span] for span in index.on(end, query.known_at)} if lists else set()
    for chain, span in before.items():
        if chain in still and chain not in after:
            changed[Change.NOT_NAMED].append(Changed(Change.NOT_NAMED, chain, span, None))
        elif chain not in after:
            ending = _last(news.get(chain, ()), OUT_OF_FORCE_KINDS)
            changed[Change.REMOVED].append(Changed(Change.REMOVED, chain, span, None, ending))
    joined = _joined(index, query.known_at, start, end)
    changed[Change.MERGED] = [
        Changed(Change.MERGED, chain, before.get(chain), span, merge=merge)
        for chain, span in after.items()
        for merge in joined.get(chain, ())
    ]
    return changed


def _joined(
    index: RegisterIndex, known_at: dt.datetime | None, start: dt.date, end: dt.date
) -> Mapping[Chain, list[Merge]]:
    """Return chain → the merges between two days that brought listings of another record into it."""
    joined: dict[Chain, list[Merge]] = defaultdict(list)
    for merge in _merges_between(index.merged, known_at, start, end):
        head = index.merged.head(merge.survivor, known_at)
        for chain in {replace(one, enterprise=head) for one in index.chains_known(merge.duplicate, merge.recorded_at)}:
            joined[chain].append(merge)
    return joined


def _merges_between(merged: Merged, known_at: dt.datetime | None, start: dt.date, end: dt.date) -> list[Merge]:
    """Return the merges in force that were recorded after the first day and by the last one, China time."""
    standing = (merge for merge in merged.merges if merge.stands(known_at))
    return [merge for merge in standing if start < merge.recorded_at.astimezone(SHANGHAI).date() <= end]


def _chains(index: RegisterIndex, held: BitMap) -> dict[Chain, int]:
    """Return chain → its span of the set, in the order of the register."""
    return {index.chains[span]: span for span in index.page(held)}


def _was_lower(chain: Chain, everyone: frozenset[Chain]) -> bool:
    return any(replace(chain, level=level) in everyone for level in LEVELS[: LEVELS.index(chain.level)])


def _news(events: Iterable[Event], start: dt.date, end: dt.date) -> Mapping[Chain, list[Event]]:
    by_chain: dict[Chain, list[Event]] = defaultdict(list)
    for event in events:
        if start < event.counts_from <= end:
            by_chain[event.chain].append(event)
    return by_chain


def _last(news: Iterable[Event], kinds: Iterable[EventKind]) -> Event | None:
    wanted = [event for event in news if event.kind in kinds]
    return max(wanted, key=lambda event: (event.counts_from, event.id), default=None)
