"""The vocabulary's trees from the database, cached until the content changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import connection

from portal.caching.content_version import current, current_vocabulary, kept_in_process
from showcase.vocabulary.ancestry import industry_filter_codes, region_filter_codes, technique_filter_codes
from showcase.vocabulary.models import Industry, Region

T = TypeVar("T")


def of_vocabulary(name: str, read: Callable[[], T]) -> T:
    """Return what is read of the vocabulary, kept until a term changes; read each time inside a transaction."""
    return read() if connection.in_atomic_block else kept_in_process(name, current_vocabulary(), read)


def industry_codes(codes: Iterable[str], overrides: Mapping[str, str] | None = None) -> frozenset[str]:
    """Return the codes, their divisions and their industry groups; manufacturing as a whole (`C`) has none.

    Callers with many codes pass `industry_group_overrides()`; likewise `region_parents()` to `region_codes`.
    """
    groups = industry_group_overrides() if overrides is None else overrides
    return industry_filter_codes((code for code in codes if len(code) > 1 or code in groups), groups)


def technique_codes(codes: Iterable[str]) -> frozenset[str]:
    """Return the codes and their technique groups."""
    return technique_filter_codes(codes)


def region_codes(codes: Iterable[str], parents: Mapping[str, str] | None = None) -> frozenset[str]:
    """Return the codes and all regions above them."""
    return region_filter_codes(codes, region_parents() if parents is None else parents)


def industry_group_overrides() -> dict[str, str]:
    """Return industry code → code of its industry group, for the rows that name one."""
    return kept_in_process(
        "vocabulary.industry_groups",
        current(),
        lambda: dict(Industry.objects.filter(industry_group__isnull=False).values_list("code", "industry_group__code")),
    )


def region_parents() -> dict[str, str]:
    """Return region code → code of the one above it, empty for provinces."""
    return kept_in_process(
        "vocabulary.region_parents",
        current(),
        lambda: {code: above or "" for code, above in Region.objects.values_list("code", "parent__code")},
    )
