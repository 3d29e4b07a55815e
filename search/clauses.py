"""The few query forms both engines understand.

A visitor's text never reaches an engine's own parser: `plan` builds these from tokens, an engine translates them one to
one. That both engines translate the same tree is why they give the same totals, counts and order.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No record."""


@dataclass(frozen=True, slots=True)
class Term:
    """A token in a token field; scored by BM25 where it ranks."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more tokens in a token field, next to each other in this order; scored by BM25 where it ranks."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """Any of these exact values in a field of codes, or in `id`."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, both included, in a field of numbers; None is no bound. Never ranks."""

    field: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part; no parts means every record."""

    parts: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `at_least` (≥ 1) of the parts; scores add up; no parts means no record."""

    parts: "tuple[Clause, ...]"
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Except:
    """Records of `part` that are not of `excluded`; never ranks."""

    part: "Clause"
    excluded: "Clause"


@dataclass(frozen=True, slots=True)
class Weighted:
    """The part with its score multiplied."""

    part: "Clause"
    weight: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The part with this score, however well it matches."""

    part: "Clause"
    score: float


Clause = Everything | Nothing | Term | Phrase | Codes | Between | AllOf | AnyOf | Except | Weighted | Constant
