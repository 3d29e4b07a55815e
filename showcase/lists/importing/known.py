"""The enterprises and regions that rows are matched against."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.enterprises.identity import identities
from showcase.enterprises.models import Enterprise
from showcase.lists.importing.matching import KnownUnit, Matcher
from showcase.lists.importing.rows.regions import KnownRegion, RegionIndex
from showcase.lists.printed_names import printed_names
from showcase.vocabulary.models import Region


def region_index() -> RegionIndex:
    """Return an index of the regions of the vocabulary, to find printed places in."""
    found = Region.objects.values_list("code", "zh", "aliases_zh", "parent__code")
    return RegionIndex(KnownRegion(code, (zh, *aliases), parent or "") for code, zh, aliases, parent in found)


def known_enterprises(examples: bool) -> Iterator[KnownUnit]:
    """Yield all enterprises, or only invented ones for an invented list: the two never mix.

    A merged record is left out: its names and codes are those of the one it was merged into.
    """
    others, printed = identities(drafts=True), printed_names()
    found = Enterprise.objects.unmerged().filter(is_example=examples).order_by("number")
    for pk, name, code, region in found.values_list("pk", "name_zh", "credit_code", "region__code"):
        former = tuple(other.name_zh for other in others[pk].names)
        yield KnownUnit(pk, name, former, code or "", region, others[pk].codes, printed.get(pk, ()))


def matcher_for(examples: bool) -> Matcher:
    """Return a matcher, made once per file or notice; five queries."""
    return Matcher(known_enterprises(examples), region_index())
