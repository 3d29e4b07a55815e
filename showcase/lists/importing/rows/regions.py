"""Finds the region of the vocabulary that a printed place means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_ENDING = re.compile(r"(省|市|自治区|特别行政区|县|区)$")


@dataclass(frozen=True)
class KnownRegion:
    """A region of the vocabulary: six digits, its names, the code above it (empty for a province)."""

    code: str
    names: tuple[str, ...]
    parent: str = ""


class RegionIndex:
    """Finds regions by any of their names: `福建省泉州市晋江市`, `泉州晋江`, `晋江`, `福州地区`."""

    def __init__(self, regions: Iterable[KnownRegion]) -> None:
        self._regions = tuple(regions)
        self._found: dict[str, str] = {}

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        return {region.code: region.parent for region in self._regions}

    @cached_property
    def _names(self) -> tuple[tuple[str, str], ...]:
        """Pairs of name and code, longest names first, so that a shorter name inside a longer one does not match."""
        names: dict[str, str] = {}
        for region in self._regions:
            for name in region.names:
                names.setdefault(name, region.code)
                short = _ENDING.sub("", name)
                if len(short) > 1:
                    names.setdefault(short, region.code)
        return tuple(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[1])))

    def code_of(self, text: str) -> str:
        """Return the narrowest region that the text names, if all it names lie in one line; else empty."""
        if text not in self._found:
            self._found[text] = self._look_up(text)
        return self._found[text]

    def _look_up(self, text: str) -> str:
        rest, codes = text, []
        for name, code in self._names:
            if name in rest:
                rest = rest.replace(name, "|")
                codes.append(code)
        codes.sort(key=self._depth, reverse=True)
        above = {codes[0], *self._line(codes[0])} if codes else set()
        return codes[0] if codes and set(codes) <= above else ""

    def _line(self, code: str) -> tuple[str, ...]:
        parent = self._parents.get(code, "")
        return (parent, *self._line(parent)) if parent else ()

    def _depth(self, code: str) -> int:
        return len(self._line(code))

    def are_near(self, one: str, other: str) -> bool:
        """Say whether one region lies in the other, or either is unknown."""
        return not one or not other or one == other or one in self._line(other) or other in self._line(one)
