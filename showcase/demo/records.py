"""What content files say, as frozen records.

Dates are text as written (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``): their length is their precision.
Numbers are ``Decimal``. Records hold no path of a database row and no Django object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from showcase.demo.tables import Bilingual


@dataclass(frozen=True)
class SourceFacts:
    """One numbered source. ``is_topic``: the title is ours, the printed one was not seen.

    ``quotes`` holds words of the source that carry numbers the text uses outside the effects.
    """

    number: int
    publisher: str
    publisher_en: str
    title: str
    title_en: str
    is_topic: bool
    date: str
    date_note: Bilingual | None
    url: str
    kind: str
    quotes: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class EffectFacts:
    """One figure as printed. ``low`` alone means at least, ``high`` alone at most.

    ``unit`` is a symbol of the unit registry without its per-year part, which ``per`` holds.
    ``period`` is a date, empty where the source states none.
    """

    key: str
    quantity: str
    printed: str
    printed_language: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str
    direction: str
    of_what: Bilingual
    period: str
    scope: str
    evidence: str
    basis: str
    source: int
    aside: bool
    before: Decimal | None
    after: Decimal | None
    line: int


@dataclass(frozen=True)
class PlantFacts:
    """What a source says of the plant; blank or ``None`` where it says nothing."""

    product: Bilingual | None
    yearly_output: str
    hours: int | None
    carrier_replaced: Bilingual | None
    energy_price: str
    build: str
    provider: Bilingual | None
    source: int | None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or list item, its citations taken off.

    ``html`` is inline HTML (``strong`` and ``a`` only); a link to another story is
    ``href="story:<slug>"``, and ``links`` lists those slugs. ``text`` is the same without marks.
    ``by_portal``: general explanation by the portal, with no source. ``item``: ``bullet`` or ``number``
    where the paragraph is a list item, else empty.
    """

    html: str
    text: str
    citations: tuple[int, ...]
    by_portal: bool
    item: str
    links: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class SectionText:
    """One section: its key (stories) or its heading (pages), and its paragraphs."""

    key: str
    paragraphs: tuple[Paragraph, ...]
    line: int


@dataclass(frozen=True)
class StoryText:
    """A story in one language."""

    path: Path
    title: str
    summary: str
    sections: tuple[SectionText, ...]


@dataclass(frozen=True)
class TagFacts:
    """The codes a story carries; ``enterprises`` are file names in ``enterprises/``."""

    industries: tuple[str, ...]
    cross_industry: bool
    techniques: tuple[str, ...]
    processes: tuple[str, ...]
    regions: tuple[str, ...]
    goals: tuple[str, ...]
    enterprises: tuple[str, ...]
    programmes: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class StandingFacts:
    """Whether the unit is on a list, by which source, and the basis in words."""

    code: str
    source: int | None
    note: Bilingual | None


@dataclass(frozen=True)
class SketchFacts:
    """A process sketch: an SVG with both languages in its labels, what it shows, its author and licence."""

    path: Path
    alt: Bilingual
    caption: Bilingual
    credit: str
    licence: str


@dataclass(frozen=True)
class StoryFile:
    """One story: its facts, and its text by language (``zh-hans``, ``en``).

    ``held_back``: why it stays a draft (a source or the full name is wanted); ``None`` where it is published.
    """

    slug: str
    path: Path
    kind: str
    number: str
    tags: TagFacts
    standing: StandingFacts
    depth: str
    plant: PlantFacts | None
    year: int | None
    confirmed_on: str
    caveat: Bilingual | None
    held_back: Bilingual | None
    related: tuple[str, ...]
    sources: tuple[SourceFacts, ...]
    effects: tuple[EffectFacts, ...]
    sketch: SketchFacts | None
    texts: Mapping[str, StoryText]


@dataclass(frozen=True)
class MentionFacts:
    """What a source says of an enterprise though no list of ours confirms it."""

    text: Bilingual
    source: int


@dataclass(frozen=True)
class EnterpriseFacts:
    """An enterprise or park. ``name_en`` is its own English name, else a pinyin form."""

    key: str
    name_zh: str
    name_en: str
    is_park: bool
    credit_code: str
    region: str
    industries: tuple[str, ...]
    former_names: tuple[str, ...]
    note: Bilingual | None
    is_example: bool
    mentions: tuple[MentionFacts, ...]
    sources: tuple[SourceFacts, ...]
    line: int


@dataclass(frozen=True)
class ProfileFacts:
    """Where an industry's energy, water and waste go: cited lines (`portal.cited_lines`) in each language."""

    code: str
    path: Path
    zh: str
    en: str
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class InfoText:
    """An information page in one language."""

    path: Path
    title: str
    summary: str
    sections: tuple[SectionText, ...]


@dataclass(frozen=True)
class InfoPageFile:
    """One information page: its order among them, its sources, its text by language."""

    slug: str
    path: Path
    order: int
    confirmed_on: str
    sources: tuple[SourceFacts, ...]
    texts: Mapping[str, InfoText]
