"""Figures of one case that were published for different dates: value by date, each with its scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.charts.marks import Drawing
from portal.charts.png import can_write
from portal.charts.rows import Row, row_plot
from portal.templatetags.portal_tags import shown_date
from portal.text.dates import PartialDate
from showcase.choices import Evidence
from showcase.effects.choices import Quantity
from showcase.effects.display import bound_words, in_one_scale
from showcase.effects.models import Effect
from showcase.effects.rows import owner_in

FEWEST = 3
"""Dated figures of one quantity and unit from which on they are drawn."""

# Of the others a case may publish several things under one quantity: the shares of this and of that.
_DRAWN = frozenset(
    {
        Quantity.ENERGY_SAVED,
        Quantity.ELECTRICITY_SAVED,
        Quantity.ELECTRICITY_GENERATED,
        Quantity.CO2_AVOIDED,
        Quantity.WATER_SAVED,
        Quantity.WATER_REUSED,
        Quantity.HEAT_RECOVERED,
        Quantity.INVESTMENT,
        Quantity.COST_SAVED,
        Quantity.PAYBACK,
    }
)


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A row of the drawing. `number`: as published, in the unit of the chart; `is_expected`: not attained yet."""

    date: str
    scope: str
    of_what: str
    number: str
    evidence: str
    is_expected: bool
    source_number: int
    low: float
    high: float

    @property
    def label(self) -> str:
        """Date and scope; an expected figure also says that it is one."""
        return " · ".join((self.date, self.scope, *((self.evidence,) if self.is_expected else ())))


@dataclass(frozen=True, slots=True)
class DatedChart:
    """A chart with its words. `number`: its place among the charts of the case, which its files are found by."""

    number: int
    title: str
    unit: str
    said: str
    figures: tuple[DatedFigure, ...]
    files: str = ""

    @property
    def plot(self) -> Drawing:
        """The drawing of a page, whose table says what each figure is of."""
        return self._drawn(lambda figure: figure.label)

    @property
    def plot_with_words(self) -> Drawing:
        """The drawing of a file, which says it itself."""
        return self._drawn(lambda figure: f"{figure.label} · {figure.of_what}")

    def _drawn(self, words: Callable[[DatedFigure], str]) -> Drawing:
        return row_plot([Row(one.low, one.high, words(one), one.number, one.is_expected) for one in self.figures])

    @property
    def count(self) -> int:
        return len(self.figures)

    @property
    def source_numbers(self) -> tuple[int, ...]:
        return tuple(sorted({figure.source_number for figure in self.figures}))

    @property
    def expects(self) -> bool:
        """Whether any figure is expected, so that its mark has to be explained."""
        return any(figure.is_expected for figure in self.figures)

    @property
    def svg_url(self) -> str:
        return self._file("dated_svg")

    @property
    def png_url(self) -> str:
        return self._file("dated_png") if can_write() else ""

    @property
    def csv_url(self) -> str:
        return self._file("dated_csv")

    def _file(self, name: str) -> str:
        return reverse(name, args=[self.files, self.number]) if self.files else ""


def dated_charts(effects: Iterable[Effect], language: str, files: str = "") -> tuple[DatedChart, ...]:
    """Return the charts of a case's figures of other dates or scopes; `files`: its public id, empty for a draft.

    `effects`: those that a page in this language shows. Figures of one quantity, unit and plant are in one chart, where
    there are three or more and they are not all of one date.
    """
    groups = defaultdict(list)
    for effect in effects:
        if _is_drawn(effect):
            groups[effect.quantity, effect.unit, effect.per, effect.direction, owner_in(effect.of_what_zh)].append(
                effect
            )
    kept = (group for group in groups.values() if len(group) >= FEWEST and len({one.period for one in group}) > 1)
    return tuple(_chart(number, group, language, files) for number, group in enumerate(kept, 1))


def _is_drawn(effect: Effect) -> bool:
    return effect.aside and bool(effect.period) and effect.quantity in _DRAWN and min(_ends(effect)) >= 0


def _ends(effect: Effect) -> tuple[Decimal, Decimal]:
    numbers = [number for number in (effect.low, effect.high) if number is not None]
    return min(numbers), max(numbers)


def _chart(number: int, effects: list[Effect], language: str, files: str) -> DatedChart:
    ordered = sorted(effects, key=lambda effect: PartialDate.parse(effect.period))
    ends = [_ends(effect) for effect in ordered]
    written, unit = in_one_scale((end for pair in ends for end in pair), ordered[0].unit, ordered[0].per, language)
    numbers = zip(written[::2], written[1::2], strict=True)
    figures = tuple(
        _figure(effect, low if low == high else f"{low}–{high}", language, pair)
        for effect, (low, high), pair in zip(ordered, numbers, ends, strict=True)
    )
    name = str(ordered[0].get_quantity_display())
    return DatedChart(
        number, _("%(quantity)s by date") % {"quantity": name}, unit, _said(figures, ends), figures, files
    )


def _figure(effect: Effect, number: str, language: str, ends: tuple[Decimal, Decimal]) -> DatedFigure:
    return DatedFigure(
        date=shown_date(effect.period),
        scope=str(effect.get_scope_display()),
        of_what=effect.of_what,
        number=f"{bound_words(effect.low, effect.high, language)}{number}",
        evidence=str(effect.get_evidence_display()),
        is_expected=effect.evidence == Evidence.DESIGN_OR_EXPECTED,
        source_number=effect.source_number,
        low=float(ends[0]),
        high=float(ends[1]),
    )


def _said(figures: tuple[DatedFigure, ...], ends: list[tuple[Decimal, Decimal]]) -> str:
    """Return the smallest and the largest figure in a sentence."""
    by_size = [figure for _ends, figure in sorted(zip(ends, figures, strict=True), key=lambda pair: pair[0])]
    small, large = by_size[0], by_size[-1]
    return _("Smallest: %(small)s (%(small_label)s); largest: %(large)s (%(large_label)s).") % {
        "small": small.number,
        "small_label": small.label,
        "large": large.number,
        "large_label": large.label,
    }
