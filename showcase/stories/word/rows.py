"""Rows of a draft from a Word file: complete ones as rows, others as typed, for the editor to complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError

from portal.pages.rows import TypedRow
from portal.text.chinese_text import han_count
from showcase.effects.models import Effect
from showcase.stories.models import StoryPage
from showcase.stories.relations import StorySource
from showcase.stories.word.composing.figures import FoundFigure
from showcase.stories.word.composing.sources import SourceLine

Typed = Mapping[str, str]


def add_sources(page: StoryPage, sources: Iterable[SourceLine]) -> None:
    """Give a new page its sources."""
    _add(page, "sources", StorySource, [_source(source) for source in sources])


def add_effects(page: StoryPage, figures: Iterable[FoundFigure], sources: Sequence[int], missing: Typed) -> None:
    """Give a new page its effects. `sources`: numbers that exist; `missing`: values for fields that stay empty."""
    typed = [_effect(figure, sources) for figure in figures]
    filled = [{**row, **{name: value for name, value in missing.items() if not row.get(name)}} for row in typed]
    _add(page, "effects", Effect, filled)


def _add(page: StoryPage, relation: str, model: type[StorySource | Effect], typed: Iterable[Typed]) -> None:
    complete: list[StorySource | Effect] = []
    unfinished: list[TypedRow] = []
    for at, fields in enumerate(typed):
        row = model(uid=uuid4(), sort_order=at, **{name: value for name, value in fields.items() if value})
        try:
            row.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)  # `clean` asks the same
        except ValidationError:
            unfinished.append(TypedRow(str(row.uid), at, fields))
        else:
            complete.append(row)
    setattr(page, relation, complete)
    page.keep_typed_rows(relation, unfinished)


def _source(source: SourceLine) -> Typed:
    return {
        "number": str(source.number),
        "publisher": source.publisher,
        "title": source.title,
        "date": source.date,
        "url": source.url,
    }


def _effect(figure: FoundFigure, sources: Sequence[int]) -> Typed:
    effect = figure.effect
    fields = {
        "quantity": effect.quantity,
        "direction": effect.direction,
        "printed": " ".join(effect.printed.split()),  # cells of a table are parted by tabs
        "printed_language": "zh-hans" if han_count(effect.printed) else "en",
        "of_what_zh": effect.of_what,
        "low": effect.low,
        "high": effect.high,
        "per": effect.per,
        "unit": effect.unit,
        "evidence": effect.evidence,
        "before": effect.before,
        "after": effect.after,
        "period": effect.period,
        "source_number": figure.source_number(sources),
    }
    return {name: _typed(value) for name, value in fields.items()}


def _typed(value: object) -> str:
    """Return a value as an editor would type it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else "" if value is None else str(value)
