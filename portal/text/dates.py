"""Dates that are known to the day, the month or only the year.

Sources print "2023", "2023-07" or "2024-08-10"; nothing is added that was not printed. A partial date knows the first
and the last day it can mean, sorts by the last one, and is shown as 2025年7月1日 or 1 July 2025.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

from django.db import models
from django.utils.translation import pgettext_lazy

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EARLIEST_YEAR = 1000  # four digits in every format

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class PartialDateError(ValueError):
    """A text or a set of numbers that is no date; the message quotes it."""


class Precision(models.TextChoices):
    """How exactly a date is known, the finest first."""

    DAY = "day", pgettext_lazy("precision", "day")
    MONTH = "month", pgettext_lazy("precision", "month")
    YEAR = "year", pgettext_lazy("precision", "year")


_FINEST_FIRST = tuple(Precision)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date with the precision it was printed in.

    `year` 1000–9999, `month` 1–12 or None, `day` 1–31 or None (a day needs a month).
    Sorts by the last day it can mean, on a tie the more exact one first: 2023-12-31 < 2023-12 < 2023.
    Raises PartialDateError for a date that is not in the calendar.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise PartialDateError(f"A day needs a month: year {self.year}, day {self.day}")
        if not _EARLIEST_YEAR <= self.year <= dt.MAXYEAR:
            raise PartialDateError(f"The year must have four digits: {self.year}")
        try:
            dt.date(self.year, self._month_or_first, self._day_or_first)
        except ValueError as error:
            raise PartialDateError(f"Not a date of the calendar: {self._iso()}") from error

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2023", "2023-07" or "2024-08-10"; anything else raises PartialDateError."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise PartialDateError(f"Write a date as YYYY, YYYY-MM or YYYY-MM-DD, not {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, date: dt.date, precision: Precision = Precision.DAY) -> "PartialDate":
        """Return the partial date that keeps of `date` only what `precision` says is known."""
        month = None if precision is Precision.YEAR else date.month
        day = date.day if precision is Precision.DAY else None
        return cls(date.year, month, day)

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self._month_or_first, self._day_or_first)

    @property
    def last_day(self) -> dt.date:
        """The last day this date can mean; a list known only by its year counts from it."""
        if self.day is not None:
            return self.first_day
        month = self.month or 12
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def _month_or_first(self) -> int:
        return 1 if self.month is None else self.month

    @property
    def _day_or_first(self) -> int:
        return 1 if self.day is None else self.day

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[dt.date, int]:
        return self.last_day, _FINEST_FIRST.index(self.precision)

    def _iso(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __str__(self) -> str:
        """Return the form that `parse` reads: "2023", "2023-07" or "2024-08-10"."""
        return self._iso()


def format_date(date: PartialDate | dt.date, language: str) -> str:
    """Format a date as the site writes it.

    Chinese (`language` "zh…"): 2025年7月1日, 2025年7月, 2025年. Any other language: 1 July 2025, July 2025, 2025. A
    datetime is shown by its date as it is: convert it to the site's time zone before.
    """
    known = date if isinstance(date, PartialDate) else PartialDate.of(date)
    return _in_chinese(known) if language.startswith("zh") else _in_english(known)


def _in_chinese(date: PartialDate) -> str:
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{word}" for number, word in parts if number is not None)


def _in_english(date: PartialDate) -> str:
    month = None if date.month is None else _MONTHS[date.month - 1]
    return " ".join(str(part) for part in (date.day, month, date.year) if part is not None)
