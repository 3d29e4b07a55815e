"""The facts of a story file as rows of its page."""

from __future__ import annotations

import re
import uuid

from showcase.demo.ledger import page_of
from showcase.demo.reading.story_records import EffectFacts, StoryFile
from showcase.demo.seeds.enterprises import enterprise_of, source_fields
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
from showcase.stories.checks.answers import overrule
from showcase.stories.checks.gate import CheckedFinding

_WHO = "演示内容 Demonstration content"
_EFFECTS = uuid.UUID("5f0c1c59-8c0e-4f5e-9d6b-6c0f1f1f6a10")


def set_facts(page: StoryPage, story: StoryFile) -> None:
    """Replace every fact of the page by those of the file; the page is not saved yet."""
    page.standing, page.standing_source = story.standing, story.standing_source
    page.year = story.year
    page.cross_industry = story.cross_industry
    page.industries.set(list(Industry.objects.filter(code__in=story.industries)), clear=True)
    page.techniques.set(list(Technique.objects.filter(code__in=story.techniques)), clear=True)
    page.process_items = [StoryProcess(process=found) for found in Process.objects.filter(code__in=story.processes)]
    page.region_items = [StoryRegion(region=found) for found in Region.objects.filter(code__in=story.regions)]
    page.goal_items = [StoryGoal(goal=found) for found in Goal.objects.filter(code__in=story.goals)]
    page.sources = [StorySource(**source_fields(source)) for source in story.sources]
    page.effects = [effect_row(story.slug, order, facts) for order, facts in enumerate(story.effects)]
    page.enterprise_items = [StoryEnterprise(enterprise=enterprise_of(key)) for key in story.enterprises]
    page.cited_listings = [
        StoryListing(programme=Programme.objects.get(code=programme), level=Level.objects.get(code=level))
        for programme in story.programmes
        for level in story.levels
    ]
    targets = (page_of(slug) for slug in story.related)
    page.related_items = [RelatedStory(target_id=target) for target in targets if target is not None]
    if isinstance(page, CaseStudyPage):
        _set_plant(page, story)
    _overrule(page, story)


def _overrule(page: StoryPage, story: StoryFile) -> None:
    """Give the file's reasons for the findings on its figures; raises ValueError where a reason has no finding."""
    keys = {str(effect_uid(story.slug, facts.key)): facts.key for facts in story.effects}
    reasons = {(one.rule, frozenset(one.effects)): one.reason for one in story.overruled}

    def named(one: CheckedFinding) -> tuple[str, frozenset[str]]:
        return one.finding.rule, frozenset(keys[key] for key in one.finding.keys)

    page.finding_answers = []
    answered = {
        named(one) for one in overrule(page, lambda one: reasons.get(named(one)), "演示内容 Demonstration content")
    }
    if missing := [rule for rule, effects in reasons if (rule, effects) not in answered]:
        raise ValueError(f"{story.path}: “overruled” names a finding that is not there: {', '.join(missing)}")


def _set_plant(page: CaseStudyPage, story: StoryFile) -> None:
    page.case_depth = story.depth
    plant = story.plant
    if plant is None:
        return
    page.product, page.carrier_replaced, page.provider = plant.product_zh, plant.carrier_replaced_zh, plant.provider_zh
    page.yearly_output, page.energy_price, page.build = plant.yearly_output, plant.energy_price, plant.build
    page.operating_hours = str(plant.hours) if plant.hours else ""
    page.plant_source = plant.source


def effect_uid(slug: str, key: str) -> uuid.UUID:
    """Return the permanent id of an effect of a file, whatever database it is loaded into."""
    return uuid.uuid5(_EFFECTS, f"{slug}/{key}")


def sketch_text(story: StoryFile) -> str:
    """Return the text of a story's drawing, with permanent ids of effects in place of their keys."""
    text = story.sketch
    for facts in story.effects:
        text = re.sub(
            rf"\| {re.escape(facts.key)}$", f"| {effect_uid(story.slug, facts.key)}", text, flags=re.MULTILINE
        )
    return text


def effect_row(slug: str, order: int, facts: EffectFacts) -> Effect:
    """An effect of a file as a row, its permanent id made from story and key."""
    return Effect(
        uid=effect_uid(slug, facts.key),
        sort_order=order,
        of_what_zh=facts.of_what.zh,
        of_what_en=facts.of_what.en,
        source_number=facts.source,
        basis=facts.basis or "",
        **facts.model_dump(exclude={"key", "of_what", "source", "basis"}),
    )
