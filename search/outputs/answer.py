"""What `format=json` answers: a stable contract. Fields may be added, none change meaning.

The OpenAPI document (`search.outputs.openapi`) is made of these classes; their docstrings are its descriptions.
"""

from dataclasses import dataclass, field
from typing import Literal

_DESCRIBED = {"use_attribute_docstrings": True}
"""Lets pydantic put the docstrings of attributes into the schema."""


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """A term of the vocabulary."""

    __pydantic_config__ = _DESCRIBED
    code: str
    """Permanent code: `T02.01`, `C17`."""
    label: str
    """Name in the language of the address, the Chinese one where there is no English name."""


@dataclass(frozen=True, slots=True)
class EffectAnswer:
    """One figure as printed by its source, in the units of the language of the address."""

    __pydantic_config__ = _DESCRIBED
    label: str
    value: str
    """As shown: `12,300`, `9→6`, `≥ 90`."""
    unit: str
    evidence: Literal["verified", "metered", "company_statement", "estimated", "design_or_expected"]
    scope: str
    """What the figure is of: a measure, a project, the whole site …"""
    period: str


@dataclass(frozen=True, slots=True)
class HitAnswer:
    """A story found."""

    __pydantic_config__ = _DESCRIBED
    id: str
    """Permanent, the same in both languages; `like=<id>` finds similar stories."""
    kind: Literal["case", "technology", "practice"]
    locale: Literal["zh-hans", "en"]
    """Language of title, summary and address: that of the request where the story exists in it."""
    title: str
    url: str
    date: str | None
    """Day of first publication, YYYY-MM-DD."""
    summary: str
    standing: Literal["listed", "proposed", "press_statement", "reference", "compiled"]
    """How the unit of the story stands to the lists."""
    enterprises: list[str]
    industries: list[TermAnswer]
    techniques: list[TermAnswer]
    regions: list[str]
    """Codes of GB/T 2260, those above included."""
    effects: list[EffectAnswer]
    """At most two: those of a chosen range or of the order first, then the strongest."""
    amounts: dict[str, list[float]]
    """Amount (`energy`, `co2`, `water`, `investment`, `payback`) → comparable numbers, ascending, in its unit."""
    related: bool
    """True where the story matches more loosely than the result set; such hits are not counted in `total`."""


@dataclass(frozen=True, slots=True)
class FacetValueAnswer:
    """A value one may narrow the search by."""

    __pydantic_config__ = _DESCRIBED
    code: str
    label: str
    count: int
    """The total one gets when this value is the facet's only choice."""
    selected: bool


@dataclass(frozen=True, slots=True)
class AmountAnswer:
    """What the result set knows of an amount."""

    __pydantic_config__ = _DESCRIBED
    label: str
    unit: Literal["tce/a", "tCO2/a", "m³/a", "CNY", "CNY/a", "a"]
    """Of the codes of its ranges and of the numbers of the hits, in every language."""
    given: int
    """Stories that give it, every other choice applied."""
    offered: bool
    """Whether its ranges are among the facets: at least six stories of the match set give it, or one is chosen."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page of a result set."""

    __pydantic_config__ = _DESCRIBED
    total: int
    """Number of results: stories that match every part of the text."""
    page: int
    """From 1."""
    pages: int
    """At least 1."""
    tier: Literal["browse", "all", "67%", "50%", "any", "nothing", "like"]
    """How well the result set matches the text: every part of it, a share of it; `browse` without text."""
    hits: list[HitAnswer]
    facets: dict[str, list[FacetValueAnswer]]
    """Facet (also its parameter) → values, most stories first; years newest first, ranges by size."""
    amounts: dict[str, AmountAnswer]
    """Amount (also the parameter of its ranges) → what is known of it."""
    sort: Literal["relevance", "date", "saving", "payback"]
    """The order of the hits."""
    suggestions: list[str]
    """Did you mean: texts that find something whole where the one asked for does not; at most one, mostly none."""
    demo: bool
    """Whether this is a demonstration, not a government site."""
    in_part: int = field(default=0)
    """Number of stories that match in part, where none matches the whole: `hits`, pages and facets are of these."""
    also_searched: list[str] = field(default_factory=list)
    """Other names of what the text names, which were searched for as well."""
    notice: str = field(default="")
    """What must be said beside the data; empty where nothing must."""


@dataclass(frozen=True, slots=True)
class UnavailableAnswer:
    """The engine does not answer; try again after the seconds of `Retry-After`."""

    __pydantic_config__ = _DESCRIBED
    error: str
    demo: bool


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """A parameter that cannot be honoured."""

    __pydantic_config__ = _DESCRIBED
    error: str
    parameter: str
    demo: bool
