"""Streams of events, and histories of merges, for property tests of the register."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from portal.text.dates import Precision
from showcase.enterprises.merge_rules import Merge, Merged
from showcase.lists.choices import AnnouncementKind, EventKind
from showcase.lists.register.fold import Event

days = st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31))
# Few moments, so that examples often have several events of one.
moments = st.integers(1, 8).map(lambda month: dt.datetime(2026, month, 1, tzinfo=dt.UTC))
facts = st.fixed_dictionaries(
    {
        "announcement": st.integers(1, 4),
        "enterprise": st.integers(1, 3),
        "programme": st.just("green-factory"),
        "level": st.sampled_from(["provincial", "national"]),
        "kind": st.sampled_from(EventKind),
        "effective_on": days,
        "recorded_at": moments,
        "precision": st.sampled_from(Precision),
        "stage": st.sampled_from(AnnouncementKind),
        "row": st.integers(0, 3),
        "corrects": st.none() | st.integers(1, 15),
    }
)
streams = st.lists(facts, max_size=15).map(
    lambda rows: [Event(id=number, **row) for number, row in enumerate(rows, start=1)]
)


def history(steps: list[tuple[dt.datetime, int, int]]) -> Merged:
    """Merges as an officer could have recorded them: each step merges two or undoes their merge, where it may."""
    merges: list[Merge] = []
    for moment, duplicate, survivor in sorted(steps, key=lambda step: step[0]):
        standing = [merge for merge in merges if merge.stands() and merge.duplicate == duplicate]
        if standing:
            merges[merges.index(standing[0])] = replace(standing[0], undone_at=moment)
        elif Merged(merges).fault(duplicate, survivor) is None:
            merges.append(Merge(duplicate, survivor, moment))
    return Merged(merges)


merge_steps = st.lists(st.tuples(moments, st.integers(1, 3), st.integers(1, 3)), max_size=6)
histories = merge_steps.map(history)
