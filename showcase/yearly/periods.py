"""What was public of an enterprise in a calendar year: a pure function over the versions that readers could see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Version:
    """One version of a story and the days on which it was public, the first and the last included.

    `story`: the permanent id; `address`: whole; `digest`: the hash that sign-offs use, empty where it is not known;
    `ended` None: still public; `is_recorded`: noted while it happened, not read later from the page's log.
    """

    story: str
    title: str
    address: str
    digest: str
    began: dt.date
    ended: dt.date | None = None
    is_recorded: bool = True


@dataclass(frozen=True)
class ShownStory:
    """A story in a period: title, address and hash of its last version there, and on how many days it was public."""

    story: str
    title: str
    address: str
    digest: str
    first: dt.date
    last: dt.date
    days: int
    is_recorded: bool


@dataclass(frozen=True)
class Period:
    """A calendar year up to today; both days are included."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, year: int, today: dt.date) -> Period | None:
        """Return the days of a year that have been; None for a year to come."""
        last = min(dt.date(year, 12, 31), today)
        return cls(dt.date(year, 1, 1), last) if last.year == year else None

    def days_of(self, version: Version) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day in the period on which a version was public; None for no day."""
        first, last = max(version.began, self.first), min(version.ended or self.last, self.last)
        return (first, last) if first <= last else None


def shown_in(versions: Iterable[Version], period: Period) -> tuple[ShownStory, ...]:
    """Return each story that was public on any day of the period, by its first day there, then by id.

    A day on which one version followed another counts once.
    """
    by_story: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        if period.days_of(version):
            by_story[version.story].append(version)
    shown = (_shown(sorted(found, key=lambda one: one.began), period) for found in by_story.values())
    return tuple(sorted(shown, key=lambda one: (one.first, one.story)))


def _shown(versions: list[Version], period: Period) -> ShownStory:
    spans = [span for version in versions if (span := period.days_of(version))]
    newest = versions[-1]
    return ShownStory(
        story=newest.story,
        title=newest.title,
        address=newest.address,
        digest=newest.digest,
        first=min(first for first, _last in spans),
        last=max(last for _first, last in spans),
        days=_days(spans),
        is_recorded=all(version.is_recorded for version in versions),
    )


def _days(spans: Iterable[tuple[dt.date, dt.date]]) -> int:
    """Return how many days the spans cover together."""
    total, counted_to = 0, dt.date.min
    for first, last in sorted(spans):
        start = max(first, counted_to + DAY) if counted_to != dt.date.min else first
        if start <= last:
            total += (last - start).days + 1
            counted_to = last
    return total


@dataclass(frozen=True)
class LogEvent:
    """A publish or an unpublish in a page's log; `revision`: key of what was published, None where not known."""

    at: dt.datetime
    is_publish: bool
    revision: int | None = None


@dataclass(frozen=True)
class LoggedVersion:
    """A version that the log says was public; `ended` None: until today."""

    revision: int | None
    began: dt.datetime
    ended: dt.datetime | None = None


def versions_of_log(events: Iterable[LogEvent]) -> tuple[LoggedVersion, ...]:
    """Return the versions that a page's log says were public, oldest first; each publish ends the version before it."""
    found: list[LoggedVersion] = []
    current: LogEvent | None = None
    for event in sorted(events, key=lambda one: one.at):
        if current is not None:
            found.append(LoggedVersion(current.revision, current.at, event.at))
        current = event if event.is_publish else None
    return (*found, LoggedVersion(current.revision, current.at)) if current else tuple(found)
