"""What the ranking is given and what it answers: frozen, without models.

Industries are codes together with all codes above them (`C1713`, `C171`, `C17`, `G08`), as filters carry them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from showcase.for_your_plant.ranking.choices import Carrier, Why

_NO_AMOUNTS: Mapping[Carrier, float] = {}
_NOTHING: frozenset[str] = frozenset()


class Level(StrEnum):
    """How near two industries are: what they share at most."""

    CLASS = "class"
    GROUP = "group"
    DIVISION = "division"
    INDUSTRY_GROUP = "industry_group"


@dataclass(frozen=True, slots=True)
class Features:
    """What a plant, a measure or a use of a measure has. `products`: names, folded; `size`: as a source states it."""

    industries: frozenset[str] = _NOTHING
    machines: frozenset[str] = _NOTHING
    carriers: frozenset[Carrier] = frozenset()
    products: frozenset[str] = _NOTHING
    size: str = ""


@dataclass(frozen=True, slots=True)
class Plant:
    """The plant that is asked for. `amounts`: carrier → energy a year, all in one unit, where given.

    `common`: those of all machines that every industry has.
    """

    features: Features
    amounts: Mapping[Carrier, float] = field(default_factory=lambda: _NO_AMOUNTS)
    common: frozenset[str] = _NOTHING

    def share(self, carrier: Carrier) -> float:
        """Return the carrier's share of the energy given, from 0 to 1; 0 where none is."""
        total = sum(self.amounts.values())
        return self.amounts.get(carrier, 0.0) / total if total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A technology or practice. Its carriers are those it saves or needs: a plant has to use one of them."""

    key: int
    features: Features
    every_industry: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """What is reported of a measure, seen from one plant: numbers of plants, each counted once.

    `near`: in the plant's own industry; `elsewhere`: in any other; `measured`: with a metered or verified figure that
    can be compared; `not_adopted`: that tried it and did not adopt it, who are in no other number. `machines`: those of
    the plant on which others use it.
    """

    near: int = 0
    elsewhere: int = 0
    measured: int = 0
    not_adopted: int = 0
    machines: frozenset[str] = _NOTHING


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is shown, in data.

    `points`: what it adds; 0 for a remark, below 0 for what speaks against. `codes`: what is shared (machines, one
    industry, carriers …), of reports the plant's own industry. `count`: plants; of a large carrier its share in per
    cent.
    """

    why: Why
    points: int = 0
    codes: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A measure or plant with everything that put it where it stands."""

    key: int
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """The sum of its reasons: there are no other points."""
        return sum(reason.points for reason in self.reasons)

    def has(self, *kinds: Why) -> bool:
        """Say whether one of its reasons is of one of these kinds."""
        return any(reason.why in kinds for reason in self.reasons)
