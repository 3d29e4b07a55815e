"""Whose figures the cards of the whole demonstration show, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from showcase.cards import EffectFigure
from showcase.choices import StoryKind
from showcase.demo.reading.files import DemoFiles
from showcase.demo.reading.story_records import EffectFacts, StoryFile
from showcase.demo.story_facts import effect_row
from showcase.effects.rows import effect_figure, owned_figure, owner_in, strongest
from showcase.models import Effect

LANGUAGES = ("zh-hans", "en")
Shown = list[tuple[Effect, EffectFigure]]


def effects_of(story: StoryFile) -> list[Effect]:
    found = [effect_row(story.slug, order, facts) for order, facts in enumerate(story.effects)]
    for effect in found:
        effect.set_comparable()
    return found


def cards(files: DemoFiles, language: str) -> Iterator[tuple[StoryFile, Shown]]:
    """Each story with the figures of its card."""
    with override(language):
        for story in files.stories:
            is_case = story.kind == StoryKind.CASE
            found = strongest(effects_of(story), of_one_plant=is_case)
            yield story, [(one, effect_figure(one) if is_case else owned_figure(one, "")) for one in found]


def figures_key(facts: EffectFacts) -> tuple[object, ...]:
    return (facts.quantity, facts.low, facts.high, facts.unit, facts.per, facts.scope)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_pairs_figures_of_two_plants(all_files: DemoFiles, language: str) -> None:
    for story, shown in cards(all_files, language):
        if story.kind != StoryKind.CASE:
            assert len({owner_in(effect.of_what_zh) for effect, _figure in shown}) <= 1, story.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_has_an_investment_before_an_effect(all_files: DemoFiles, language: str) -> None:
    for story, shown in cards(all_files, language):
        spent = [figure.is_spent for _effect, figure in shown]
        assert spent == sorted(spent), story.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_names_its_plant_does_so_on_the_card(all_files: DemoFiles, language: str) -> None:
    named = [
        (story.slug, figure.subject)
        for story, shown in cards(all_files, language)
        if story.kind != StoryKind.CASE
        for effect, figure in shown
        if owner_in(effect.of_what_zh)
    ]

    assert len(named) > 10
    assert [slug for slug, subject in named if not subject] == []


def test_a_figure_of_a_related_case_names_its_plant(all_files: DemoFiles) -> None:
    cases = {story.slug: story for story in all_files.stories if story.kind == StoryKind.CASE}
    unnamed = [
        f"{story.slug}: {facts.key}"
        for story in all_files.stories
        if story.kind != StoryKind.CASE
        for facts in story.effects
        for other in story.related
        if other in cases and figures_key(facts) in map(figures_key, cases[other].effects)
        if not owner_in(facts.of_what.zh) or not owner_in(facts.of_what.en)
    ]

    assert unnamed == []
