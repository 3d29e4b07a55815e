"""A finder, and what a page of its results shows."""

from typing import Any

from search.models import FinderIndustry, FinderPage, FinderPreset, FinderRegion, FinderTechnique
from tests.factories import (
    industry,
    region,
    section,
    technique,
)

INSIDE = {"定型机废气余热", "染缸废水余热"}


def make_finder(
    title: str = "纺织余热",
    slug: str = "textile-heat",
    *,
    industries: tuple[str, ...] = ("C17",),
    techniques: tuple[str, ...] = ("T02",),
    regions: tuple[str, ...] = (),
    others: tuple[str, ...] = ("kind:case",),
    below: str = "cases",
    **fields: Any,
) -> FinderPage:
    """A live finder in a section: cases on waste heat in textiles unless said otherwise."""
    page = FinderPage(title=title, slug=slug, live=False, introduction="纺织行业回收余热的案例。", **fields)
    page.industry_presets = [FinderIndustry(industry=industry(code)) for code in industries]
    page.technique_presets = [FinderTechnique(technique=technique(code)) for code in techniques]
    page.region_presets = [FinderRegion(region=region(code)) for code in regions]
    page.other_presets = [FinderPreset(value=value) for value in others]
    section(below).add_child(instance=page)
    page.save_revision().publish()
    return FinderPage.objects.get(pk=page.pk)


def titles(response: Any) -> set[str]:
    """Every title on a page of results, related ones too, without their marks."""
    shown = response.context
    cards = [*shown["cards"], *shown.get("unplaced", ()), *shown.get("related", ())]
    return {card.title.replace("<mark>", "").replace("</mark>", "") for card in cards}
