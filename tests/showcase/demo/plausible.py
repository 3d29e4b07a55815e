"""The stories of the demonstration's files as the rules on figures and on chosen terms read them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from showcase.demo.reading.story_records import EffectFacts, StoryFile
from showcase.effects.plausibility.figures import Figure, StoryFigures
from showcase.stories.checks.content import Passage, StoryContent, TermPair
from showcase.vocabulary import tables
from showcase.vocabulary.tagging.pairs import pairs
from showcase.vocabulary.tagging.terms import Tag, Tags

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


def content_of(story: StoryFile, tags: Tags) -> StoryContent:
    """The story with its texts and the pairs among its terms."""
    text = story.texts["zh-hans"]
    paragraphs = [paragraph for section in text.sections for paragraph in section.paragraphs]
    return StoryContent(
        title=text.title,
        summary=text.summary,
        passages=tuple(Passage(paragraph.text, bool(paragraph.citations)) for paragraph in paragraphs),
        pairs=tuple(_pairs(story, tags)),
    )


def _pairs(story: StoryFile, tags: Tags) -> Iterator[TermPair]:
    chosen = {
        "industry": story.industries,
        "technique": story.techniques,
        "process": story.processes,
        "region": story.regions,
    }
    keys = [f"{vocabulary}:{code}" for vocabulary, codes in chosen.items() for code in codes]
    for pair in pairs(tags.chosen(keys), tags):
        yield TermPair(pair.relation, pair.first.key, pair.second.key, pair.word)


def tags_of_files() -> Tags:
    """The terms of the vocabulary's files; their code is their primary key."""
    files = {
        "industry": (*tables.read_industry_groups(), *tables.read_industries()),
        "technique": tables.read_techniques(),
        "process": tables.read_processes(),
        "region": tables.read_regions(),
    }
    return Tags(_tag(name, row) for name, rows in files.items() for row in rows)


def _tag(vocabulary: str, row: Any) -> Tag:
    """A term as its file has it."""
    aliases = (*row.aliases_zh, *row.aliases_en)
    marked = getattr(row, "ambiguous", ())
    above = {name: f"{vocabulary}:{code}" for name in ("parent", "industry_group") if (code := getattr(row, name, ""))}
    return Tag(
        *(f"{vocabulary}:{row.code}", vocabulary, row.code, row.zh, row.en, aliases),
        *(
            frozenset(aliases if marked is True else marked or ()),
            above.get("parent", ""),
            above.get("industry_group", ""),
        ),
    )
