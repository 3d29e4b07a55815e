"""The stories of the demonstration's files as the rules on figures read them."""

import datetime as dt
from collections.abc import Sequence

from showcase.demo.reading.story_records import EffectFacts, StoryFile
from showcase.effects.plausibility.figures import Figure, StoryFigures

TODAY = dt.date(2026, 11, 30)


def figure_of(facts: EffectFacts) -> Figure:
    plain = facts.model_dump(exclude={"of_what", "source", "basis", "printed_language"})
    return Figure(**plain, basis=facts.basis or "", of_what=facts.of_what.zh)


def figures_of(story: StoryFile, stories: Sequence[StoryFile]) -> StoryFigures:
    """The story with the figures of other published stories of its enterprises."""
    text = story.texts["zh-hans"]
    related = [one for one in stories if one.slug != story.slug and not one.held_back]
    older = [one for one in related if set(one.enterprises) & set(story.enterprises)]
    said = (story.caveat and story.caveat.zh, story.standing_note and story.standing_note.zh)
    plant = story.plant and (story.plant.product_zh, story.plant.yearly_output, story.plant.energy_price)
    return StoryFigures(
        figures=tuple(figure_of(facts) for facts in story.effects),
        today=TODAY,
        techniques=frozenset(story.techniques),
        regions=frozenset(story.regions),
        title=text.title,
        summary=text.summary,
        body="\n".join(paragraph.text for section in text.sections for paragraph in section.paragraphs),
        known_words=tuple(words for words in (*said, *(plant or ())) if words),
        older=tuple(figure_of(facts) for one in older for facts in one.effects),
        is_case=story.kind == "case",
    )
