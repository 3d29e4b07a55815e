"""Which facts of a notice leave a trace when they change after publishing, and when a reason is owed for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

# In the order in which a page tells them.
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
# A withdrawal says its own day and reason; only what changes one is traced.
ONCE_SAID = ("withdrawn_on", "withdrawal_reason")


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that is another than it was, both as stored."""

    field: str
    was: str
    now: str


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """What changed between two states of a published notice, by field; line ends and blanks around do not count."""
    found = []
    for field in (*TRACED, *ONCE_SAID):
        was, now = stored_text(before[field]), stored_text(after[field])
        if was != now and not (field in ONCE_SAID and not was):
            found.append(Difference(field, was, now))
    return tuple(found)


def stored_text(value: object) -> str:
    """A fact as text: days as 2026-11-27, moments with their zone in UTC, texts without blanks at their lines' ends."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return "\n".join(line.strip() for line in str(value).strip().splitlines())
