"""The numeric facets of a search, defined once: ranges over the amounts of a story.

A range is written `1000-5000`, `5000-` or `-3`, both ends included, in the unit of its amount, so one address means the
same in both languages. A figure on an edge is in both ranges beside it. Of the predefined ranges an index holds the
codes, which are counted; any other range is answered by the numbers themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise
from typing import Self

from django.utils.translation import gettext_noop as _

from search.core.clauses import AnyOf, Between, Clause, Codes
from search.core.facets import FACETS_BY_NAME, Facet
from showcase.effects.amounts import CO2, ENERGY, INVESTMENT, PAYBACK, WATER, Amount

GIVEN = "given"
"""The code of every record that has the amount."""

MAX_FREE = 10
"""Ranges of the reader's own in one facet: each costs a search."""

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,4})?"
_RANGE = re.compile(rf"({_NUMBER})?-({_NUMBER})?")


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both included; one of them may be open.

    Raises ValueError where both are open or `low` is above `high`.
    """

    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a range has an end")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.low} is more than {self.high}")

    @cached_property
    def code(self) -> str:
        """As in an address, without needless zeros."""
        return "-".join("" if end is None else _plain(end) for end in (self.low, self.high))

    @property
    def start(self) -> tuple[Decimal, Decimal]:
        """What ranges are sorted by."""
        return self.low or Decimal(0), self.high if self.high is not None else Decimal("inf")

    def holds(self, number: float) -> bool:
        """Say whether a number lies in the range, by the same comparison as an engine."""
        return (self.low is None or number >= float(self.low)) and (self.high is None or number <= float(self.high))

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the range that an address names. Raises ValueError where it does not have the form of one."""
        found = _RANGE.fullmatch(code)
        if found is None:
            raise ValueError(f"{code!r} is no range")
        low, high = (None if end is None else Decimal(end) for end in found.groups())
        return cls(low, high)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _between(edges: tuple[int, ...]) -> tuple[Range, ...]:
    ends = [None, *map(Decimal, edges), None]
    return tuple(Range(low, high) for low, high in pairwise(ends))


@dataclass(frozen=True)
class RangeFacet:
    """A facet whose values are ranges of an amount.

    `name` is also the URL parameter and the key in `Record.amounts`; `edges` divide the predefined ranges; `label` is
    an English msgid; `scale_zh` and `scale_en`: how many of the amount's unit make one of the reader's (万元, CNY
    million). Every field exists twice: over the amounts that compare, and over all of them (`widened`).
    """

    amount: Amount
    label: str
    edges: tuple[int, ...] = field(repr=False)
    scale_zh: int = 1
    scale_en: int = 1

    def scale(self, language: str) -> int:
        """Return `scale_zh` for `zh…`, else `scale_en`."""
        return self.scale_zh if language.startswith("zh") else self.scale_en

    @property
    def name(self) -> str:
        """The code of the amount."""
        return self.amount.code

    @property
    def parameter(self) -> str:
        """Name in the query string; may be given several times."""
        return self.name

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The predefined ranges, ascending; the first and the last are open."""
        return _between(self.edges)

    def counted(self, *, widened: bool = False) -> str:
        """Return the name of the field of codes."""
        return f"range_{self.name}{'_every' * widened}"

    def numbers(self, *, widened: bool = False) -> str:
        """Return the name of the field of numbers."""
        return f"amount_{self.name}{'_every' * widened}"

    def order(self, *, widened: bool = False) -> str:
        """Return the name of the field that sorts by the strongest number."""
        return f"order_{self.name}{'_every' * widened}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form of a range in an address; not everything of that form is a range (`-`, `9-1`)."""
        return _RANGE

    def parse(self, raw: str) -> str | None:
        """Return the range as it is always written (`01000.0-` gives `1000-`), or None where `raw` is no range."""
        try:
            return Range.of(raw.strip()).code
        except ValueError:
            return None

    def free(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return those ranges that are not predefined."""
        known = {known.code for known in self.ranges}
        return tuple(code for code in codes if code not in known)

    def codes(self, numbers: Sequence[float]) -> list[str]:
        """Return the codes that a record with these numbers is counted under."""
        held = [known.code for known in self.ranges if any(known.holds(number) for number in numbers)]
        return [*held, GIVEN] if numbers else []

    def clause(self, codes: Sequence[str], *, widened: bool = False) -> Clause:
        """Return the clause for records with a number in any of these ranges."""
        free = self.free(codes)
        known = tuple(code for code in codes if code not in free)
        parts: list[Clause] = [Codes(self.counted(widened=widened), known)] if known else []
        for own in map(Range.of, free):
            low, high = (None if end is None else float(end) for end in (own.low, own.high))
            parts.append(Between(self.numbers(widened=widened), low, high))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


RANGES: tuple[RangeFacet, ...] = (
    RangeFacet(ENERGY, _("Energy saved a year"), (100, 500, 1_000, 5_000, 10_000, 50_000)),
    RangeFacet(CO2, _("CO₂ avoided a year"), (100, 500, 1_000, 5_000, 10_000, 50_000, 100_000)),
    RangeFacet(WATER, _("Water saved a year"), (1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)),
    RangeFacet(
        INVESTMENT,
        _("Investment"),
        (1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000, 500_000_000),
        scale_zh=10_000,
        scale_en=1_000_000,
    ),
    RangeFacet(PAYBACK, _("Payback"), (1, 2, 3, 5, 8)),
)

RANGES_BY_NAME: dict[str, RangeFacet] = {facet.name: facet for facet in RANGES}

Narrowing = Facet | RangeFacet
"""Anything whose values a reader may choose."""

NARROWINGS: dict[str, Narrowing] = {**FACETS_BY_NAME, **RANGES_BY_NAME}
"""All of them by name, in the order of addresses and of the page."""
