"""The facts of a story file as rows of its page."""

from __future__ import annotations

import uuid

from showcase.demo.ledger import page_of
from showcase.demo.records import EffectFacts, StoryFile
from showcase.demo.seed_enterprises import enterprise_of, source_fields
from showcase.models import (
    CaseStudyPage,
    Effect,
    Goal,
    Industry,
    Level,
    Process,
    Programme,
    Region,
    RelatedStory,
    StoryEnterprise,
    StoryGoal,
    StoryListing,
    StoryPage,
    StoryProcess,
    StoryRegion,
    StorySource,
    Technique,
)

# Effects of the files keep one permanent id whatever database they are loaded into.
_EFFECTS = uuid.UUID("5f0c1c59-8c0e-4f5e-9d6b-6c0f1f1f6a10")


def set_facts(page: StoryPage, story: StoryFile) -> None:
    """Replace every fact of the page by those of the file; the page is not saved yet."""
    page.standing, page.standing_source = story.standing.code, story.standing.source
    page.year = story.year
    page.cross_industry = story.tags.cross_industry
    _set_terms(page, story)
    page.sources = [StorySource(**source_fields(source)) for source in story.sources]
    page.effects = [effect_row(story.slug, order, facts) for order, facts in enumerate(story.effects)]
    page.enterprise_items = [StoryEnterprise(enterprise=enterprise_of(key)) for key in story.tags.enterprises]
    page.cited_listings = [
        StoryListing(programme=Programme.objects.get(code=programme), level=Level.objects.get(code=level))
        for programme in story.tags.programmes
        for level in story.tags.levels
    ]
    page.related_items = [RelatedStory(target_id=target) for target in _targets(story)]
    if isinstance(page, CaseStudyPage):
        _set_plant(page, story)


def _set_terms(page: StoryPage, story: StoryFile) -> None:
    tags = story.tags
    page.industries.set(list(Industry.objects.filter(code__in=tags.industries)), clear=True)
    page.techniques.set(list(Technique.objects.filter(code__in=tags.techniques)), clear=True)
    page.process_items = [StoryProcess(process=found) for found in Process.objects.filter(code__in=tags.processes)]
    page.region_items = [StoryRegion(region=found) for found in Region.objects.filter(code__in=tags.regions)]
    page.goal_items = [StoryGoal(goal=found) for found in Goal.objects.filter(code__in=tags.goals)]


def _targets(story: StoryFile) -> list[int]:
    return [target for slug in story.related if (target := page_of(slug)) is not None]


def _set_plant(page: CaseStudyPage, story: StoryFile) -> None:
    page.case_depth = story.depth
    plant = story.plant
    if plant is None:
        return
    page.product = plant.product.zh if plant.product else ""
    page.yearly_output = plant.yearly_output
    page.operating_hours = str(plant.hours) if plant.hours else ""
    page.carrier_replaced = plant.carrier_replaced.zh if plant.carrier_replaced else ""
    page.energy_price = plant.energy_price
    page.provider = plant.provider.zh if plant.provider else ""
    page.build = plant.build
    page.plant_source = plant.source


def effect_row(slug: str, order: int, facts: EffectFacts) -> Effect:
    """An effect of a file as a row, its permanent id made from story and key."""
    return Effect(
        uid=uuid.uuid5(_EFFECTS, f"{slug}/{facts.key}"),
        sort_order=order,
        quantity=facts.quantity,
        of_what_zh=facts.of_what.zh,
        of_what_en=facts.of_what.en,
        printed=facts.printed,
        printed_language=facts.printed_language,
        low=facts.low,
        high=facts.high,
        unit=facts.unit,
        per=facts.per,
        direction=facts.direction,
        before=facts.before,
        after=facts.after,
        period=facts.period,
        scope=facts.scope,
        evidence=facts.evidence,
        basis=facts.basis,
        source_number=facts.source,
        aside=facts.aside,
    )
