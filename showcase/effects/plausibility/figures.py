"""What the rules read: figures, what stands around them, and the findings they return."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from showcase.effects.choices import Per
from showcase.effects.units import UnitError, convert, unit_of

_NOTES = re.compile(r"[（(][^（）()]*[）)]")
_OWNER = re.compile(r"^(.{2,40}?)[：:](.+)$", re.DOTALL)
_NUMBERED = Decimal("0.000001")
_DAYS = 365
_DENOMINATORS = {Per.YEAR: "a", Per.DAY: "d", Per.UNIT: "unit", Per.NONE: ""}


class Severity(StrEnum):
    """`blocks`: correct it; `warns`: correct it or give a reason in writing; `notes`: no obstacle."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True)
class Figure:
    """One published figure, as `showcase.effects.models.Effect` stores it.

    `key`: its permanent id; `low` = `high`: exact, `low` alone: at least, `high` alone: at most; `unit`: a symbol of
    units.csv; `per`, `direction`, `scope`, `evidence`, `basis`: values of the choices; `period`: `2023`, `2023-07` or
    `2023-07-01`, empty where not stated; `of_what`: in Chinese; `aside`: in the table of other dates and scopes.
    """

    key: str
    quantity: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str
    direction: str
    scope: str
    evidence: str = ""
    period: str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    basis: str = ""
    of_what: str = ""
    printed: str = ""
    aside: bool = False

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The one or two printed numbers."""
        return tuple(number for number in (self.low, self.high) if number is not None)

    @property
    def value(self) -> Decimal:
        """The number to calculate with: the mean of a range, the bound where only one is printed; 0 without any."""
        return sum(self.numbers, Decimal(0)) / max(len(self.numbers), 1)

    @property
    def kind(self) -> str:
        """What the unit measures (`electricity`, `money` …); empty for an unknown unit."""
        try:
            return unit_of(self.unit).kind
        except UnitError:
            return ""

    @property
    def denominator(self) -> str:
        """What the figure is for: `a` a year, `d` a day, `t` a tonne of product …; empty for a total."""
        _above, slash, below = self.unit.partition("/")
        return below if slash else _DENOMINATORS.get(Per(self.per), "")

    def amount(self, symbol: str) -> Decimal | None:
        """Return the number above the fraction bar in that unit; None where it measures something else."""
        try:
            return convert(self.value, self.unit.partition("/")[0], symbol)
        except UnitError:
            return None

    def yearly(self, symbol: str) -> Decimal | None:
        """Return the amount of a year in that unit, a daily figure for 365 days; None for anything else."""
        amount = self.amount(symbol)
        if amount is None or self.denominator not in ("a", "d"):
            return None
        return amount if self.denominator == "a" else amount * _DAYS

    @property
    def owner(self) -> str:
        """Whom the figure is about, where its words begin with a name and a colon."""
        found = _OWNER.match(_NOTES.sub("", self.of_what))
        return found[1].strip() if found else ""

    @property
    def topic(self) -> str:
        """What the figure is of, without owner and remarks in brackets."""
        plain = _NOTES.sub("", self.of_what).strip()
        found = _OWNER.match(plain)
        return (found[2] if found else plain).strip()


@dataclass(frozen=True)
class StoryFigures:
    """The figures of a story and what rules need besides them.

    `techniques`, `regions`: codes; `title`, `summary`, `body`: plain Chinese text; `older`: figures of the same
    enterprise in other published stories; `known_words`: further texts whose numbers are facts of the story (plant,
    standing, caveat); `is_case`: whether its body tells of one plant, not of a technology in general.
    """

    figures: tuple[Figure, ...]
    today: dt.date
    techniques: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    title: str = ""
    summary: str = ""
    body: str = ""
    known_words: tuple[str, ...] = ()
    older: tuple[Figure, ...] = ()
    is_case: bool = False

    @property
    def text(self) -> str:
        """All prose of the story."""
        return f"{self.title}\n{self.summary}\n{self.body}"

    def has(self, *techniques: str) -> bool:
        """Say whether the story has any technique that begins so: `T06.01`, or `T09` for its whole group."""
        return any(code.startswith(techniques) for code in self.techniques)


@dataclass(frozen=True)
class Finding:
    """What a rule found.

    `keys`: the figures concerned; `values`: name → what was compared, as text, for the message; `bound`: the code in
    bounds.csv of what it was compared with, empty for plain arithmetic.
    """

    rule: str
    severity: Severity
    keys: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()
    bound: str = ""

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that stay the same as long as rule, figures and values do."""
        told = "|".join((self.rule, *sorted(self.keys), *(f"{name}={value}" for name, value in self.values)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def values(**compared: Decimal | str) -> tuple[tuple[str, str], ...]:
    """Return named values as a finding keeps them: numbers rounded to three significant digits or whole ones."""
    return tuple((name, value if isinstance(value, str) else rounded(value)) for name, value in compared.items())


def rounded(number: Decimal) -> str:
    """Return a number with thousands separators: whole from 100 on, else three significant digits, no zeros added."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    short = Decimal(f"{number:.3g}").quantize(_NUMBERED).normalize()
    return f"{short:f}"
