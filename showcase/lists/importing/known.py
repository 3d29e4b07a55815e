"""What rows are matched against: the enterprises and the regions we hold."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.enterprises.identity import identities
from showcase.enterprises.models import Enterprise
from showcase.lists.importing.matching import Known, Matcher
from showcase.lists.importing.regions import KnownRegion, RegionIndex
from showcase.lists.printed_names import printed_names
from showcase.vocabulary.models import Region


def region_index() -> RegionIndex:
    """The regions of the vocabulary, to find printed places in."""
    found = Region.objects.values_list("code", "zh", "aliases_zh", "parent__code")
    return RegionIndex(KnownRegion(code, (zh, *aliases), parent or "") for code, zh, aliases, parent in found)


def known_enterprises(examples: bool) -> Iterator[Known]:
    """All enterprises, or only the invented ones for an invented list: the two never mix.

    A merged record is none of its own: its names and codes are those of the one it counts as.
    """
    others, printed = identities(drafts=True), printed_names()
    found = Enterprise.objects.unmerged().filter(is_example=examples).order_by("number")
    for pk, name, code, region in found.values_list("pk", "name_zh", "credit_code", "region__code"):
        former = tuple(other.name_zh for other in others[pk].names)
        yield Known(pk, name, former, code or "", region, others[pk].codes, printed.get(pk, ()))


def matcher_for(examples: bool) -> Matcher:
    """Made once for a file or a notice; five queries."""
    return Matcher(known_enterprises(examples), region_index())
