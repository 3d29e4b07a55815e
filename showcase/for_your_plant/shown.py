"""What the page shows of each measure: view-models, filled for those that most speak for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from showcase.choices import Evidence
from showcase.effects.amounts import AMOUNTS
from showcase.effects.choices import Quantity
from showcase.effects.display import format_quantity
from showcase.effects.rows import COMPARED_IN, four_digits
from showcase.for_your_plant.ranking.facts import Plant, Ranked, Reason
from showcase.for_your_plant.ranking.index import Spread, UseIndex
from showcase.for_your_plant.ranking.rules import rank_measures
from showcase.for_your_plant.ranking.weights import WEIGHTS
from showcase.for_your_plant.texts import MeasureText, measure_texts
from showcase.for_your_plant.told_by import ToldBy, told_by
from showcase.for_your_plant.wording import measure_reason

SHOWN, IN_A_TABLE = 12, 40
"""Measures on the page, which is printed, and in the workbook."""
Tone = Literal["for", "against", "remark"]
_QUANTITIES: Mapping[str, Quantity] = {
    "energy": Quantity.ENERGY_SAVED,
    "co2": Quantity.CO2_AVOIDED,
    "water": Quantity.WATER_SAVED,
    "investment": Quantity.INVESTMENT,
    "payback": Quantity.PAYBACK,
}


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason in words; `points`: as shown (`+10`, `−4`), empty for a remark."""

    text: str
    points: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The range of an amount; `plants`: how many give it, and of which industry; `evidence`: grade, label, plants.

    `plant` and `url`: of a single figure, whose it is and where its case is; empty for a range.
    """

    label: str
    value: str
    plants: str
    evidence: tuple[tuple[str, str, int], ...]
    plant: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A measure on the check-list.

    `points`: their sum in words; `limits`: where it does not fit; `first`: the data to measure before; `language`: of
    title and texts.
    """

    number: int
    title: str
    url: str
    language: str
    kind_label: str
    points: str
    reasons: tuple[ReasonLine, ...]
    figures: tuple[FigureLine, ...]
    limits: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightLine:
    """A row of the table of weights."""

    points: str
    why: str


def check_list(index: UseIndex, plant: Plant, most: int = SHOWN) -> tuple[tuple[MeasureItem, ...], int]:
    """Return the first measures for a plant, and how many fit it in all; a constant number of queries."""
    ranked = rank_measures(plant, index.supported(plant))
    language = get_language() or settings.LANGUAGE_CODE
    texts = measure_texts([one.key for one in ranked[:most]], language)
    # What ceased to be public since the index was read is left out.
    shown = [one for one in ranked[:most] if one.key in texts]
    spreads = {one.key: index.spreads(plant, one.key) for one in shown}
    told = told_by({spread.case for some in spreads.values() for spread in some if spread.case}, language)
    figures = {key: tuple(figure_line(spread, told.get(spread.case)) for spread in spreads[key]) for key in spreads}
    items = (_item(number, one, texts[one.key], figures[one.key]) for number, one in enumerate(shown, 1))
    return tuple(items), len(ranked) - len(ranked[:most]) + len(shown)


def _item(number: int, one: Ranked, text: MeasureText, figures: tuple[FigureLine, ...]) -> MeasureItem:
    return MeasureItem(
        number=number,
        title=text.title,
        url=text.url,
        language=text.language,
        kind_label=str(text.kind.label),
        points=ngettext("%(n)d point", "%(n)d points", one.points) % {"n": one.points},
        reasons=tuple(reason_line(reason) for reason in one.reasons),
        figures=figures,
        limits=text.limits,
        first=text.first,
    )


def reason_line(reason: Reason) -> ReasonLine:
    """Return a reason of a measure in words."""
    tone: Tone = "for" if reason.points > 0 else "against" if reason.points < 0 else "remark"
    return ReasonLine(measure_reason(reason), _signed(reason.points), tone)


def _signed(points: int) -> str:
    if not points:
        return ""
    return f"+{points}" if points > 0 else f"−{-points}"


def figure_line(spread: Spread, told: ToldBy | None = None) -> FigureLine:
    """Return a range in the unit in which the site compares, with at most four digits; `told`: whose single figure."""
    unit, per = COMPARED_IN[AMOUNTS[spread.amount].unit]
    low, high = four_digits(spread.low), four_digits(spread.high)
    return FigureLine(
        label=str(_QUANTITIES[spread.amount].label),
        value=format_quantity(Decimal(low), Decimal(high), unit, per, get_language() or "zh-hans"),
        plants=_plants(spread),
        evidence=tuple((grade, str(Evidence(grade).label), count) for grade, count in spread.evidence),
        plant=told.name if told else "",
        url=told.url if told else "",
    )


def _plants(spread: Spread) -> str:
    if spread.near:
        text = ngettext("%(n)d plant of your industry", "%(n)d plants of your industry", spread.plants)
    else:
        text = ngettext("%(n)d plant of any industry", "%(n)d plants of any industry", spread.plants)
    return text % {"n": spread.plants}


def weight_lines() -> tuple[WeightLine, ...]:
    """Return the table of weights in words."""
    return tuple(WeightLine(_signed(weight.points) or "0", str(weight.why)) for weight in WEIGHTS.values())


def lines_of(item: MeasureItem) -> tuple[str, str]:
    """Return the reasons and the figures of a measure as lines of text, for a cell of a table."""
    reasons = "\n".join(f"{line.text} ({line.points})" if line.points else line.text for line in item.reasons)
    return reasons, "\n".join(_figure_text(line) for line in item.figures)


def _figure_text(line: FigureLine) -> str:
    grades = "; ".join(f"{label} {count}" for _grade, label, count in line.evidence)
    return _("%(label)s: %(value)s (%(plants)s; %(evidence)s)") % {
        "label": line.label,
        "value": line.value,
        "plants": f"{line.plants} · {line.plant}" if line.plant else line.plants,
        "evidence": grades,
    }
