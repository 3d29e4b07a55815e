"""Finds an enterprise by any of its names, its credit code or its portal number, merged records included."""

from typing import Any

from django.db.models import Q, QuerySet

from showcase.enterprises.name_keys import bearing


def find_enterprises(enterprises: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Return those with `query` in a name, former or printed name or credit code, or as their number."""
    text = query.strip()
    found = bearing(text, drafts=True)
    if text.isascii() and text.isdigit() and len(text) < 10:
        found |= Q(number=int(text)) | Q(merged_here__enterprise__number=int(text))
    return enterprises.filter(pk__in=enterprises.model.objects.filter(found).values("pk"))
