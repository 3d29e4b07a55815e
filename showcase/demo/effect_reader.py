"""Read the effect rows of a story: one row a printed figure."""

from __future__ import annotations

from showcase.demo.codes import (
    DIRECTIONS,
    ENERGY_BASES,
    EVIDENCE,
    LANGUAGES,
    PERIODS,
    QUANTITIES,
    SCOPES,
    KnownCodes,
)
from showcase.demo.records import EffectFacts, SourceFacts
from showcase.demo.sourced import check_source
from showcase.demo.tables import Bilingual, Table

_KEYS = set(EffectFacts.__annotations__) - {"line"}


def read_effects(table: Table, sources: tuple[SourceFacts, ...], known: KnownCodes) -> tuple[EffectFacts, ...]:
    """The rows under ``effects``, each checked against the closed sets and its source."""
    effects = []
    keys: set[str] = set()
    for row in table.tables("effects"):
        effect = _read_effect(row, sources, known)
        if effect.key in keys:
            row.fault(f"the effect key “{effect.key}” stands twice")
        keys.add(effect.key)
        effects.append(effect)
    return tuple(effects)


def _read_effect(row: Table, sources: tuple[SourceFacts, ...], known: KnownCodes) -> EffectFacts:
    row.only(_KEYS)
    effect = EffectFacts(
        key=row.text("key"),
        quantity=row.choice("quantity", QUANTITIES),
        printed=row.text("printed"),
        printed_language=row.choice("printed_language", LANGUAGES),
        low=row.number("low"),
        high=row.number("high"),
        unit=_read_unit(row, known),
        per=row.choice("per", PERIODS),
        direction=row.choice("direction", DIRECTIONS),
        of_what=row.bilingual("of_what", required=True) or Bilingual("", ""),
        period=row.date("period"),
        scope=row.choice("scope", SCOPES),
        evidence=row.choice("evidence", EVIDENCE),
        basis=row.choice("basis", ENERGY_BASES) if "basis" in row else "",
        source=_read_source(row, sources),
        aside=row.flag("aside"),
        before=row.number("before"),
        after=row.number("after"),
        line=row.line,
    )
    _check_values(row, effect)
    return effect


def _read_source(row: Table, sources: tuple[SourceFacts, ...]) -> int:
    source = check_source(row, "source", sources)
    if source is None:
        row.fault("the effect names no source")
    return source or 0


def _read_unit(row: Table, known: KnownCodes) -> str:
    unit = row.text("unit")
    if unit and unit not in known.units:
        row.fault(f"unknown unit “{unit}”", row.line_of("unit"))
    return unit


def _check_values(row: Table, effect: EffectFacts) -> None:
    if effect.low is None and effect.high is None:
        row.fault("an effect has a low or a high value")
    if effect.low is not None and effect.high is not None and effect.low > effect.high:
        row.fault("the low value is above the high one", row.line_of("low"))
    if (effect.before is None) != (effect.after is None):
        row.fault("before and after are given together or not at all")
