"""What the pages of techniques and industries say over their stories, ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from showcase.atlas.figure_story import FigureLine
from showcase.atlas.levels import levels_of
from showcase.atlas.neighbours import industries_beside, techniques_beside
from showcase.atlas.obstacles import Obstacles, obstacles_of
from showcase.cards import Chip
from showcase.search_address import search_address
from showcase.stories.coded import CodedStory, coded_stories
from showcase.vocabulary.chips import industry_chip, technique_chip
from showcase.vocabulary.models import Industry, Technique
from showcase.vocabulary.trees import industry_codes


@dataclass(frozen=True, slots=True)
class NeighbourLine:
    """A term beside this one. `shared`: how many stories or techniques; `url`: the search for them, empty for none."""

    chip: Chip
    shared: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class TermSayings:
    """Levels per unit of product, obstacles, and the terms that stand beside."""

    levels: tuple[FigureLine, ...]
    obstacles: Obstacles
    neighbours: tuple[NeighbourLine, ...]


def of_technique(code: str, stories: Sequence[CodedStory]) -> TermSayings:
    """Return what its public stories say of a technique."""
    found = techniques_beside(code, stories)
    terms = {term.code: term for term in Technique.objects.filter(code__in=[one.code for one in found])}
    lines = tuple(NeighbourLine(technique_chip(terms[one.code]), one.shared) for one in found if one.code in terms)
    return TermSayings((), obstacles_of(stories), lines)


def of_industry(code: str, stories: Sequence[CodedStory]) -> TermSayings:
    """Return what its public stories say of an industry; a section letter is too wide to have neighbours."""
    found = industries_beside(industry_codes([code]) | {code}, code, coded_stories()) if len(code) > 1 else ()
    terms = {term.code: term for term in Industry.objects.filter(code__in=[one.code for one in found])}
    lines = tuple(
        NeighbourLine(
            industry_chip(terms[one.code]),
            one.shared,
            search_address(("industry", one.code), *(("technique", technique) for technique in one.techniques)),
        )
        for one in found
        if one.code in terms
    )
    return TermSayings(levels_of(stories), obstacles_of(stories), lines)
