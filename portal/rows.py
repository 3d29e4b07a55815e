"""Rows below a page or a snippet: which row is which, and rows that a draft holds before they are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

_NAMES = uuid5(NAMESPACE_URL, "portal.rows")
_LONGEST_NAME = 200


class Row(Orderable):
    """A child row. `uid` says which row it is while ids change; empty in rows that no form has made."""

    uid = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as somebody typed it, not complete or not valid yet.

    `uid`: of the row; `position`: its place among all rows of the form, from 0; `fields`: name → what was typed.
    """

    uid: str
    position: int
    fields: Mapping[str, Any]


def uid_of(name: str) -> UUID | None:
    """The uid that a form gives a row: a uid as it is, any other name as a uid of its own; None for an empty one."""
    if not name:
        return None
    try:
        return UUID(name)
    except ValueError:
        return uuid5(_NAMES, name[:_LONGEST_NAME])


def merged_rows(
    stored: Iterable[TypedRow], posted: Collection[TypedRow], known: Collection[str]
) -> tuple[TypedRow, ...]:
    """The unfinished rows after a save: those posted, and stored ones that the form (`known` uids) had never seen.

    What two forms have typed alike stands once.
    """
    unseen = (row for row in stored if row.uid not in known)
    return (*posted, *(row for row in unseen if all(row.fields != other.fields for other in posted)))


class DraftRows(ClusterableModel):
    """What a draft keeps of rows that are not complete: relation → rows as typed. Nothing live has any."""

    unfinished_rows = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def typed_rows(self, relation: str) -> tuple[TypedRow, ...]:
        """The unfinished rows of a child relation."""
        return tuple(TypedRow(**row) for row in self.unfinished_rows.get(relation, ()))

    def keep_typed_rows(self, relation: str, rows: Iterable[TypedRow]) -> None:
        """Replace the unfinished rows of a child relation."""
        kept = {**self.unfinished_rows, relation: [asdict(row) for row in rows]}
        self.unfinished_rows = {name: found for name, found in kept.items() if found}

    def row_faults(self) -> list[str]:
        """Why the rows stand against publishing, in the editor's language; empty = they do not."""
        counts = Counter({self._row_name(name): len(rows) for name, rows in self.unfinished_rows.items() if rows})
        if not counts:
            return []
        named = ", ".join(f"{name} ({count})" for name, count in counts.items())
        return [_("Rows that are not complete yet: %(named)s. Complete or delete them.") % {"named": named}]

    def _row_name(self, relation: str) -> str:
        return str(self._meta.get_field(relation).related_model._meta.verbose_name)
