"""Rules on figures told twice: the same row again, and rows that contradict each other or an older story."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from showcase.effects.plausibility.figures import Figure, Finding, Severity, StoryFigures, values
from showcase.effects.plausibility.together import same_dimension, same_topic

_SAME = Decimal("0.02")
_CONFLICT = Decimal("0.05")  # of the same period
_FACTOR = Decimal(2)  # of different periods: a plant may have grown, but hardly doubled


def same_twice(story: StoryFigures) -> Iterator[Finding]:
    """Yield two rows with the same quantity, number, unit, scope, period and subject."""
    for one, other in combinations(story.figures, 2):
        if _identity(one) == _identity(other):
            yield Finding("same_twice", Severity.WARNS, (one.key, other.key))


def _identity(figure: Figure) -> tuple[object, ...]:
    numbers = (figure.quantity, figure.low, figure.high, figure.unit, figure.per, figure.direction)
    return (*numbers, figure.scope, figure.period, figure.owner, figure.topic)


def contradicting(story: StoryFigures) -> Iterator[Finding]:
    """Yield two rows of the same thing with different numbers, both in the fact box.

    The answer to it is to keep the one that holds and to move the other to the table of other dates and scopes.
    """
    shown = [figure for figure in story.figures if not figure.aside]
    for one, other in combinations(shown, 2):
        if _comparable(one, other) and _conflicts(one, other):
            told = values(first=one.value, second=other.value)
            yield Finding("contradicting", Severity.WARNS, (one.key, other.key), told)


def older_differs(story: StoryFigures) -> Iterator[Finding]:
    """Yield figures that contradict what another published story of the same enterprise says of the same thing."""
    for figure in (one for one in story.figures if not one.aside):
        related = [other for other in story.older if _comparable(figure, other)]
        if any(_differ(figure, other) <= _SAME for other in related):
            continue
        found = next((other for other in related if _conflicts(figure, other)), None)
        if found is not None:
            told = values(value=figure.value, older=found.value, period=found.period, printed=found.printed)
            yield Finding("older_differs", Severity.WARNS, (figure.key,), told)


def _comparable(one: Figure, other: Figure) -> bool:
    """Say whether two figures measure the same thing in the same way."""
    same = one.quantity == other.quantity and one.scope == other.scope and one.direction == other.direction
    return same and one.kind == other.kind and same_dimension(one, other) and _same_subject(one, other)


def _same_subject(one: Figure, other: Figure) -> bool:
    owners = one.owner == other.owner or not (one.owner and other.owner)
    words = same_topic(one, other) if one.owner == other.owner else one.topic == other.topic
    return owners and words and _plain(one) == _plain(other)


def _plain(figure: Figure) -> str:
    """Return the remarks in brackets: figures with different remarks are of different things."""
    return figure.of_what.replace(figure.topic, "")


def _conflicts(one: Figure, other: Figure) -> bool:
    exact = all(len(set(figure.numbers)) == 1 and len(figure.numbers) == 2 for figure in (one, other))
    if not exact:
        return False
    if one.period == other.period or not (one.period and other.period):
        return _differ(one, other) > _CONFLICT
    small, large = sorted((_base(one), _base(other)))
    return small > 0 and large / small > _FACTOR


def _differ(one: Figure, other: Figure) -> Decimal:
    """Return by which share of the larger one two figures differ."""
    first, second = _base(one), _base(other)
    return abs(first - second) / max(abs(first), abs(second), Decimal("0.000001"))


def _base(figure: Figure) -> Decimal:
    """Return the number in one unit of its kind, so that MWh and kWh compare."""
    return next(
        (n for s in ("kWh", "tce", "tCO2", "t", "m3", "CNY", "a") if (n := figure.amount(s)) is not None), figure.value
    )
