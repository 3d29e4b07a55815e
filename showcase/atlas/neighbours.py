"""What stands beside a term: techniques in the same stories, industries with the same techniques. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from showcase.stories.coded import CodedStory
from showcase.vocabulary.ancestry import is_industry_group

MOST = 6
FEWEST_STORIES = 2
FEWEST_TECHNIQUES = 2
"""From two on terms belong together; one story or technique in common may be chance."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another term. `shared`: stories that carry both techniques, or techniques that both industries have."""

    code: str
    shared: int
    techniques: tuple[str, ...] = ()


def techniques_beside(code: str, stories: Iterable[CodedStory]) -> tuple[Neighbour, ...]:
    """Return the techniques that public stories most often carry together with this one, from two stories on.

    Groups are compared with groups, techniques with techniques of every group.
    """
    is_group = "." not in code
    together: Counter[str] = Counter()
    for story in stories:
        if code in story.techniques:
            together.update(other for other in story.techniques if ("." not in other) == is_group and other != code)
    found = [Neighbour(other, n) for other, n in together.items() if n >= FEWEST_STORIES]
    return tuple(sorted(found, key=_most_first)[:MOST])


def industries_beside(codes: frozenset[str], code: str, stories: Iterable[CodedStory]) -> tuple[Neighbour, ...]:
    """Return the industry groups whose stories share most of their techniques with the stories of `code`.

    `codes`: the industry with what stands above it, which is never beside it. Most alike first: shared techniques among
    all that either has, so that an industry with many stories does not stand beside everything.
    """
    techniques: dict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for story in stories:
        leaves = {found for found in story.techniques if "." in found}
        own |= leaves if code in story.industries else set()
        for industry in story.industries:
            if is_industry_group(industry) and industry not in codes:
                techniques[industry] |= leaves
    found = [(other, own & theirs, own | theirs) for other, theirs in techniques.items()]
    found = [one for one in found if len(one[1]) >= FEWEST_TECHNIQUES]
    found.sort(key=lambda one: (-len(one[1]) / len(one[2]), one[0]))
    return tuple(Neighbour(other, len(shared), tuple(sorted(shared))) for other, shared, _all in found[:MOST])


def _most_first(found: Neighbour) -> tuple[int, str]:
    return -found.shared, found.code
