"""Which units two consecutive complete lists of one level and programme have in common, and which only one names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models.functions import Coalesce

from portal.charts.bars import amounts_bar
from portal.charts.marks import Drawing
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import EntryAction
from showcase.lists.models import ListEntry
from showcase.lists.references import AnnouncementRef
from showcase.lists.register_pages.answers import list_name

Units = Mapping[tuple[int, str], frozenset[int]]
"""List and programme → the public enterprises it names."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Units from one list to the next: on the earlier one alone, on both, on the later one alone."""

    name: str
    earlier: AnnouncementRef
    later: AnnouncementRef
    left: int
    stayed: int
    new: int

    @property
    def plot(self) -> Drawing:
        """The three beside each other."""
        return amounts_bar(((self.left, "before"), (self.stayed, "after"), (self.new, "ring")))


def flows_between(complete: Iterable[AnnouncementRef]) -> tuple[Flow, ...]:
    """Return a flow for each pair of consecutive complete lists of a level, by programme; at most one query."""
    lists = list(complete)
    levels = defaultdict(list)
    for ref in sorted(lists, key=lambda ref: (ref.counts_from, ref.pk)):
        levels[ref.level].append(ref)
    if all(len(of_level) < 2 for of_level in levels.values()):
        return ()
    units, names = _named(ref.pk for ref in lists)
    return tuple(
        flow
        for of_level in levels.values()
        for code, name in names.items()
        for flow in consecutive([ref for ref in of_level if (ref.pk, code) in units], code, name, units)
    )


def consecutive(lists: list[AnnouncementRef], code: str, name: str, units: Units) -> tuple[Flow, ...]:
    """Compare each list with the next one; `lists`: of one level, the oldest first."""
    return tuple(_flow(one, other, name, units[one.pk, code], units[other.pk, code]) for one, other in pairwise(lists))


def _flow(
    earlier: AnnouncementRef, later: AnnouncementRef, name: str, before: frozenset[int], after: frozenset[int]
) -> Flow:
    return Flow(
        list_name(later.level, name), earlier, later, len(before - after), len(before & after), len(after - before)
    )


def _named(lists: Iterable[int]) -> tuple[Units, dict[str, str]]:
    """Return the public units that the lists name, and the programmes in their order: code → name."""
    rows = (
        ListEntry.objects.filter(announcement_id__in=list(lists), action=EntryAction.LIST)
        .annotate(unit=Coalesce("enterprise__merged__into", "enterprise"))
        .filter(unit__in=Enterprise.objects.published().filter(is_example=False))
        .order_by("programme__position")
        .select_related("programme")
    )
    found, names = defaultdict(set), {}
    for row in rows:
        found[row.announcement_id, row.programme.code].add(row.unit)
        names[row.programme.code] = row.programme.label
    return {key: frozenset(units) for key, units in found.items()}, names
