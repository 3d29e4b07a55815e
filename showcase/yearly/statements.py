"""What a proof of publication states: public facts alone, stored as they were when it was issued."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from showcase.yearly.periods import Period, ShownStory


@dataclass(frozen=True)
class StatedEnterprise:
    """An enterprise as its public page names it; `credit_code`: empty where it is not published."""

    name_zh: str
    name_en: str
    number: int
    credit_code: str


@dataclass(frozen=True)
class StatedStory:
    """A story, its days in the period (ISO dates), and the hash of its last version there."""

    title: str
    address: str
    first: str
    last: str
    days: int
    digest: str
    is_recorded: bool

    @classmethod
    def of(cls, shown: ShownStory) -> Self:
        days = (shown.first.isoformat(), shown.last.isoformat(), shown.days)
        return cls(shown.title, shown.address, *days, shown.digest, shown.is_recorded)


@dataclass(frozen=True)
class Statement:
    """Which stories were public in a period, and of whom; `first` and `last`: the period's days (ISO dates)."""

    first: str
    last: str
    enterprises: tuple[StatedEnterprise, ...]
    stories: tuple[StatedStory, ...]

    @classmethod
    def of(cls, period: Period, enterprises: Iterable[StatedEnterprise], stories: Iterable[ShownStory]) -> Self:
        """Make the statement of a period. Raises ValueError where no story was public in it."""
        stated = tuple(StatedStory.of(story) for story in stories)
        if not stated:
            raise ValueError("nothing was public in this period")
        return cls(period.first.isoformat(), period.last.isoformat(), tuple(enterprises), stated)

    @property
    def year(self) -> int:
        """The calendar year of the period."""
        return dt.date.fromisoformat(self.first).year

    @property
    def is_recorded(self) -> bool:
        """Whether every day was noted while it happened, not read later from the page's log."""
        return all(story.is_recorded for story in self.stories)

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of all that is stated."""
        return hashlib.sha256(json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return a JSON-ready dictionary; `from_dict` gives an equal statement."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a statement from what `to_dict` gave. Raises KeyError or TypeError on anything else."""
        enterprises = tuple(StatedEnterprise(**one) for one in data["enterprises"])
        return cls(data["first"], data["last"], enterprises, tuple(StatedStory(**one) for one in data["stories"]))
