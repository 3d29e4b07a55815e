"""What the files of an announcement hold, as frozen records; conventions as in `records`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts, Flag, Text
from showcase.demo.reading.records import NEEDS_SOURCES, Sources
from showcase.lists.choices import AnnouncementKind, Basis, Coverage, EntryAction


class EntryFacts(Facts):
    """One row of a list. ``serial`` is our order where the source prints none.

    ``source`` is the number of the list's source that names the unit; ``data_row`` the row of
    ``listed_enterprises.csv`` it was drawn from; both 0 in an example. ``action``: what the row does to the
    unit; ``former_name``, ``reason``, ``product`` as printed, mostly empty.
    """

    serial: int
    name_printed: Text = Field(alias="name")
    region: fields.Region
    programme: Annotated[str, fields.known("of_the_list", "the programme “{}” is not one of the list's")]
    enterprise: fields.EnterpriseKey | None = None
    source: fields.SourceNumber
    data_row: int
    action: EntryAction = EntryAction.LIST
    former_name: str = ""
    reason: str = ""
    product: str = ""


_NAMES = tuple(column.alias or name for name, column in EntryFacts.model_fields.items())
# The first seven are in every file, the rest may be left out: a new field goes to the end.
COLUMNS, MORE_COLUMNS = _NAMES[:7], _NAMES[7:]


class NoticeFacts(Facts):
    """What an official notice prints beside its list; an example invents it.

    ``open_days``: published on the day of seeding and open for so many days, so that a demonstration always begins
    with an open notice. ``decides`` is the slug of the proposal that a final list decides on.
    """

    issuer: str = ""
    published_on: fields.DateOrBlank = ""
    objections_until: fields.DateOrBlank = ""
    open_days: int | None = None
    office_contact: str = ""
    discipline_contact: str = ""
    takes_objections_online: Flag = False
    decides: Annotated[str, fields.known("proposals", "no proposal is called “{}”")] | None = None


class ListFacts(Facts):
    """One announcement with its entries; the length of ``effective_on`` is its precision.

    ``held_back``: why it stays a draft (the final list was not seen, say); ``None`` where it is published.
    ``stated_total`` maps a programme's code to the count the list is said to hold.
    """

    slug: str
    path: Path
    entries: tuple[EntryFacts, ...]

    programmes: tuple[fields.Programme, ...] = ()
    level: fields.Level
    region: fields.Region
    year: int | None = None
    batch: Bilingual | None = None
    kind: AnnouncementKind
    basis: Basis
    document_number: str = ""
    stated_total: Mapping[fields.Programme, int] = Field(default_factory=dict)
    stated_total_note: Bilingual | None = None
    coverage: Coverage
    notice: NoticeFacts | None = None
    effective_on: fields.DateOrBlank = ""
    title: Bilingual
    text: Bilingual
    held_back: Bilingual | None = None
    sources: Sources = ()
    is_example: Flag = False

    @property
    def stated(self) -> int | None:
        """The sum of the stated totals; ``None`` where that of a programme is not known."""
        return _sum(self.stated_total, self.programmes)

    rules = (
        NEEDS_SOURCES,
        (
            "document_number",
            lambda it: it.document_number and it.basis == Basis.PRESS,
            "a press-based list has no document number of its own",
        ),
        (
            "coverage",
            lambda it: it.coverage == Coverage.COMPLETE and len(it.entries) != _sum(it.stated_total, it.programmes),
            "complete: the stated total must equal the entries",
        ),
        (
            "effective_on",
            lambda it: not it.effective_on and (it.notice is None or it.notice.open_days is None),
            "“effective_on” is missing",
        ),
    )


def _sum(totals: Mapping[str, int], programmes: tuple[str, ...]) -> int | None:
    return sum(totals.values()) if set(totals) == set(programmes) else None
