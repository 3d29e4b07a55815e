"""The vocabulary's trees as the database has them, kept until the content changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.content_version import current, kept_in_process
from showcase.vocabulary.ancestry import industry_filter_codes, region_filter_codes, technique_filter_codes
from showcase.vocabulary.models import Industry, Region


def industry_codes(codes: Iterable[str], overrides: Mapping[str, str] | None = None) -> frozenset[str]:
    """The codes, their divisions and their industry groups; manufacturing as a whole (`C`) is in no group.

    Who asks for many gives `industry_group_overrides()` along; so for the parents of regions.
    """
    groups = industry_group_overrides() if overrides is None else overrides
    return industry_filter_codes((code for code in codes if len(code) > 1 or code in groups), groups)


def technique_codes(codes: Iterable[str]) -> frozenset[str]:
    """The codes and their technique groups."""
    return technique_filter_codes(codes)


def region_codes(codes: Iterable[str], parents: Mapping[str, str] | None = None) -> frozenset[str]:
    """The codes and all regions above them."""
    return region_filter_codes(codes, region_parents() if parents is None else parents)


def industry_group_overrides() -> dict[str, str]:
    """Industry code → code of its industry group, on the rows where the vocabulary says it."""
    return kept_in_process(
        "vocabulary.industry_groups",
        current(),
        lambda: dict(Industry.objects.filter(industry_group__isnull=False).values_list("code", "industry_group__code")),
    )


def region_parents() -> dict[str, str]:
    """Region code → code of what stands above it, empty for provinces."""
    return kept_in_process(
        "vocabulary.region_parents",
        current(),
        lambda: {code: above or "" for code, above in Region.objects.values_list("code", "parent__code")},
    )
