"""Reads what was public of enterprises in a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from showcase.enterprises.models import Enterprise
from showcase.yearly.models import PublicVersion
from showcase.yearly.periods import Period, ShownStory, Version, shown_in


def shown_of_enterprise(enterprise: Enterprise, year: int) -> tuple[ShownStory, ...]:
    """Return what was public of an enterprise, records merged into it included; empty for a year to come."""
    return shown_of_enterprises([enterprise.pk], year).get(enterprise.pk, ())


def shown_of_enterprises(keys: Iterable[int], year: int) -> Mapping[int, tuple[ShownStory, ...]]:
    """Return key of an enterprise → what was public of it in the year; two queries however many there are."""
    period = Period.of(year, timezone.localdate())
    if period is None:
        return {}
    wanted = set(keys)
    versions: dict[int, list[Version]] = defaultdict(list)
    rows = _in_period(period).prefetch_related("enterprises__merged")
    for row in rows:
        for head in {_head(enterprise) for enterprise in row.enterprises.all()} & wanted:
            versions[head].append(row.version)
    return {head: shown_in(found, period) for head, found in versions.items()}


def shown_of_story(story_id: UUID, year: int) -> ShownStory | None:
    """Return when one story was public in the year; None where it never was."""
    period = Period.of(year, timezone.localdate())
    if period is None:
        return None
    rows = _in_period(period).filter(story_id=story_id)
    return next(iter(shown_in([row.version for row in rows], period)), None)


def years_of(enterprise: Enterprise) -> list[int]:
    """Return the years in which anything of the enterprise was public, newest first."""
    rows = PublicVersion.objects.filter(enterprises__in=enterprise.record_keys)
    today = timezone.localdate()
    found: set[int] = set()
    for began, ended in rows.values_list("began_at", "ended_at"):
        last = timezone.localdate(ended) if ended else today
        found |= set(range(timezone.localdate(began).year, last.year + 1))
    return sorted(found, reverse=True)


def _in_period(period: Period) -> QuerySet[PublicVersion]:
    """Return the versions that were public on any day of a period, by the days of the site's time zone."""
    began = Q(began_at__date__lte=period.last)
    return PublicVersion.objects.filter(began, Q(ended_at=None) | Q(ended_at__date__gte=period.first))


def _head(enterprise: Enterprise) -> int:
    merged = getattr(enterprise, "merged", None)
    return int(merged.into_id if merged else enterprise.pk)
