"""Names of places as text."""

from __future__ import annotations

from collections.abc import Iterable

from showcase.vocabulary.models import Region


def place_label(region: Region, language: str) -> str:
    """Return 泉州市晋江市 or "Jinjiang, Quanzhou": a region with its city; a province alone."""
    # Nothing is added to a city or province, so what stands above it is not read.
    above = None if region.code.endswith("00") else region.parent
    steps = [region] if above is None or above.code.endswith("0000") else [region, above]
    names = [step.label_in(language) for step in steps]
    return ", ".join(names) if language == "en" else "".join(reversed(names))


def places_label(regions: Iterable[Region], language: str) -> str:
    """Return several places in one line."""
    return (", " if language == "en" else "、").join(place_label(region, language) for region in regions)


def short_label(region: Region) -> str:
    """Return 福州 or "Pingtan": the shortest of its names in the language of its label."""
    aliases = region.aliases_en if region.label_language == "en" else region.aliases_zh
    return min((region.label, *aliases), key=len)
