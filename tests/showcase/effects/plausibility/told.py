"""Figures and stories for the tests of the rules, with everything said that a test does not care about."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.figures import Figure, Finding, StoryFigures

TODAY = dt.date(2026, 11, 30)


def figure(key: str, quantity: str, number: float | str, unit: str, **more: Any) -> Figure:
    """An exact figure of one measure in 2024; money once, anything else a year."""
    value = Decimal(str(number))
    per = "none" if quantity in ("investment", "payback", "share", "capacity") else "year"
    plain: dict[str, Any] = {"per": per, "direction": "saved", "scope": "measure", "period": "2024", "of_what": "水泵"}
    stated = {"low": value, "high": value, **plain, **more}
    return Figure(key=key, quantity=quantity, unit=unit, **stated)


def story(*figures: Figure, **more: Any) -> StoryFigures:
    sets = {name: frozenset(more.pop(name, ())) for name in ("techniques", "regions")}
    return StoryFigures(figures=figures, today=TODAY, **sets, **more)


def found(*figures: Figure, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What the guard says: rule and figures of each finding."""
    return [(finding.rule, finding.keys) for finding in check(story(*figures, **more))]


def rules(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule for finding in findings}
