"""What the home page tells in figures: one technique, its cases, and what each of them publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from django.utils.translation import get_language

from showcase.atlas.choosing import TOLD, CaseFigure, Chosen, choose
from showcase.cards import Chip, EffectFigure
from showcase.choices import Evidence, StoryKind
from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.display import bound_words, in_one_scale
from showcase.effects.models import Effect
from showcase.effects.rows import effect_figure, told_in
from showcase.search_address import search_address
from showcase.stories.card_builder import enterprise_names, published_enterprises
from showcase.stories.coded import coded_stories, of_kinds
from showcase.stories.models import StoryPage
from showcase.stories.queries import enterprise_lookup
from showcase.stories.reading import Reading, readings
from showcase.vocabulary.chips import technique_chip
from showcase.vocabulary.models import Technique

_ATTAINED = (Evidence.VERIFIED, Evidence.METERED, Evidence.COMPANY_STATEMENT)
_CHECKED = (Evidence.VERIFIED, Evidence.METERED)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One case: its owner, its address, the figure as published and what it is of; `share`: 0–100 of the largest."""

    owner: str
    url: str
    language: str
    figure: EffectFigure
    of_what: str
    share: int


@dataclass(frozen=True, slots=True)
class FigureStory:
    """The lines, largest first, and what they have in common.

    `technique`: the group; `quantity`: what all of them measure; `checked`: how many of them are metered or verified;
    `url`: the search for the cases of the technique.
    """

    technique: Chip
    quantity: str
    lines: tuple[FigureLine, ...]
    checked: int
    url: str

    @property
    def largest(self) -> FigureLine:
        return self.lines[0]

    @property
    def smallest(self) -> FigureLine:
        return self.lines[-1]


def figure_story() -> FigureStory | None:
    """Read the figures that are public now, choose, and lay them out in the reader's language.

    Invented enterprises have no part in it.
    """
    cases = {story.page_id: story for story in of_kinds(coded_stories(), StoryKind.CASE)}
    language = get_language() or "zh-hans"
    effects = {effect.pk: effect for effect in told_in(language, _effects(cases))}
    sources = StoryPage.objects.filter(pk__in={effect.page_id for effect in effects.values()})
    sources = sources.defer("body").prefetch_related(enterprise_lookup())
    found = {reading.source.pk: reading for reading in readings(sources, language)}
    figures = []
    for effect in effects.values():
        owners = published_enterprises(found[effect.page_id].source)
        if owners and not any(owner.is_example for owner in owners):
            groups = frozenset(code for code in cases[effect.page_id].techniques if "." not in code)
            figures.append(_figure(effect, owners[0].pk, groups))
    chosen = choose(figures)
    return _story(chosen, effects, found) if chosen else None


def _effects(cases: Iterable[int]) -> list[Effect]:
    """Return what cases attained in a year: neither expected nor estimated, and no figure of another date."""
    rows = Effect.objects.filter(page__in=list(cases), aside=False, per=Per.YEAR, evidence__in=_ATTAINED)
    return list(rows.filter(quantity__in=TOLD).exclude(direction=Direction.INCREASED).order_by("pk"))


def _figure(effect: Effect, owner: int, groups: frozenset[str]) -> CaseFigure:
    return CaseFigure(effect.pk, effect.page_id, owner, groups, effect.quantity, effect.unit, effect.middle)


def _story(chosen: Chosen, effects: dict[int, Effect], found: dict[int, Reading]) -> FigureStory:
    largest = chosen.figures[0].number
    written = _in_one_scale([effects[figure.key] for figure in chosen.figures])
    lines = tuple(
        replace(figure_line(effects[one.key], found[one.case], _share(one.number, largest)), figure=figure)
        for one, figure in zip(chosen.figures, written, strict=True)
    )
    return FigureStory(
        technique=technique_chip(Technique.objects.get(code=chosen.group)),
        quantity=str(Quantity(chosen.quantity).label),
        lines=lines,
        checked=sum(line.figure.evidence in _CHECKED for line in lines),
        url=search_address(("technique", chosen.group), ("kind", StoryKind.CASE)),
    )


def _in_one_scale(effects: Sequence[Effect]) -> list[EffectFigure]:
    """Return the figures of one unit in one scale, as they are drawn beside each other: not GWh below MWh."""
    language, first = get_language() or "zh-hans", effects[0]
    ends = [[end for end in dict.fromkeys((one.low, one.high)) if end is not None] for one in effects]
    numbers, unit = in_one_scale((end for pair in ends for end in pair), first.unit, first.per, language)
    left = iter(numbers)
    values = ["–".join(islice(left, len(pair))) for pair in ends]
    return [
        replace(effect_figure(one), value=f"{bound_words(one.low, one.high, language)}{value}", unit=unit)
        for one, value in zip(effects, values, strict=True)
    ]


def _share(number: Decimal, largest: Decimal) -> int:
    """Return per cent of the largest; at least one, so that every line has a bar."""
    return max(1, round(100 * number / largest)) if largest else 1


def figure_line(effect: Effect, reading: Reading, share: int = 0) -> FigureLine:
    """Return the line of a case; where none of its enterprises is published, its title stands for the owner."""
    return FigureLine(
        owner=next(iter(enterprise_names(reading.source, reading.wanted)), reading.text.title),
        url=reading.text.get_url() or "",
        language=reading.language if reading.is_fallback else "",
        figure=effect_figure(effect),
        of_what=effect.of_what,
        share=share,
    )
