"""The results of a search, as a page, JSON, CSV or a feed shows them."""

from dataclasses import dataclass
from enum import StrEnum

from search.core.facets import Facet
from search.core.query import SearchQuery
from search.core.ranges import RangeFacet
from search.core.record import Record
from search.text.expansion import Expansion


class Tier(StrEnum):
    """How well the records of the match set match the text; chosen from text and presets alone."""

    BROWSE = "browse"
    """No text: every record."""
    ALL = "all"
    """Every part of the text matches."""
    MOST = "67%"
    HALF = "50%"
    ANY = "any"
    NOTHING = "nothing"
    """The text contains nothing to search for, or no record matches it in any way."""
    LIKE = "like"
    """Stories similar to one."""


LOOSE = frozenset({Tier.MOST, Tier.HALF, Tier.ANY})
"""Tiers whose records match in part."""


@dataclass(frozen=True)
class Hit:
    """A record found. `score` is None in an order without scores. `related`: matched more loosely, never counted."""

    record: Record
    score: float | None = None
    related: bool = False

    @property
    def id(self) -> str:
        """The story's permanent id."""
        return self.record.id


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet. `count`: the total when this value is the facet's only choice."""

    code: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class FacetCounts:
    """Values of one facet: chosen ones always, others where they have a record.

    Most records first, then by code; of years the newest first.
    """

    facet: Facet
    values: tuple[FacetValue, ...]

    def count(self, code: str) -> int:
        """Return the number of records of a value, 0 where it has none."""
        return next((value.count for value in self.values if value.code == code), 0)


@dataclass(frozen=True)
class RangeCounts:
    """Ranges of one amount, ascending: chosen ones always, others where they have a record.

    `given`: records that have the amount, every other facet's choice applied. `shown`: whether the ranges are worth
    offering, because enough records of the match set have it or one is chosen.
    """

    facet: RangeFacet
    values: tuple[FacetValue, ...]
    given: int
    shown: bool

    def count(self, code: str) -> int:
        """Return the number of records of a range, 0 where it has none."""
        return next((value.count for value in self.values if value.code == code), 0)


@dataclass(frozen=True)
class SearchResults:
    """One page of results. `related` follows the last true hit; `expansion`: what else was searched and offered.

    `total`: size of the match set, which pages and counts of filters go by, also where it matches in part (`in_part`).

    `sort`: the order in force, one of `SORTS`, chosen by reader, finder or default.
    """

    query: SearchQuery
    total: int
    tier: Tier
    hits: tuple[Hit, ...]
    related: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    ranges: tuple[RangeCounts, ...]
    expansion: Expansion
    sort: str

    @property
    def in_part(self) -> bool:
        """Whether the match set matches the text in part only: it is offered, and not counted as results."""
        return self.tier in LOOSE

    @property
    def found(self) -> int:
        """Number of results: those of a set that matches every part of the text."""
        return 0 if self.in_part else self.total

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.query.per_page))

    @property
    def page_exists(self) -> bool:
        """False for a page beyond the last: a view answers 404."""
        return self.query.page <= self.pages

    @property
    def is_last_page(self) -> bool:
        """Whether no hit follows this page."""
        return self.query.page == self.pages

    def facet(self, name: str) -> FacetCounts:
        """Return the counts of one facet. Raises KeyError where there is none of that name."""
        return {counts.facet.name: counts for counts in self.facets}[name]

    def range(self, name: str) -> RangeCounts:
        """Return the counts of one amount's ranges. Raises KeyError where there is none of that name."""
        return {counts.facet.name: counts for counts in self.ranges}[name]
