"""Rules on money: payback, and investment and saving against energy and water."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from showcase.effects.choices import Quantity
from showcase.effects.plausibility.bounds import Bound, bounds, upper
from showcase.effects.plausibility.energy import ROUNDED, is_coal, is_electricity
from showcase.effects.plausibility.figures import Figure, Finding, Severity, StoryFigures, values
from showcase.effects.plausibility.together import pairs, same_project, same_setting, same_thing

# A payback is printed in half years and may count interest and tax: a fifth of it, and never less than half a year.
_SHARE_OF_PAYBACK, _LEAST_YEARS = Decimal("0.2"), Decimal("0.5")
_WATER = (Quantity.WATER_SAVED, Quantity.WATER_REUSED)
_SETS = re.compile(r"每套.{0,4}共\s*(\d+)\s*套")


def payback(story: StoryFigures) -> Iterator[Finding]:
    """Yield a payback that no investment ÷ yearly saving of its setting gives, within a fifth and half a year."""
    for told in (figure for figure in story.figures if figure.quantity == Quantity.PAYBACK):
        years = told.amount("a")
        near = [other for other in story.figures if same_setting(told, other)]
        computed = [(cost, gain, paid / saved) for cost, paid in _invested(near) for gain, saved in _saved(near)]
        if years is None or not computed or any(_agrees(years, found) for _cost, _gain, found in computed):
            continue
        cost, gain, found = min(computed, key=lambda one: abs(one[2] - years))
        yield Finding(
            "payback_differs",
            Severity.WARNS,
            (told.key, cost.key, gain.key),
            values(payback=years, computed=found, investment=cost.amount("CNY") or "", saving=gain.amount("CNY") or ""),
        )


def _agrees(printed: Decimal, computed: Decimal) -> bool:
    return abs(printed - computed) <= max(_SHARE_OF_PAYBACK * computed, _LEAST_YEARS)


def _invested(figures: list[Figure]) -> Iterator[tuple[Figure, Decimal]]:
    for figure in figures:
        amount = figure.amount("CNY") if figure.quantity == Quantity.INVESTMENT else None
        if amount:
            yield figure, amount


def _saved(figures: list[Figure]) -> Iterator[tuple[Figure, Decimal]]:
    for figure in figures:
        amount = figure.yearly("CNY") if figure.quantity == Quantity.COST_SAVED else None
        if amount:
            yield figure, amount


def saving_of_money(story: StoryFigures) -> Iterator[Finding]:
    """Yield money saved for a kilowatt-hour or a tonne of coal equivalent outside of any price."""
    yield from _prices(story, "kWh", bounds()["electricity_price"])
    yield from _prices(story, "tce", bounds()["energy_price"])


def _prices(story: StoryFigures, symbol: str, bound: Bound) -> Iterator[Finding]:
    energy = is_electricity if symbol == "kWh" else is_coal
    for gain, saved in pairs(story.figures, lambda figure: figure.quantity == Quantity.COST_SAVED, energy, same_thing):
        money, amount = gain.yearly("CNY"), saved.yearly(symbol)
        if money and amount and not bound.holds(money / amount, ROUNDED):
            told = values(ratio=money / amount, unit=f"CNY/{symbol}")
            yield Finding("price_implausible", Severity.WARNS, (gain.key, saved.key), told, bound.code)


def investment_and_saving(story: StoryFigures) -> Iterator[Finding]:
    """Yield an investment that its saving of energy or water never pays back, at the most favourable price."""
    for cost, saved in pairs(story.figures, _is_investment, _is_priced, same_project):
        yearly = _worth(saved)
        paid = cost.amount("CNY")
        if paid and yearly and paid / yearly > upper("payback_bound_years"):
            told = values(investment=paid, worth=yearly, years=paid / yearly)
            yield Finding("never_pays_back", Severity.WARNS, (cost.key, saved.key), told, "payback_bound_years")


def _is_investment(figure: Figure) -> bool:
    return figure.quantity == Quantity.INVESTMENT


def _is_priced(figure: Figure) -> bool:
    return is_coal(figure) or is_electricity(figure) or figure.quantity in _WATER


def _worth(figure: Figure) -> Decimal | None:
    """Return what a saving is worth in a year at most, in CNY; None where it is no yearly amount."""
    if is_electricity(figure):
        amount, price = figure.yearly("kWh"), upper("electricity_price")
    elif is_coal(figure):
        amount, price = figure.yearly("tce"), upper("energy_price")
    else:
        cubic = figure.yearly("m3")
        amount, price = cubic if cubic is not None else figure.yearly("t"), upper("water_price")
    sets = _SETS.search(figure.of_what)
    return None if amount is None else amount * price * (int(sets[1]) if sets else 1)
