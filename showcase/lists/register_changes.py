"""What changed in the register between two days, as known at a moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from showcase.enterprises.merging.rules import Merge, Merged
from showcase.lists.bits import members
from showcase.lists.notice_state import SHANGHAI
from showcase.lists.register import LEVELS, Chain, Event, Kind, resolved
from showcase.lists.register_index import RegisterIndex
from showcase.lists.register_query import RegisterQuery


class Change(StrEnum):
    """What became of a listing. Those renamed or re-verified are continued as well.

    Merged: two records of one enterprise became one in between, whatever day their listings count from. Not named: of
    two lists compared only the earlier one names the unit, and the register holds it still.
    """

    ADDED = "added"
    MOVED_UP = "moved_up"
    RENAMED = "renamed"
    REVERIFIED = "reverified"
    MERGED = "merged"
    REMOVED = "removed"
    NOT_NAMED = "not_named"
    CONTINUED = "continued"


ENDINGS = frozenset({Kind.REMOVED, Kind.EXPIRED, Kind.WITHDRAWN, Kind.MERGED, Kind.SUSPENDED})
TOLD = (*ENDINGS, Kind.RENAMED, Kind.REVERIFIED, Kind.CORRECTED)
"""Kinds of events that `changes` needs besides the register itself."""


@dataclass(frozen=True)
class Changed:
    """One change. `before` and `after`: places in the index, None where the listing was not in force."""

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
    told: Iterable[Event],
    lists: tuple[int, int] | None = None,
) -> dict[Change, list[Changed]]:
    """Every change from the register of `start` to that of `end`, within the query's filters and moment.

    `told` are all events of the kinds TOLD whose day may lie between. `lists`: only what rests on one announcement at
    the start and on another at the end is compared. In the order of the register.
    """
    held = index.on(start, query.known_at)
    first, second = (query, query) if lists is None else (query.of_list(lists[0]), query.of_list(lists[1]))
    before = _chains(index, index.chosen(held, first))
    after = _chains(index, index.chosen(index.on(end, query.known_at), second))
    everyone = frozenset(_chains(index, held))
    news = _news(resolved(told, query.known_at, index.merged), start, end)
    found: dict[Change, list[Changed]] = {change: [] for change in Change}
    for chain, place in after.items():
        was = before.get(chain)
        if was is None:
            change = Change.MOVED_UP if _was_lower(chain, everyone) else Change.ADDED
            found[change].append(Changed(change, chain, None, place))
            continue
        found[Change.CONTINUED].append(Changed(Change.CONTINUED, chain, was, place))
        for kind, change in ((Kind.RENAMED, Change.RENAMED), (Kind.REVERIFIED, Change.REVERIFIED)):
            if event := _last(news.get(chain, ()), {kind}):
                found[change].append(Changed(change, chain, was, place, event))
    still = frozenset(_chains(index, index.on(end, query.known_at))) if lists else frozenset()
    for chain, place in before.items():
        if chain in still and chain not in after:
            found[Change.NOT_NAMED].append(Changed(Change.NOT_NAMED, chain, place, None))
        elif chain not in after:
            ending = _last(news.get(chain, ()), ENDINGS)
            found[Change.REMOVED].append(Changed(Change.REMOVED, chain, place, None, ending))
    for merge in _merges_between(index.merged, query.known_at, start, end):
        head = index.merged.head(merge.survivor, query.known_at)
        joined = {replace(chain, enterprise=head) for chain in index.chains_known(merge.duplicate, merge.recorded_at)}
        for chain in joined & after.keys():
            found[Change.MERGED].append(Changed(Change.MERGED, chain, before.get(chain), after[chain], merge=merge))
    found[Change.MERGED].sort(key=lambda one: one.after or 0)
    return found


def _merges_between(merged: Merged, known_at: dt.datetime | None, start: dt.date, end: dt.date) -> list[Merge]:
    """Those recorded after the first day and by the last one, in China, that stand."""
    standing = (merge for merge in merged.merges if merge.stands(known_at))
    return [merge for merge in standing if start < merge.recorded_at.astimezone(SHANGHAI).date() <= end]


def _chains(index: RegisterIndex, held: int) -> dict[Chain, int]:
    return {index.chains[place]: place for place in members(held)}


def _was_lower(chain: Chain, everyone: frozenset[Chain]) -> bool:
    return any(replace(chain, level=level) in everyone for level in LEVELS[: LEVELS.index(chain.level)])


def _news(told: Iterable[Event], start: dt.date, end: dt.date) -> Mapping[Chain, list[Event]]:
    found: dict[Chain, list[Event]] = defaultdict(list)
    for event in told:
        if start < event.counts_from <= end:
            found[event.chain].append(event)
    return found


def _last(news: Iterable[Event], kinds: Iterable[Kind]) -> Event | None:
    wanted = [event for event in news if event.kind in kinds]
    return max(wanted, key=lambda event: (event.counts_from, event.id), default=None)
