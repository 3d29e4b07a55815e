"""Reads the rows of effects of a case: the source's words, and what the columns beside them say. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.effects.choices import Per
from showcase.effects.display import format_quantity
from showcase.effects.reading import read_effects
from showcase.effects.wording.amounts_in_text import find_amounts, half_width
from showcase.effects.wording.read_effect import ReadEffect
from showcase.stories.effect_rows.answers import usual_direction
from showcase.stories.many.choices import labels_of, value_of
from showcase.stories.many.reading.lines import Fault, Line
from showcase.stories.word.composing.sources import read_date
from showcase.stories.word.rows import effect_fields

LONGEST_PRINTED = 500
_LISTS = {"quantity": "quantity", "per": "per", "scope": "scope", "evidence": "evidence"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a case: the source's words, what was read of them (None: nothing), and the fields of its row."""

    words: str
    effect: ReadEffect | None
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """The figures of a case in the order of the sheet, and the faults of their rows."""

    figures: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_figures(lines: Collection[Line], sources: Collection[int], language: str) -> ReadFigures:
    """Return the figures of a case; `sources`: the numbers of its sources, `language`: of what faults quote."""
    figures: list[Figure] = []
    faults: list[Fault] = []
    for line in lines:
        typed, found = _typed(line, sources)
        faults += found
        effects, unread = _effects(line, language)
        faults += unread
        figures += [Figure(_words(line), effect, _fields(line, effect, typed)) for effect in effects]
    return ReadFigures(tuple(figures), tuple(faults))


def _words(line: Line) -> str:
    return line.text("words") or f"{line.flat('value')}{line.flat('unit')}"


def _effects(line: Line, language: str) -> tuple[list[ReadEffect | None], list[Fault]]:
    """Return what a row states: by its columns where they have a number, else each figure that its words name."""
    words = line.text("words")
    if not _words(line):
        return [], [line.fault("words", "effect_empty")]
    try:
        in_words = list(read_effects(words))
    except ValueError:
        return [None], [line.fault("words", "words_too_long", value=words)]
    if not line.flat("value"):
        unread = [] if in_words else [line.fault("words", "words_unread", value=words)]
        return [*in_words] or [None], unread
    entered = _entered(line, in_words[0] if len(in_words) == 1 else None)
    if entered is None:
        return [None], [line.fault("value", "value_unread", value=f"{line.flat('value')} {line.flat('unit')}")]
    return [entered], list(_differences(line, entered, in_words, language))


def _entered(line: Line, stated: ReadEffect | None) -> ReadEffect | None:
    """Return the figure of the columns with what the words say besides; None where it cannot be read whole."""
    text = f"{line.flat('value')}{line.flat('unit')}"
    amounts = list(find_amounts(half_width(text)))
    if len(amounts) != 1 or amounts[0].start != 0 or amounts[0].end != len(text):
        return None
    amount = amounts[0]
    per = amount.per if amount.per is not Per.NONE else stated.per if stated else None
    base = stated or ReadEffect(text, 0, len(text), amount.low, amount.high, amount.symbol)
    return replace(
        base, printed=line.flat("words") or text, low=amount.low, high=amount.high, unit=amount.symbol, per=per
    )


def _differences(line: Line, entered: ReadEffect, in_words: list[ReadEffect], language: str) -> Iterator[Fault]:
    """Yield a fault where the words state other figures than the columns."""
    said = [(one.low, one.high, one.unit) for one in in_words]
    if in_words and (entered.low, entered.high, entered.unit) not in said:
        read = "; ".join(format_quantity(one.low, one.high, one.unit, Per.NONE, language) for one in in_words)
        yield line.fault("value", "words_differ", value=read)


def _typed(line: Line, sources: Collection[int]) -> tuple[dict[str, str], list[Fault]]:
    """Return the fields that the columns beside the words give, and the faults of those."""
    fields: dict[str, str] = {"of_what_zh": line.flat("of_what")}
    faults: list[Fault] = []
    for name, choices in _LISTS.items():
        words = line.flat(name)
        fields[name] = value_of(choices, words) if words else ""
        if words and not fields[name]:
            offered = tuple(labels_of(choices, "zh-hans").values())
            faults.append(line.fault(name, "no_such_choice", value=words, hints=offered))
    if words := line.flat("period"):
        fields["period"] = read_date(words)
        faults += [] if fields["period"] else [line.fault("period", "not_a_date", value=words)]
    if words := line.flat("source"):
        known = {str(number) for number in sources}
        fields["source_number"] = words if words in known else ""
        faults += [] if words in known else [line.fault("source", "no_such_source", value=words)]
    elif len(sources) == 1:
        fields["source_number"] = str(next(iter(sources)))
    return {name: value for name, value in fields.items() if value}, faults


def _fields(line: Line, effect: ReadEffect | None, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a row as an editor would type them."""
    words = " ".join(_words(line).split())
    if effect is None:
        numbers = {"printed": words[:LONGEST_PRINTED], "low": line.flat("value"), "unit": line.flat("unit")}
        return {**{name: value for name, value in numbers.items() if value}, **typed}
    entered = f"{line.flat('value')}{line.flat('unit')}"
    # Numbers of the columns keep the scale in which the columns say them
    shown = replace(effect, printed=entered) if line.flat("value") else effect
    read = {name: value for name, value in effect_fields(shown).items() if value}
    fields = {**read, **typed, "printed": " ".join(effect.printed.split())[:LONGEST_PRINTED]}
    if direction := fields.get("direction") or usual_direction(fields.get("quantity", "")):
        fields["direction"] = direction
    return fields
