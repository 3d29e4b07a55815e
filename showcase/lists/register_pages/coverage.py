"""How much of each final list our records hold: held rows of all rows, complete or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from showcase.lists.choices import AnnouncementKind
from showcase.lists.references import AnnouncementRef


@dataclass(frozen=True, slots=True)
class ListCoverage:
    """A list with the rows held of it. `total`: as the notice states, None where it does not; `share`: 0–100.

    `said`: the same in words; `language`: of the title.
    """

    key: int
    title: str
    url: str
    language: str
    said: str
    held: int
    total: int | None
    share: int | None
    is_complete: bool


def coverage_of(lists: Iterable[AnnouncementRef]) -> tuple[ListCoverage, ...]:
    """Return the coverage of all final lists in their order, without invented ones and those of days to come."""
    today = timezone.localdate()
    kept = (ref for ref in lists if ref.kind == AnnouncementKind.FINAL and ref.counts_from <= today)
    return tuple(_coverage(ref) for ref in kept if not ref.is_example)


def _coverage(ref: AnnouncementRef) -> ListCoverage:
    total = ref.rows if ref.is_complete else ref.stated_total
    return ListCoverage(
        key=ref.pk,
        title=ref.title,
        url=ref.url,
        language=ref.language,
        said=ref.coverage_label,
        held=ref.rows,
        total=total,
        share=_share(ref, total),
        is_complete=ref.is_complete,
    )


def _share(ref: AnnouncementRef, total: int | None) -> int | None:
    """Return the per cent held; less than all is never drawn as all."""
    if ref.is_complete:
        return 100
    return min(99, round(100 * ref.rows / total)) if total else None
