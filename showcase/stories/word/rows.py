"""Rows of a draft from a file: complete ones as rows, others as typed, for the editor to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError

from portal.pages.rows import TypedRow
from portal.text.chinese_text import han_count
from showcase.effects.choices import Scale
from showcase.effects.entered import NUMBERS, number_words, parse_figure, printed_scale, unit_words
from showcase.effects.models import Effect
from showcase.effects.units import UnitError
from showcase.effects.wording.read_effect import ReadEffect
from showcase.stories.models import StoryPage
from showcase.stories.relations import StorySource
from showcase.stories.word.composing.figures import FoundFigure
from showcase.stories.word.composing.sources import SourceLine

Typed = Mapping[str, str]


def add_sources(page: StoryPage, sources: Iterable[SourceLine]) -> None:
    """Give a new page its sources."""
    _add(page, "sources", _source_row, [_source(source) for source in sources])


def add_effects(page: StoryPage, figures: Iterable[FoundFigure], sources: Sequence[int], missing: Typed) -> None:
    """Give a new page its effects. `sources`: numbers that exist; `missing`: values for fields that stay empty."""
    typed = [{**effect_fields(one.effect), "source_number": _typed(one.source_number(sources))} for one in figures]
    filled = [{**row, **{name: value for name, value in missing.items() if not row.get(name)}} for row in typed]
    add_effect_rows(page, filled)


def add_effect_rows(page: StoryPage, typed: Iterable[Typed]) -> None:
    """Give a new page its effects, each as field → what an editor would type."""
    _add(page, "effects", _effect_row, typed)


def _add(page: StoryPage, relation: str, make: Callable[[Typed], StorySource | Effect], typed: Iterable[Typed]) -> None:
    complete: list[StorySource | Effect] = []
    unfinished: list[TypedRow] = []
    for at, fields in enumerate(typed):
        uid = uuid4()
        try:
            row = make({name: value for name, value in fields.items() if value})
            row.uid, row.sort_order = uid, at
            row.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)  # `clean` asks the same
        except (ValidationError, UnitError):
            unfinished.append(TypedRow(str(uid), at, fields))
        else:
            complete.append(row)
    setattr(page, relation, complete)
    page.keep_typed_rows(relation, unfinished)


def _source_row(fields: Typed) -> StorySource:
    return StorySource(**fields)


def _effect_row(fields: Typed) -> Effect:
    """Return the row of a figure as its form would store it; raises UnitError for what the form refuses."""
    numbers = {name: fields[name] for name in NUMBERS if name in fields}
    entered = parse_figure(numbers, fields.get("unit", ""))
    others = {name: value for name, value in fields.items() if name not in {*NUMBERS, "unit"}}
    return Effect(**others, **entered.numbers, unit=entered.unit, entered_scale=entered.scale or "")


def _source(source: SourceLine) -> Typed:
    return {
        "number": str(source.number),
        "publisher": source.publisher,
        "title": source.title,
        "date": source.date,
        "url": source.url,
        **({"kind": source.kind} if source.kind else {}),
    }


def effect_fields(effect: ReadEffect) -> Typed:
    """Return what an editor would type for a figure: its numbers in the scale of its words, 186 and 万kWh."""
    scale = printed_scale(effect)
    fields = {
        "quantity": effect.quantity,
        "direction": effect.direction,
        "printed": " ".join(effect.printed.split()),  # cells of a table are parted by tabs
        "printed_language": "zh-hans" if han_count(effect.printed) else "en",
        "of_what_zh": effect.of_what,
        "low": _number(effect.low, scale),
        "high": _number(effect.high, scale),
        "per": effect.per,
        "unit": unit_words(effect.unit, scale, "zh-hans"),
        "evidence": effect.evidence,
        "before": _number(effect.before, scale),
        "after": _number(effect.after, scale),
        "period": effect.period,
    }
    return {name: _typed(value) for name, value in fields.items()}


def _typed(value: object) -> str:
    """Return a value as an editor would type it."""
    return "" if value is None else str(value)


def _number(value: Decimal | None, scale: Scale | None) -> str:
    return "" if value is None else number_words(value, scale)
