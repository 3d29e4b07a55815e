"""Where something is, in words."""

from __future__ import annotations

from collections.abc import Iterable

from showcase.vocabulary.models import Region


def place_label(region: Region, language: str) -> str:
    """泉州市晋江市, Jinjiang, Quanzhou: a region with what stands above it up to the city; a province alone."""
    # A city or province needs nothing above it, so what stands there is not even read.
    above = None if region.code.endswith("00") else region.parent
    steps = [region] if above is None or above.code.endswith("0000") else [region, above]
    names = [step.label_in(language) for step in steps]
    return ", ".join(names) if language == "en" else "".join(reversed(names))


def places_label(regions: Iterable[Region], language: str) -> str:
    """Several places in one line."""
    return (", " if language == "en" else "、").join(place_label(region, language) for region in regions)
