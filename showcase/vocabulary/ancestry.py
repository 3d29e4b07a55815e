"""The filter codes of a tag: the tag itself and what stands above it.

Pure: the trees are plain mappings, from the vocabulary files or from the database.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_GBT_4754 = re.compile(r"([A-T])([0-9]{2,4})?")
_INDUSTRY_GROUP = re.compile(r"G(0[1-9]|1[0-3])")  # G53 … G60 are divisions of section G, transport
_TECHNIQUE = re.compile(r"(T[0-9]{2})(?:\.[0-9]{2})?")
_DIVISION_LENGTH = 3  # a section letter and two digits


class UnknownCodeError(ValueError):
    """A code that is not in the vocabulary; the message names it."""


def is_industry_group(code: str) -> bool:
    """Say whether a code is one of the thirteen groups: `G08` is, `G53` is a division of section G."""
    return _INDUSTRY_GROUP.fullmatch(code) is not None


def industry_filter_codes(codes: Iterable[str], groups: Mapping[str, str]) -> frozenset[str]:
    """Return the industry codes of a story: its tags, their ancestors up to the division, their groups.

    `codes`: industry groups (`G08`), sections (`D`), divisions (`C17`), groups (`C171`) or classes (`C1713`) of GB/T
    4754. `groups`: code → industry group, as in industry_groups.csv; a tag belongs to the group of its most specific
    row: C3841 gives C3841, C384, C38 and G11, not C38's G05. Section letters are not part of the facet. Raises
    UnknownCodeError for a code that is none of these or has no group.
    """
    return frozenset(found for code in codes for found in _industry(code, groups))


def _industry(code: str, groups: Mapping[str, str]) -> Iterator[str]:
    if code in groups.values():
        yield code
        return
    if not _GBT_4754.fullmatch(code):
        raise UnknownCodeError(f"Not an industry code: {code!r}")
    lineage = [code[:length] for length in range(len(code), 0, -1)]
    yield from (ancestor for ancestor in lineage if len(ancestor) >= _DIVISION_LENGTH)
    group = next((groups[ancestor] for ancestor in lineage if ancestor in groups), None)
    if group is None:
        raise UnknownCodeError(f"No industry group has the industry {code!r}")
    yield group


def technique_filter_codes(codes: Iterable[str]) -> frozenset[str]:
    """Return the technique codes of a story: its tags and their groups (`T02.01`: `T02.01`, `T02`).

    Raises UnknownCodeError for a code of another form.
    """
    found: set[str] = set()
    for code in codes:
        match = _TECHNIQUE.fullmatch(code)
        if match is None:
            raise UnknownCodeError(f"Not a technique code: {code!r}")
        found |= {code, match[1]}
    return frozenset(found)


def region_filter_codes(codes: Iterable[str], parents: Mapping[str, str]) -> frozenset[str]:
    """Return the region codes of a story: its regions and all above (`350582`: also `350500`, `350000`).

    `parents`: region → the one above it, empty for provinces. Raises UnknownCodeError for a region that is not in it.
    """
    return frozenset(found for code in codes for found in _region(code, parents))


def _region(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    while code:
        if code not in parents:
            raise UnknownCodeError(f"Not a region code: {code!r}")
        yield code
        code = parents[code]
