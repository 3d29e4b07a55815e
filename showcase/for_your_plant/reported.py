"""What plants report of stories, as uses that speak for or against a measure."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.choices import Evidence
from showcase.effects.amounts import AMOUNTS
from showcase.for_your_plant import further_uses
from showcase.for_your_plant.further_uses import FurtherUse, plant_of_enterprise
from showcase.for_your_plant.ranking.index import UseFigure
from showcase.replications.uses import PublishedUse, read_uses
from showcase.replications.uses import UseFigure as Reported


def register() -> None:
    """Have the reports of plants read with the public stories."""
    further_uses.register("replications", reported_uses)


def reported_uses() -> Iterator[FurtherUse]:
    """Yield every public report; three queries."""
    for uses in read_uses().values():
        yield from map(_use, uses)


def _use(use: PublishedUse) -> FurtherUse:
    known = plant_of_enterprise(use.enterprise) if use.enterprise else f"report:{use.key}"
    return FurtherUse(
        story=use.story,
        plant=known,
        industries=(use.industry,) if use.industry else (),
        figures=tuple(figure for one in use.figures if (figure := _figure(one)) is not None),
        adopted=use.is_adopted,
    )


def _figure(figure: Reported) -> UseFigure | None:
    """Return a figure of an amount that the search compares; None for any other, and for one only expected."""
    shared = figure.common
    if shared is None or figure.evidence == Evidence.DESIGN_OR_EXPECTED:
        return None
    amounts = (one for one in AMOUNTS.values() if figure.quantity in one.quantities and shared.unit == one.unit)
    amount = next(amounts, None)
    return UseFigure(amount.code, shared.middle, figure.evidence) if amount else None
