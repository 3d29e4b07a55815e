"""View-models of single pages besides cards: effect table, facts, enterprise box, listings of an enterprise, terms.

Frozen dataclasses without queries; conventions as in `showcase.cards`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from portal.charts.lanes import EventShape
from portal.charts.marks import Drawing
from portal.charts.tiles import Square, tile_drawing
from portal.frame.frame import SourceItem
from portal.pages.cited_lines import CitedLine
from showcase.cards import Chip, EnterpriseCard
from showcase.choices import Evidence

__all__ = [
    "Anchor",
    "Bar",
    "BarTable",
    "BeforeAfter",
    "EffectRow",
    "EnterpriseBox",
    "Fact",
    "ListingLine",
    "ListingState",
    "SourceItem",
    "TermKind",
    "TermPanel",
    "Tile",
    "TileMap",
]

ListingState = Literal["in_force", "proposed", "ended", "recorded"]
TermKind = Literal["technique", "industry", "region"]

PREFECTURES = {
    "350700": (2, 1),
    "350900": (3, 1),
    "350400": (1, 2),
    "350100": (3, 2),
    "350128": (4, 2),
    "350800": (1, 3),
    "350500": (2, 3),
    "350300": (3, 3),
    "350600": (2, 4),
    "350200": (3, 4),
}
"""Prefecture → column and row of its tile, about where it lies; Pingtan has one of its own."""


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

    `printed`: the original words, in `printed_language`; `basis_label`: the coal equivalent's basis (当量值, 等价值)
    where printed; `period`: empty where not stated; `converted`: the figure in a common unit.
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
    """A line of a fact list: plant, investment, payback …; `source_numbers`: the sources that state it."""

    label: str
    value: str
    source_numbers: tuple[int, ...] = ()
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One event of an enterprise's listings. `state` chooses the mark, `state_label` is its label.

    `date`: `day` as shown; `programme` and `level`: empty where the event is about the enterprise itself;
    `announcement_url`: address of the very row; `rank` of the level, the lowest first; `shape`: how the event is drawn.
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
    day: dt.date = dt.date.min
    rank: int = 0
    shape: EventShape = "held"
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class EnterpriseBox:
    """The enterprise beside its story: standing with its basis in words, listings newest first."""

    card: EnterpriseCard
    standing_label: str
    standing_note: str = ""
    listings: tuple[ListingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar list; `share`: 0–100 of the longest."""

    label: str
    value: int
    share: int
    url: str
    code: str = ""
    group: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class BarTable:
    """A table whose figures are drawn as bars; `name`: its code in downloads."""

    name: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A section of the page, for the list of contents."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TermPanel:
    """A technique, industry or region on its own page.

    `aliases`: its other names in any language; `catalogues`: national catalogues that list it; `other_name`: its name
    in the other language (`other_language`); `profile`: paragraphs on where an industry's energy, water and waste go.
    """

    kind: TermKind
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
class Tile:
    """A prefecture of `PREFECTURES`. `second`: another count of it, None where the map has one count alone."""

    code: str
    label: str
    value: int
    url: str = ""
    shade: int = 0
    second: int | None = None
    language: str = ""

    @property
    def column(self) -> int:
        return PREFECTURES[self.code][0]

    @property
    def row(self) -> int:
        return PREFECTURES[self.code][1]


@dataclass(frozen=True, slots=True)
class TileMap:
    """Counts by prefecture. `unit` and `second_unit`: what is counted; `said`: sentences on what is not on the tiles.

    `list_name`, `list_url`, `coverage_label`: of the list that is counted; empty where public pages are.
    `counted_on`: the day of the counts, as shown.
    """

    title: str
    tiles: tuple[Tile, ...]
    unit: str
    csv_url: str
    second_unit: str = ""
    said: tuple[str, ...] = ()
    list_name: str = ""
    list_url: str = ""
    list_language: str = ""
    coverage_label: str = ""
    counted_on: str = ""
    svg_url: str = ""
    png_url: str = ""
    total: int | None = None

    @property
    def plot(self) -> Drawing:
        """The tiles as a drawing with their counts."""
        return tile_drawing(
            [
                Square(tile.column, tile.row, tile.shade, (tile.label, str(tile.value), _second(tile)))
                for tile in self.tiles
            ]
        )


def _second(tile: Tile) -> str:
    return "" if tile.second is None else f"/ {tile.second}"
