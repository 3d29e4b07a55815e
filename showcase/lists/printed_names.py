"""Names under which published lists print an enterprise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from showcase.lists.models import ListEntry


def printed_names(enterprises: Iterable[int] | None = None) -> dict[int, tuple[str, ...]]:
    """Return enterprise → names under which published lists print it or a record merged into it; one query.

    `enterprises`: primary keys, None for all.
    """
    rows = ListEntry.objects.filter(enterprise__isnull=False, announcement__events_recorded_at__isnull=False)
    if enterprises is not None:
        wanted = list(enterprises)
        rows = rows.filter(Q(enterprise__in=wanted) | Q(enterprise__merged__into__in=wanted))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    pairs = rows.values_list("enterprise_id", "enterprise__merged__into_id", "name").distinct()
    for enterprise, into, name in pairs.order_by("enterprise_id", "name"):
        found[into or enterprise][name] = None
    return {pk: tuple(names) for pk, names in found.items()}
