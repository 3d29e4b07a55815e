"""What the files of a story hold, as frozen records; conventions as in `records`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from showcase.choices import Evidence, Standing, StoryKind
from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts, Flag, Text
from showcase.demo.reading.records import Sources
from showcase.demo.reading.texts import StoryText
from showcase.effects.choices import CoalBasis, Direction, Per, Quantity, Scope
from showcase.stories.checks.wording import MESSAGES
from showcase.stories.models import Depth

_SOURCED = (Standing.LISTED, Standing.PROPOSED, Standing.PRESS_STATEMENT)
_BOTH = "give this in both languages or in neither"


class EffectFacts(Facts):
    """One figure as printed. ``low`` alone means at least, ``high`` alone at most.

    ``unit`` is a symbol of the unit registry without its per-year part, which ``per`` holds.
    """

    key: Text
    quantity: Quantity
    printed: Text
    printed_language: Literal["zh-hans", "en"]
    low: Decimal | None = None
    high: Decimal | None = None
    unit: fields.Unit
    per: Per
    direction: Direction
    of_what: Bilingual
    period: fields.DateOrBlank = ""
    scope: Scope
    evidence: Evidence
    basis: CoalBasis | None = None
    source: fields.SourceNumber
    aside: Flag = False
    before: Decimal | None = None
    after: Decimal | None = None

    rules = (
        ("high", lambda it: it.low is None and it.high is None, "an effect has a low or a high value"),
        ("high", lambda it: None not in (it.low, it.high) and it.low > it.high, "“low” is above “high”"),
        ("after", lambda it: (it.before is None) != (it.after is None), "give both “before” and “after”, or neither"),
    )


class OverruledFacts(Facts):
    """Why a finding of the checks is overruled: the published figure stands although the rule doubts it.

    ``effects``: keys of the figures concerned; none for numbers of the text that no row has.
    """

    rule: Literal[tuple(MESSAGES)]  # type: ignore[valid-type]  # the rules are data
    effects: tuple[Text, ...] = ()
    reason: Text


class PlantFacts(Facts):
    """What a source says of the plant; blank or ``None`` where it says nothing."""

    product_zh: str = ""
    product_en: str = ""
    yearly_output: str = ""
    hours: int | None = None
    carrier_replaced_zh: str = ""
    carrier_replaced_en: str = ""
    energy_price: str = ""
    build: Literal["", "new", "retrofit"] = ""
    provider_zh: str = ""
    provider_en: str = ""
    source: fields.SourceNumber

    rules = (
        ("product_en", lambda it: bool(it.product_zh) != bool(it.product_en), _BOTH),
        ("carrier_replaced_en", lambda it: bool(it.carrier_replaced_zh) != bool(it.carrier_replaced_en), _BOTH),
        ("provider_en", lambda it: bool(it.provider_zh) != bool(it.provider_en), _BOTH),
    )


def _is_case(story: fields.Values) -> bool:
    return bool(story.kind == StoryKind.CASE)


def _own_keys(effects: tuple[EffectFacts, ...]) -> tuple[EffectFacts, ...]:
    keys = [effect.key for effect in effects]
    fields.refuse_items(
        (place, f"the effect key “{key}” stands twice") for place, key in enumerate(keys) if key in keys[:place]
    )
    return effects


class StoryFile(Facts):
    """One story: its facts, and its text by language (``zh-hans``, ``en``).

    ``sketch``: the text of its drawing (`portal.charts.sketches.reading`), empty where it has none.
    ``held_back``: why it stays a draft (a source or the full name is wanted); ``None`` where it is published.
    ``enterprises`` are file names in ``enterprises/``.
    """

    slug: str
    path: Path
    sketch: str = ""
    texts: Mapping[str, StoryText]

    kind: StoryKind
    number: Text
    held_back: Bilingual | None = None
    depth: Depth
    cross_industry: Flag = False
    industries: tuple[fields.Industry, ...] = ()
    techniques: Annotated[tuple[fields.Technique, ...], Field(min_length=1)]
    processes: tuple[fields.Process, ...] = ()
    regions: tuple[fields.Region, ...] = ()
    goals: tuple[fields.Goal, ...] = ()
    enterprises: tuple[fields.EnterpriseKey, ...] = ()
    programmes: tuple[fields.Programme, ...] = ()
    levels: tuple[fields.Level, ...] = ()
    standing: Standing
    standing_source: fields.SourceNumber | None = None
    standing_note: Bilingual | None = None
    plant: PlantFacts | None = None
    year: int | None = None
    confirmed_on: fields.Date
    caveat: Bilingual | None = None
    related: tuple[Annotated[str, fields.known("stories", "no other story is called “{}”")], ...] = ()
    sources: Annotated[Sources, Field(min_length=1)]
    effects: Annotated[tuple[EffectFacts, ...], AfterValidator(_own_keys)] = ()
    overruled: tuple[OverruledFacts, ...] = ()

    rules = (
        (
            "overruled",
            lambda it: {key for one in it.overruled for key in one.effects} - {one.key for one in it.effects},
            "“overruled” names an effect that is not there",
        ),
        ("depth", lambda it: it.depth == Depth.LEAD and not it.held_back, "a lead says in “held_back” what is wanted"),
        (
            "industries",
            lambda it: not (it.industries or it.cross_industry),
            "the story names no industry and is not marked “cross_industry”",
        ),
        ("regions", lambda it: _is_case(it) and not it.regions, "a case names its region"),
        (
            "enterprises",
            lambda it: _is_case(it) and not (it.enterprises or it.held_back),
            "a case names its enterprise or park",
        ),
        (
            "standing",
            lambda it: _is_case(it) == (it.standing == Standing.COMPILED),
            "unknown standing “{standing}” for a {kind}: a case is never “compiled”, any other story always is",
        ),
        (
            "standing_source",
            lambda it: it.standing in _SOURCED and not it.standing_source,
            "the standing names its source",
        ),
        ("standing_note", lambda it: _is_case(it) and not it.standing_note, "“standing_note” is missing"),
    )
