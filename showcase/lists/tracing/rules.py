"""Which facts of a notice are recorded when they change after publishing, and when a reason is required."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

# In the order in which a page shows them.
TRACED = (
    "kind",
    "level_id",
    "year",
    "batch",
    "issuer",
    "document_number",
    "published_on",
    "effective_on",
    "effective_precision",
    "objections_from",
    "objections_until",
    "office_contact",
    "discipline_contact",
    "basis",
    "early_reason",
)
# A withdrawal states its own day and reason; only changes of those are recorded.
ONCE_SAID = ("withdrawn_on", "withdrawal_reason")


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that changed, both values as stored."""

    field: str
    was: str
    now: str


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """Return what changed between two states of a published notice, by field; ignores line ends and outer spaces."""
    found = []
    for field in (*TRACED, *ONCE_SAID):
        was, now = stored_text(before[field]), stored_text(after[field])
        if was != now and not (field in ONCE_SAID and not was):
            found.append(Difference(field, was, now))
    return tuple(found)


def stored_text(value: object) -> str:
    """Return a fact as text: days as 2026-11-27, moments in UTC with their zone, texts without spaces around lines."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return "\n".join(line.strip() for line in str(value).strip().splitlines())
