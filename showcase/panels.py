"""What the single pages show besides cards: effect table, sources, enterprise box, listing events, register rows.

Frozen view-models without queries; conventions as in `showcase.cards`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from portal.cited_lines import CitedLine
from portal.frame import SourceItem
from showcase.cards import Chip, EnterpriseCard, Evidence, NoticeState

__all__ = [
    "Anchor",
    "AttachedFile",
    "Bar",
    "BarTable",
    "BeforeAfter",
    "ChangeCount",
    "ChangeRow",
    "ContactPoint",
    "EffectRow",
    "EnterpriseBox",
    "EntryRow",
    "EntryTable",
    "ExtractedListing",
    "Fact",
    "ListingLine",
    "ListingState",
    "NoticeBanner",
    "RegisterRow",
    "SourceItem",
    "TermPanel",
]

ListingState = Literal["in_force", "proposed", "ended", "recorded"]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Two published absolute values; shares are 0–100 of the larger one, values as printed."""

    before: str
    after: str
    before_share: int
    after_share: int

    @classmethod
    def of(cls, before: float, after: float, before_text: str, after_text: str) -> "BeforeAfter":
        """Build the pair from two non-negative amounts of the same unit; ValueError when one is negative."""
        if before < 0 or after < 0:
            raise ValueError("before and after must not be negative")
        largest = max(before, after) or 1
        return cls(
            before_text,
            after_text,
            round(100 * before / largest),
            round(100 * after / largest),
        )


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A row of the effect table.

    `printed` are the original words, `printed_language` theirs; `basis_label` names the coal equivalent's basis
    (当量值, 等价值) where printed; `period` is "" when not stated; `converted` is the figure in a common unit.
    """

    key: str
    label: str
    value: str
    unit: str
    evidence: Evidence
    evidence_label: str
    scope_label: str
    period: str
    source_numbers: tuple[int, ...]
    of_what: str = ""
    before_after: BeforeAfter | None = None
    printed: str = ""
    printed_language: str = ""
    basis_label: str = ""
    converted: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact list: what a source says of plant, investment, payback …; `source_numbers` cite it."""

    label: str
    value: str
    source_numbers: tuple[int, ...] = ()
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One event of an enterprise's listings. `state` chooses the mark, `state_label` says it.

    `announcement_url` leads to the very row.
    """

    date: str
    programme: str
    level: str
    state: ListingState
    state_label: str
    announcement_title: str = ""
    announcement_url: str = ""
    basis_label: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class EnterpriseBox:
    """The enterprise beside its story: standing with its basis in words, listings newest first."""

    card: EnterpriseCard
    standing_label: str
    standing_note: str = ""
    listings: tuple[ListingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar list; `share` is 0–100 of the longest."""

    label: str
    value: int
    share: int
    url: str
    code: str = ""
    group: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class BarTable:
    """A table whose figures are drawn as bars; `name` is its code in downloads."""

    name: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A section of the page, for the list of contents."""

    id: str
    label: str


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
    """A file of a notice as published: label, URL, `PDF` or `XLSX` …, size in words, SHA-256 in hex."""

    label: str
    url: str
    format: str = ""
    size: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of a list as printed; `enterprise_url` is empty where no enterprise is linked.

    `language` is the name's; in English the printed Chinese name stands under the enterprise's own as `other_name`.
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
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    position: int = 0

    @property
    def anchor(self) -> str:
        """The row's own address on the page; it never changes."""
        return f"row-{self.position}"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A listing in force on a date, with the announcement it rests on.

    `announcement_url` leads to the very row, whose number as printed is `row_label`; `printed_name` is the name there
    where it is another than the enterprise has now.
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
    industries: tuple[Chip, ...] = ()
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    printed_name: str = ""
    row_label: str = ""


@dataclass(frozen=True, slots=True)
class ExtractedListing:
    """A listing in a register extract: list, document number, row, file and its hash, basis as `facts`."""

    level: str
    programme: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many listings changed in one way; `url` shows those alone."""

    change: str
    label: str
    total: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of the register: `event` and `announcement_url` are what it rests on.

    `note` is the reason, or the names, as printed.
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
    """The state of an announcement on its own page: `sentence` says it whole, `detail` what it means."""

    state: NoticeState
    state_label: str
    sentence: str
    days_left: int | None = None
    detail: str = ""
    successor_title: str = ""
    successor_url: str = ""


@dataclass(frozen=True, slots=True)
class TermPanel:
    """A technique, industry or region on its own page.

    `aliases` are its other names in any language, `catalogues` national catalogues that list it; `other_name` is its
    name in the other language (`other_language`); `profile` are paragraphs on where an industry's energy, water and
    waste go.
    """

    kind: Literal["technique", "industry", "region"]
    code: str
    label: str
    kind_label: str
    group: str = ""
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    definition: str = ""
    aliases: tuple[str, ...] = ()
    catalogues: tuple[Chip, ...] = ()
    profile: tuple[CitedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Rows of one programme of a list, which has `total`.

    `printed_total` is the notice's own count, None where it states none.
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
        return any(row.note or row.evaluator or row.change_label for row in self.rows)
