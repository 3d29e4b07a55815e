"""Parts of a whole beside each other on one line, and what is left of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

LENGTH = 1000
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part begins on a line of `LENGTH`, and how long it is."""

    start: int
    width: int


def parts_of_whole(percents: Sequence[Decimal]) -> tuple[Part, ...]:
    """Return the parts in their order and, where they are less than the whole, what is left as one part more.

    Raises ValueError for a part that is not positive and for parts that are more than the whole.
    """
    if any(percent <= 0 for percent in percents) or sum(percents) > _WHOLE:
        raise ValueError("parts of a whole are positive and 100 at most together")
    ends = [Decimal(0)]
    for percent in percents:
        ends.append(ends[-1] + percent)
    if ends[-1] < _WHOLE:
        ends.append(_WHOLE)
    places = [round(end * LENGTH / _WHOLE) for end in ends]
    return tuple(Part(start, end - start) for start, end in pairwise(places))
