"""Effects as figures of a card and as rows of the fact box, in the reader's language and the published digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date
from showcase.cards import EffectFigure
from showcase.cards import Evidence as EvidenceCode
from showcase.effects.amounts import AMOUNTS, Amount, amount_of, compares
from showcase.effects.display import Figure, change, figure, format_quantity
from showcase.effects.models import Direction, Effect, Evidence, Quantity, Scope
from showcase.effects.units import Per, unit_of
from showcase.panels import BeforeAfter, EffectRow

ON_A_CARD = 2
_NARROW = (Scope.MEASURE, Scope.PROJECT)
_EITHER_WAY = (Quantity.WATER_INTENSITY, Quantity.SHARE, Quantity.CAPACITY, Quantity.OTHER)
_FOUR_DIGITS = Context(prec=4)
# The unit and the span of time in which each comparable figure is written.
_COMPARED: dict[str, tuple[str, Per]] = {
    "tce/a": ("tce", "year"),
    "tCO2/a": ("tCO2", "year"),
    "m³/a": ("m3", "year"),
    "CNY": ("CNY", "none"),
    "CNY/a": ("CNY", "year"),
    "a": ("a", "none"),
}


@dataclass(frozen=True)
class WantedFigures:
    """What the reader filters or orders by: amount → whether a number of it is wanted; `every`: see `amounts_of`."""

    amounts: Mapping[str, Callable[[float], bool]] = field(default_factory=dict)
    every: bool = False


NOTHING_WANTED = WantedFigures()


def strongest(
    effects: Iterable[Effect], number: int = ON_A_CARD, wanted: WantedFigures = NOTHING_WANTED
) -> list[Effect]:
    """What a card shows: what the reader looks for, then what a measure or project did, first what compares.

    Expected values and figures that stand aside (other dates, other scopes) are left out unless they are looked for:
    a card has no room to say which.
    """
    effects = list(effects)
    sought = [found for code in wanted.amounts if (found := _sought(effects, AMOUNTS[code], wanted))]
    fit = [e for e in effects if e.evidence != Evidence.DESIGN_OR_EXPECTED and not e.aside and e not in sought]
    fit.sort(key=lambda e: (e.scope not in _NARROW, e.comparable_value is None))
    return [*sought, *fit][:number]


def _sought(effects: Iterable[Effect], amount: Amount, wanted: WantedFigures) -> Effect | None:
    """The effect that has the strongest number wanted of an amount."""
    numbers = {
        effect.comparable_value: effect
        for effect in effects
        if effect.comparable_value is not None
        and amount_of(effect) is amount
        and (wanted.every or compares(effect))
        and wanted.amounts[amount.code](effect.comparable_value)
    }
    best = amount.strongest(numbers)
    return None if best is None else numbers[best]


def effect_figure(effect: Effect) -> EffectFigure:
    """A number of a card, in the reader's language."""
    shown = _shown(effect)
    return EffectFigure(
        label=_card_label(effect),
        value=shown.value,
        unit=f"{shown.unit} ({shown.aside})" if shown.aside else shown.unit,
        evidence=cast(EvidenceCode, effect.evidence),
        evidence_label=effect.get_evidence_display(),
        scope_label=effect.get_scope_display(),
        period=shown_date(effect.period),
        source_number=effect.source_number,
    )


def _card_label(effect: Effect) -> str:
    """A share, or a figure of no named quantity, says nothing without what it is of."""
    name = effect.get_quantity_display()
    if effect.of_what and effect.quantity in (Quantity.SHARE, Quantity.OTHER):
        name = effect.of_what
    elif effect.of_what and unit_of(effect.unit).kind == "share":
        name = f"{name} · {effect.of_what}"
    return _turned(effect, name)


def _turned(effect: Effect, label: str) -> str:
    """What a quantity that may go either way did: 34 % of water per product is less of it, not what is left."""
    if effect.quantity not in _EITHER_WAY or effect.direction not in (Direction.REDUCED, Direction.INCREASED):
        return label
    return _("%(quantity)s, %(direction)s") % {"quantity": label, "direction": effect.get_direction_display()}


def effect_row(effect: Effect, *, cite: bool = True) -> EffectRow:
    """A row of the fact box; `cite=False` where the story's own list of sources is not on the page."""
    shown, pair = _shown(effect), _pair(effect)
    return EffectRow(
        key=str(effect.uid),
        label=_turned(effect, effect.get_quantity_display()),
        value=shown.value,
        unit=pair.unit if pair else shown.unit,
        evidence=cast(EvidenceCode, effect.evidence),
        evidence_label=effect.get_evidence_display(),
        scope_label=effect.get_scope_display(),
        period=shown_date(effect.period),
        source_numbers=(effect.source_number,) if cite else (),
        of_what=effect.of_what,
        before_after=_before_after(effect, pair),
        printed=effect.printed,
        printed_language=effect.printed_language,
        basis_label=effect.get_basis_display() if effect.basis else "",
        converted=shown.aside or _converted(effect),
    )


def _shown(effect: Effect) -> Figure:
    return figure(effect.low, effect.high, effect.unit, cast(Per, effect.per), get_language() or "zh-hans")


def _pair(effect: Effect) -> Figure | None:
    """Both absolute values in one scale, only where both are published: a new plant has no *before*."""
    if effect.before is None or effect.after is None or min(effect.before, effect.after) < 0:
        return None
    return change(effect.before, effect.after, effect.unit, cast(Per, effect.per), get_language() or "zh-hans")


def _before_after(effect: Effect, pair: Figure | None) -> BeforeAfter | None:
    if pair is None or effect.before is None or effect.after is None:
        return None
    before, after = pair.number.split(" → ")
    return BeforeAfter.of(float(effect.before), float(effect.after), before, after)


def _converted(effect: Effect) -> str:
    """The figure in the common unit, where it was printed in another one; computed, so at most four digits."""
    if effect.comparable_value is None or effect.comparable_unit not in _COMPARED:
        return ""
    unit, per = _COMPARED[effect.comparable_unit]
    if effect.unit == unit or _COMPARED[effect.comparable_unit][0] in ("CNY", "a"):
        return ""
    amount = _FOUR_DIGITS.create_decimal_from_float(effect.comparable_value)
    plain = Decimal(f"{amount:f}")
    return _("about %(figure)s") % {"figure": format_quantity(plain, plain, unit, per, get_language() or "zh-hans")}
