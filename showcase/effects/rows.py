"""Effects as figures of a card and as rows of the fact box, in the reader's language and the published digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date
from showcase.cards import EffectFigure
from showcase.choices import Evidence
from showcase.effects.amounts import AMOUNTS, COMPARED_SCOPES, Amount, amount_of, compares
from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.display import Figure, change, figure, format_quantity, printed_digits, rounded
from showcase.effects.models import Effect
from showcase.effects.units import unit_of
from showcase.panels import BeforeAfter, EffectRow

ON_A_CARD = 2
EITHER_WAY = (Quantity.WATER_INTENSITY, Quantity.ENERGY_INTENSITY, Quantity.SHARE, Quantity.CAPACITY, Quantity.OTHER)
# What stands before a colon; a ratio such as 1:8 has none after it.
_OWNER_AND_REST = re.compile(r"：|: ")
_FOUR_DIGITS = Context(prec=4)
# Comparable unit → the unit and the period in which its figures are written.
COMPARED_IN: dict[str, tuple[str, Per]] = {
    "tce/a": ("tce", Per.YEAR),
    "tCO2/a": ("tCO2", Per.YEAR),
    "m³/a": ("m3", Per.YEAR),
    "CNY": ("CNY", Per.NONE),
    "CNY/a": ("CNY", Per.YEAR),
    "a": ("a", Per.NONE),
}


@dataclass(frozen=True)
class WantedFigures:
    """What the reader filters or sorts by: amount → test of a number; `every`: see `amounts_of`."""

    amounts: Mapping[str, Callable[[float], bool]] = field(default_factory=dict)
    every: bool = False


NOTHING_WANTED = WantedFigures()


def told_in(language: str, effects: Iterable[Effect]) -> list[Effect]:
    """Return the effects that a page in this language shows: in English those that have English words."""
    return [effect for effect in effects if not language.startswith("en") or effect.of_what_en.strip()]


def strongest(
    effects: Iterable[Effect],
    number: int = ON_A_CARD,
    wanted: WantedFigures = NOTHING_WANTED,
    *,
    of_one_plant: bool = True,
    repeated: Collection[int] = (),
) -> list[Effect]:
    """Return the figures of a card: first what the reader looks for, then those of a measure or project.

    Comparable ones come first. Expected values and figures of other dates or scopes are left out unless the reader
    looks for them: a card has no room to explain them. An investment comes last: it is no effect. `of_one_plant`: all
    figures of the story are of the same plant; else only those that name the same one stand together. `repeated`: keys
    of effects that are a case's and don't answer what the reader looks for.
    """
    effects = told_in(get_language() or "", effects)
    own = [effect for effect in effects if effect.pk not in repeated]
    first = [effect for code in wanted.amounts if (effect := _strongest_of(own, AMOUNTS[code], wanted))]
    fit = [e for e in effects if e.evidence != Evidence.DESIGN_OR_EXPECTED and not e.aside and e not in first]
    fit.sort(key=lambda e: (_is_spent(e), e.scope not in COMPARED_SCOPES, e.comparable_value is None))
    found = [*first, *fit]
    if not of_one_plant:
        found = [effect for effect in found if owner_in(effect.of_what_zh) == owner_in(found[0].of_what_zh)]
    return found[:number]


def owner_in(of_what: str) -> str:
    """Return the plant that the words of a figure begin with, before their colon; empty where they name none."""
    return _OWNER_AND_REST.split(of_what, maxsplit=1)[0].strip() if _OWNER_AND_REST.search(of_what) else ""


def _is_spent(effect: Effect) -> bool:
    return effect.quantity == Quantity.INVESTMENT


def _strongest_of(effects: Iterable[Effect], amount: Amount, wanted: WantedFigures) -> Effect | None:
    """Return the effect with the strongest number of an amount that passes the reader's test."""
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


def owned_figure(effect: Effect, url: str) -> EffectFigure:
    """Return a number of a card that is another plant's: it names whose, and leads to the case at `url`, if any."""
    name = owner_in(effect.of_what)
    rest = _OWNER_AND_REST.split(effect.of_what, maxsplit=1)[-1].strip() if name else effect.of_what
    found = effect_figure(effect)
    label = found.label.replace(effect.of_what, rest) if effect.of_what else found.label
    return replace(found, label=label, subject=name or ("" if rest in label else rest), url=url)


def effect_figure(effect: Effect) -> EffectFigure:
    """Return a number of a card, in the reader's language."""
    shown = _shown(effect)
    return EffectFigure(
        label=_card_label(effect),
        value=shown.value,
        unit=f"{shown.unit} ({shown.aside})" if shown.aside else shown.unit,
        evidence=Evidence(effect.evidence),
        evidence_label=effect.get_evidence_display(),
        scope_label=effect.get_scope_display(),
        period=shown_date(effect.period),
        source_number=effect.source_number,
        is_spent=_is_spent(effect),
    )


def _card_label(effect: Effect) -> str:
    """Return the label; a share or unnamed quantity also says what it is of."""
    name = effect.get_quantity_display()
    if effect.of_what and effect.quantity in (Quantity.SHARE, Quantity.OTHER):
        name = effect.of_what
    elif effect.of_what and unit_of(effect.unit).kind == "share":
        name = f"{name} · {effect.of_what}"
    return _turned(effect, name)


def _turned(effect: Effect, label: str) -> str:
    """Add the direction where a quantity may go either way: 34 % of water per product, reduced."""
    if effect.quantity not in EITHER_WAY or effect.direction not in (Direction.REDUCED, Direction.INCREASED):
        return label
    return _("%(quantity)s, %(direction)s") % {"quantity": label, "direction": effect.get_direction_display()}


def effect_row(effect: Effect, *, cite: bool = True) -> EffectRow:
    """Return a row of the fact box; `cite=False` where the story's own list of sources is not on the page."""
    shown, pair = _shown(effect), _pair(effect)
    return EffectRow(
        key=str(effect.uid),
        label=_turned(effect, effect.get_quantity_display()),
        value=shown.value,
        unit=pair.unit if pair else shown.unit,
        evidence=Evidence(effect.evidence),
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
    return figure(effect.low, effect.high, effect.unit, effect.per, get_language() or "zh-hans")


def _pair(effect: Effect) -> Figure | None:
    """Return both absolute values in one scale, only where both are published: a new plant has no *before*."""
    if effect.before is None or effect.after is None or min(effect.before, effect.after) < 0:
        return None
    return change(effect.before, effect.after, effect.unit, effect.per, get_language() or "zh-hans")


def _before_after(effect: Effect, pair: Figure | None) -> BeforeAfter | None:
    if pair is None or effect.before is None or effect.after is None:
        return None
    before, after = pair.number.split(" → ")
    return BeforeAfter.of(float(effect.before), float(effect.after), before, after)


def four_digits(number: float | Decimal) -> Decimal:
    """Return a computed number in at most four digits, written out."""
    return Decimal(f"{_FOUR_DIGITS.create_decimal(Decimal(number)):f}")


def _converted(effect: Effect) -> str:
    """Return the figure in the common unit, where it was printed in another; computed, in no more digits."""
    if effect.comparable_value is None or effect.comparable_unit not in COMPARED_IN:
        return ""
    unit, per = COMPARED_IN[effect.comparable_unit]
    if effect.unit == unit or COMPARED_IN[effect.comparable_unit][0] in ("CNY", "a"):
        return ""
    digits = min([4, *(printed_digits(number) for number in (effect.low, effect.high) if number is not None)])
    plain = Decimal(f"{rounded(Decimal(effect.comparable_value), digits):f}")
    return _("about %(figure)s") % {"figure": format_quantity(plain, plain, unit, per, get_language() or "zh-hans")}
