"""Reads public stories, their enterprises and further uses into memory; kept in the process by content version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.caching.content_version import current_vocabulary, kept_in_process, now
from showcase.choices import StoryKind
from showcase.effects.amounts import amount_of, compares
from showcase.effects.models import Effect
from showcase.enterprises.models import Enterprise
from showcase.for_your_plant.further_uses import FurtherUse, plant_of_enterprise, read_all
from showcase.for_your_plant.ranking.carriers import carriers_of, without_carriers
from showcase.for_your_plant.ranking.facts import Features, Measure
from showcase.for_your_plant.ranking.index import Use, UseFigure, UseIndex
from showcase.for_your_plant.ranking.speaking import (
    Speaking,
    Story,
    is_about_it_alone,
    is_figure_of,
    linked_both_ways,
)
from showcase.stories.coded import coded_stories
from showcase.stories.models import StoryPage
from showcase.stories.relations import RelatedStory, StoryEnterprise, StoryProcess
from showcase.vocabulary.models import Process, Technique
from showcase.vocabulary.names import fold_name
from showcase.vocabulary.tagging.in_text import Passage, Words, suggest
from showcase.vocabulary.tagging.stored import tags_of
from showcase.vocabulary.tagging.terms import Tags
from showcase.vocabulary.trees import industry_codes, industry_group_overrides

_BETWEEN_PRODUCTS = re.compile(r"[、，,；;/（）()]|\band\b")
_SHORTEST_PRODUCT = 2
_NOTHING: frozenset = frozenset()
_NEEDED = (
    *("page_id", "quantity", "direction", "scope", "evidence", "comparable_value", "comparable_unit"),
    *("aside", "of_what_zh"),
)


NamedFigure = tuple[UseFigure, frozenset[str]]
"""A figure, and the codes of techniques and machines that its words name."""


@dataclass(frozen=True)
class Known:
    """All that is compared. `plants`: enterprise (primary key) → what it has; `cases`: case (page) → what it has.

    `enterprises_of`: case → its enterprises, merged ones as those kept.
    """

    index: UseIndex
    plants: Mapping[int, Features]
    cases: Mapping[int, Features]
    enterprises_of: Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class _Public:
    """A public story: what decides for which measures it speaks, and what it has."""

    kind: str
    story: Story
    features: Features
    every_industry: bool


def known() -> Known:
    """Return what is public now; about a dozen queries after a change of the content, none else."""
    return kept_in_process("for-your-plant", now(), read_known)


def read_known() -> Known:
    """Read it now."""
    effects = list(Effect.objects.only(*_NEEDED))
    stories = {one.story.key: one for one in _public_stories(effects)}
    measures = {key: one for key, one in stories.items() if one.kind != StoryKind.CASE}
    cases = {key: one for key, one in stories.items() if one.kind == StoryKind.CASE}
    speaking = Speaking({key: one.story for key, one in measures.items()})
    speaks = {key: speaking.by(one.story) for key, one in cases.items()}
    enterprises = _enterprises_of(cases)
    itself = {key: frozenset({key}) for key in measures}
    figures = _figures(cases, effects)
    uses = (*_uses(cases, enterprises, speaks, speaking.measures, figures), *_further(speaks | itself))
    ranked = (Measure(key, one.features, one.every_industry) for key, one in measures.items())
    return Known(
        index=UseIndex.of(ranked, uses),
        plants=_plants(cases, enterprises),
        cases={key: one.features for key, one in cases.items()},
        enterprises_of=enterprises,
    )


def _public_stories(effects: Iterable[Effect]) -> Iterator[_Public]:
    """Yield the public stories; three queries beside those of `coded_stories`."""
    coded = coded_stories()
    rows = StoryPage.objects.filter(pk__in=[story.page_id for story in coded])
    facts = {key: rest for key, *rest in rows.values_list("pk", "cross_industry", "casestudypage__product")}
    machines = _by_page(StoryProcess.objects.values_list("page_id", "process__code"))
    saved = _by_page((effect.page_id, effect.quantity) for effect in effects)
    linked = linked_both_ways(RelatedStory.objects.values_list("page_id", "target_id"))
    for one in coded:
        key, (every_industry, product) = one.page_id, facts[one.page_id]
        techniques = narrowest(one.techniques)
        features = Features(
            industries=one.industries,
            machines=without_carriers(machines[key]),
            carriers=carriers_of(machines[key], techniques, saved[key]),
            products=product_names(product or ""),
        )
        story = Story(key, techniques, features.machines, linked.get(key, _NOTHING))
        yield _Public(one.kind, story, features, every_industry)


def narrowest(techniques: Collection[str]) -> frozenset[str]:
    """Return the techniques without the groups of those named: `T02` only where it stands alone."""
    groups = {code.partition(".")[0] for code in techniques if "." in code}
    return frozenset(techniques) - groups


def _by_page(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """Return page → codes; rows of drafts and private pages are read too and never looked up."""
    found: dict[int, set[str]] = defaultdict(set)
    for page, code in pairs:
        found[page].add(code)
    return found


def product_names(text: str) -> frozenset[str]:
    """Return the names in what a case says of its product, folded: `PA6 切片、锦纶长丝` has two."""
    parts = (fold_name(part) for part in _BETWEEN_PRODUCTS.split(text))
    return frozenset(part for part in parts if len(part) >= _SHORTEST_PRODUCT)


def _enterprises_of(cases: Mapping[int, _Public]) -> dict[int, frozenset[int]]:
    rows = StoryEnterprise.objects.values_list("page_id", "enterprise_id", "enterprise__merged__into_id")
    found: dict[int, set[int]] = defaultdict(set)
    for page, enterprise, into in rows:
        if page in cases:
            found[page].add(into or enterprise)
    return {page: frozenset(keys) for page, keys in found.items()}


def _uses(
    cases: Mapping[int, _Public],
    enterprises: Mapping[int, frozenset[int]],
    speaks: Mapping[int, frozenset[int]],
    measures: Mapping[int, Story],
    figures: Mapping[int, list[NamedFigure]],
) -> Iterator[Use]:
    """Yield what each case says of each measure it speaks for; its machines only where it is about that measure."""
    for key, case in cases.items():
        units = enterprises.get(key)
        plant = plant_of_enterprise(min(units)) if units else f"story:{key}"
        for measure in (measures[other] for other in speaks[key]):
            alone = is_about_it_alone(case.story, measure)
            features = case.features if alone else replace(case.features, machines=_NOTHING)
            own = (figure for figure, named in figures[key] if is_figure_of(named, case.story, measure))
            yield Use(measure.key, plant, features, tuple(own))


def _figures(cases: Mapping[int, _Public], effects: Iterable[Effect]) -> dict[int, list[NamedFigure]]:
    """Return case → its figures that can be compared, as everywhere on the site, each with the codes its words name."""
    found: dict[int, list[NamedFigure]] = defaultdict(list)
    words = _words()
    for effect in effects:
        amount, value = amount_of(effect), effect.comparable_value
        if effect.page_id in cases and amount and value is not None and not effect.aside and compares(effect):
            named = suggest([Passage(effect.of_what_zh)], words)
            figure = UseFigure(amount.code, value, effect.evidence, effect.page_id)
            codes = frozenset(one.tag.code for one in named if not one.is_ambiguous)
            found[effect.page_id].append((figure, codes))
    return found


def _words() -> Words:
    """Return the names of techniques and machines, to be found in the words of figures."""

    def read() -> Words:
        tags = (*tags_of("technique", Technique), *tags_of("process", Process))
        return Words(Tags(tags))

    return kept_in_process("for-your-plant.words", current_vocabulary(), read)


def _further(speaks: Mapping[int, frozenset[int]]) -> Iterator[Use]:
    """Yield further uses of public stories, one for each measure that the story is or speaks for."""
    groups = industry_group_overrides()
    for one in read_all():
        features = _features(one, groups)
        for measure in speaks.get(one.story, _NOTHING):
            yield Use(measure, one.plant, features, one.figures, one.adopted)


def _features(one: FurtherUse, groups: Mapping[str, str]) -> Features:
    industries = industry_codes(one.industries, groups)
    return Features(industries=industries, machines=without_carriers(one.machines), carriers=frozenset(one.carriers))


def _plants(cases: Mapping[int, _Public], enterprises: Mapping[int, frozenset[int]]) -> dict[int, Features]:
    """Return published enterprise → what it and its public cases have; invented ones are no plants to compare with."""
    reported: dict[int, list[Features]] = defaultdict(list)
    for case, keys in enterprises.items():
        for key in keys:
            reported[key].append(cases[case].features)
    rows = Enterprise.objects.published().filter(is_example=False).values_list("pk", "size")
    industries = _by_page(_enterprise_industries())
    groups = industry_group_overrides()
    return {key: _joined(industry_codes(industries[key], groups), size, reported[key]) for key, size in rows}


def _enterprise_industries() -> Any:
    through = Enterprise.industries.through.objects
    return through.values_list("enterprise_id", "industry__code")


def _joined(industries: frozenset[str], size: str, cases: Iterable[Features]) -> Features:
    cases = list(cases)
    return Features(
        industries=industries.union(*(case.industries for case in cases)),
        machines=frozenset().union(*(case.machines for case in cases)),
        carriers=frozenset().union(*(case.carriers for case in cases)),
        products=frozenset().union(*(case.products for case in cases)),
        size=size,
    )
