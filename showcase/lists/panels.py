"""View-models of the pages of announcements and the register.

Frozen dataclasses without queries; conventions as in `showcase.cards`.
"""

import datetime as dt
from dataclasses import dataclass

from showcase.cards import Chip
from showcase.choices import AnnouncementState
from showcase.panels import Fact


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A contact as printed in a notice: the responsible office or the discipline office."""

    role_label: str
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a notice as published: label, URL, `PDF` or `XLSX` …, size in words, SHA-256 in hex.

    `absence` and `reason`: why a file without URL is not available.
    """

    label: str
    url: str
    format: str = ""
    size: str = ""
    sha256: str = ""
    absence: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of a list as printed; `enterprise_url` is empty where no enterprise is linked.

    `ended`: that the unit is no longer on the list, since when and why. `language`: of `name`; in English the printed
    Chinese name is `other_name`, below the enterprise's own.
    """

    serial: str
    name: str
    enterprise_url: str = ""
    place: str = ""
    industry: str = ""
    programme: str = ""
    evaluator: str = ""
    note: str = ""
    change_label: str = ""
    ended: str = ""
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    position: int = 0

    @property
    def anchor(self) -> str:
        """The row's permanent anchor on the page."""
        return f"row-{self.position}"


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A heading of the register's table. `url`: the rows sorted by it; `order`: ascending, descending or empty."""

    label: str
    url: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A listing in force on a date, with the announcement it rests on.

    `announcement_url` leads to the very row, whose printed number is `row_label`; `printed_name`: the name there, where
    it differs from the enterprise's current name; `basis_mark`: the basis without how complete the list is;
    `since_note`: the day with a remark, where the source states none.
    """

    name: str
    enterprise_url: str
    programme: str
    level: str
    place: str
    since: str
    announcement_title: str
    announcement_url: str
    basis_label: str
    basis_mark: str = ""
    since_note: str = ""
    industries: tuple[Chip, ...] = ()
    other_name: str = ""
    printed_name: str = ""
    row_label: str = ""


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """A value of a facet with its listings; `url` shows only those, or all again where it is chosen."""

    label: str
    total: int
    url: str
    is_chosen: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """The listings of an answer by one facet."""

    label: str
    terms: tuple[CountedTerm, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer about a unit that is not a listing in force: `state` is one of the five codes, `state_label` its label.

    List, date, reason and announcement are empty where nothing is in our records.
    """

    name: str
    enterprise_url: str
    place: str
    state: str
    state_label: str
    level: str = ""
    programme: str = ""
    date: str = ""
    reason: str = ""
    announcement_title: str = ""
    announcement_url: str = ""
    basis_label: str = ""
    row_label: str = ""
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class ExtractedListing:
    """A list in a register extract; `facts`: document number, row, file and its hash, basis.

    `state`: one of the five codes, `state_label` its label.
    """

    level: str
    programme: str
    facts: tuple[Fact, ...]
    state: str = "listed"
    state_label: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many listings changed in one way; `url` shows only those."""

    change: str
    label: str
    total: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of the register; it rests on `event` and the notice at `announcement_url`.

    `note`: the reason, or the names, as printed.
    """

    change: str
    change_label: str
    number: int
    name: str
    enterprise_url: str
    programme: str
    level: str
    place: str
    date: str
    note: str
    announcement_title: str
    announcement_url: str
    basis_label: str
    event: int
    recorded_at: dt.datetime
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class NoticeBanner:
    """The state of an announcement on its own page, with its mark: `sentence` states it, `detail` explains it."""

    state: AnnouncementState
    state_label: str
    sentence: str
    days_left: int | None = None
    detail: str = ""
    successor_title: str = ""
    successor_url: str = ""


@dataclass(frozen=True, slots=True)
class NoticeChangeLine:
    """A change to a published notice: what was, what is (empty: nothing stated), why, when.

    `moment`: in words; `date`: as a datetime. `language`: of `was` and `now` where they are shown as printed.
    """

    label: str
    was: str
    now: str
    reason: str
    moment: str
    date: dt.datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Rows of one programme of a list, which has `total`.

    `printed_total`: the notice's own count, None where it states none.
    """

    programme: str
    rows: tuple[EntryRow, ...]
    coverage_label: str
    printed_total: int | None = None
    total: int = 0

    @property
    def has_industries(self) -> bool:
        return any(row.industry for row in self.rows)

    @property
    def has_notes(self) -> bool:
        return any(row.note or row.evaluator or row.change_label or row.ended for row in self.rows)
