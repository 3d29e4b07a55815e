"""The few query forms that both engines understand.

A reader's text never reaches an engine's own parser: `plan` builds clauses from tokens, and an engine translates them
one to one. Because both translate the same tree, they give the same totals, counts and order.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every record."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no record."""


@dataclass(frozen=True, slots=True)
class Term:
    """Matches a token in a token field, or one value in a field of codes; scored by BM25 where it ranks."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Matches two or more tokens side by side, in this order, in one token field; scored by BM25 where it ranks."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """Matches any of these exact values in a field of codes, or in `id`."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Matches a number from `low` to `high`, both included, in a field of numbers; None: no bound. Never ranks."""

    field: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Matches where every part does; without parts it matches every record."""

    parts: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Matches where at least `at_least` (≥ 1) of the parts do; scores add up; without parts it matches no record."""

    parts: "tuple[Clause, ...]"
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Except:
    """Matches records of `part` that `excluded` does not match; never ranks."""

    part: "Clause"
    excluded: "Clause"


@dataclass(frozen=True, slots=True)
class Weighted:
    """Matches as its part, with the score multiplied by `weight`."""

    part: "Clause"
    weight: float


@dataclass(frozen=True, slots=True)
class Constant:
    """Matches as its part, always with this score."""

    part: "Clause"
    score: float


Clause = Everything | Nothing | Term | Phrase | Codes | Between | AllOf | AnyOf | Except | Weighted | Constant
