"""Rows below a page or a snippet: their identity, and rows that a draft holds before they are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Orderable

from portal.pages.row_saving import ChildRow, RowsSavedTogether

_NAMES = uuid5(NAMESPACE_URL, "portal.rows")
_LONGEST_NAME = 200


class Row(ChildRow, Orderable):
    """A child row. `uid` identifies it while ids change; empty in rows that no form has made."""

    uid = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as typed, incomplete or invalid.

    `uid`: of the row; `position`: its place among all rows of the form, from 0; `fields`: name → text typed.
    """

    uid: str
    position: int
    fields: Mapping[str, Any]


def uid_of(name: str) -> UUID | None:
    """Return the uid for a row's name in a form: a uid as it is, other names hashed; None for an empty one."""
    if not name:
        return None
    try:
        return UUID(name)
    except ValueError:
        return uuid5(_NAMES, name[:_LONGEST_NAME])


def merged_rows(
    stored: Iterable[TypedRow], posted: Collection[TypedRow], known: Collection[str]
) -> tuple[TypedRow, ...]:
    """Return the unfinished rows after a save: those posted, and stored ones that the form never contained.

    `known`: uids that the form contained. Rows typed alike in two forms are kept once.
    """
    unseen = (row for row in stored if row.uid not in known)
    return (*posted, *(row for row in unseen if all(row.fields != other.fields for other in posted)))


class DraftRows(RowsSavedTogether):
    """A page or snippet whose drafts keep incomplete rows: relation → rows as typed. Nothing live has any."""

    unfinished_rows = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def typed_rows(self, relation: str) -> tuple[TypedRow, ...]:
        """Return the unfinished rows of a child relation."""
        return tuple(TypedRow(**row) for row in self.unfinished_rows.get(relation, ()))

    def keep_typed_rows(self, relation: str, rows: Iterable[TypedRow]) -> None:
        """Replace the unfinished rows of a child relation."""
        kept = {**self.unfinished_rows, relation: [asdict(row) for row in rows]}
        self.unfinished_rows = {name: found for name, found in kept.items() if found}

    def row_faults(self) -> list[str]:
        """Return why the rows prevent publishing, in the editor's language; empty: they do not."""
        counts = Counter({self._row_name(name): len(rows) for name, rows in self.unfinished_rows.items() if rows})
        if not counts:
            return []
        named = ", ".join(f"{name} ({count})" for name, count in counts.items())
        return [_("Rows that are not complete yet: %(named)s. Complete or delete them.") % {"named": named}]

    def _row_name(self, relation: str) -> str:
        return str(self._meta.get_field(relation).related_model._meta.verbose_name)
