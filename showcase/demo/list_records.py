"""What the files of an announcement say, as frozen records; conventions as in `records`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.demo.records import SourceFacts
from showcase.demo.tables import Bilingual


@dataclass(frozen=True)
class EntryFacts:
    """One row of a list. ``serial`` is our order where the source prints none.

    ``source`` is the number of the list's source that names the unit; ``data_row`` the row of
    ``listed_enterprises.csv`` it was drawn from; both 0 in an example. ``action``: what the row does to the
    unit; ``former_name``, ``reason``, ``product`` as printed, mostly empty.
    """

    serial: int
    name_printed: str
    region: str
    programme: str
    enterprise: str
    source: int
    data_row: int
    action: str
    former_name: str
    reason: str
    product: str
    line: int


@dataclass(frozen=True)
class CoverageFacts:
    """How much of a list is here: ``held`` of ``stated`` entries.

    ``totals`` maps a programme's code to the count the list is said to hold; ``stated`` is their
    sum, ``None`` where the total of a programme is not known.
    """

    code: str
    held: int
    stated: int | None
    totals: Mapping[str, int]
    note: Bilingual | None


@dataclass(frozen=True)
class NoticeFacts:
    """What an official notice prints beside its list; an example invents it.

    ``open_days``: published on the day of seeding and open for so many days, so that a demonstration always begins
    with an open notice. ``decides`` is the slug of the proposal that a final list decides on.
    """

    issuer: str
    published_on: str
    objections_until: str
    open_days: int | None
    office_contact: str
    discipline_contact: str
    takes_objections_online: bool
    decides: str


@dataclass(frozen=True)
class ListFacts:
    """One announcement with its entries; the length of ``effective_on`` is its precision.

    ``held_back``: why it stays a draft (the final list was not seen, say); ``None`` where it is published.
    """

    slug: str
    path: Path
    programmes: tuple[str, ...]
    level: str
    region: str
    year: int | None
    batch: Bilingual | None
    kind: str
    basis: str
    document_number: str
    coverage: CoverageFacts
    effective_on: str
    title: Bilingual
    text: Bilingual
    is_example: bool
    held_back: Bilingual | None
    notice: NoticeFacts | None
    sources: tuple[SourceFacts, ...]
    entries: tuple[EntryFacts, ...]
