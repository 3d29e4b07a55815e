"""The answer to a search, as a page, JSON, CSV or a feed shows it."""

from dataclasses import dataclass
from enum import StrEnum

from search.expansion import Expansion
from search.facets import Facet
from search.query import SearchQuery
from search.ranges import RangeFacet
from search.record import Record


class Tier(StrEnum):
    """How well the records of the match set match the text; chosen from text and presets alone."""

    BROWSE = "browse"
    """No text: every record."""
    ALL = "all"
    """Every part of the text."""
    MOST = "67%"
    HALF = "50%"
    ANY = "any"
    NOTHING = "nothing"
    """Text in which nothing can be searched for, or that no record matches in any way."""
    LIKE = "like"
    """Stories similar to one."""


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
    """`count` is the total one gets when this value is the facet's only choice."""

    code: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class FacetCounts:
    """Values of one facet: chosen ones always, others where they have a record; most records first, then by code."""

    facet: Facet
    values: tuple[FacetValue, ...]

    def count(self, code: str) -> int:
        """Records of a value; 0 where it has none."""
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
        """Records of a range; 0 where it has none."""
        return next((value.count for value in self.values if value.code == code), 0)


@dataclass(frozen=True)
class SearchResults:
    """One page of results. `related` follows the last true hit; `expansion` says what else was searched and offered.

    `sort`: the order they are in, one of `SORTS`, whoever named it.
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
        """Counts of one facet. Raises KeyError where there is none of that name."""
        return {counts.facet.name: counts for counts in self.facets}[name]

    def range(self, name: str) -> RangeCounts:
        """Counts of one amount's ranges. Raises KeyError where there is none of that name."""
        return {counts.facet.name: counts for counts in self.ranges}[name]
