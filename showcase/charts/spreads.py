"""How the published figures of the cases of a technique or an industry are spread: energy, payback, investment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.caching.content_version import cached_by_version
from portal.charts.marks import Drawing
from portal.charts.png import can_write
from portal.charts.strips import quartiles, strip_plot
from showcase.effects.amounts import AMOUNTS, amounts_of
from showcase.effects.display import format_number
from showcase.effects.rows import four_digits
from showcase.stories.coded import CodedStory, coded_stories
from showcase.stories.models import StoryPage
from showcase.stories.reading import Reading, readings

FEWEST = 5
"""Figures from which on a spread is drawn."""

DRAWN = ("energy", "payback", "investment", "co2", "water")


@dataclass(frozen=True, slots=True)
class Plotted:
    """A case with a plant that is named, and amount → the number it is drawn at. `language`: of the title."""

    page_id: int
    title: str
    url: str
    language: str
    plant: str
    amounts: dict[str, float]


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """A row of the table below a drawing. `number`: as written, in the unit of the chart."""

    plant: str
    title: str
    url: str
    language: str
    number: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A chart with its words. `said`: quartiles; `plot`: None where there are too few figures: then a list."""

    title: str
    unit: str
    count: int
    said: str
    lines: tuple[SpreadLine, ...]
    plot: Drawing | None
    svg_url: str
    png_url: str
    csv_url: str


def plotted_cases() -> tuple[Plotted, ...]:
    """Return all public cases with a figure, in the reader's language; cached until something public changes."""
    language = get_language() or "zh-hans"
    return cached_by_version(f"plotted:{language}", lambda: _read(language))


def stories_with(code: str) -> list[CodedStory]:
    """Return the public stories that carry a technique or an industry, or one below it."""
    return [story for story in coded_stories() if code in story.techniques or code in story.industries]


def spreads_of(code: str, stories: Iterable[CodedStory]) -> tuple[Spread, ...]:
    """Return the charts of a term in the order of `DRAWN`; those without any figure are left out."""
    wanted = {story.page_id for story in stories if story.kind == "case"}
    cases = [case for case in plotted_cases() if case.page_id in wanted]
    found = (_spread(code, amount, cases) for amount in DRAWN)
    return tuple(spread for spread in found if spread)


def spread_of(code: str, amount: str) -> Spread | None:
    """Return one chart of a term; None where it has no figure."""
    wanted = {story.page_id for story in stories_with(code) if story.kind == "case"}
    return _spread(code, amount, [case for case in plotted_cases() if case.page_id in wanted])


def _read(language: str) -> tuple[Plotted, ...]:
    ids = [story.page_id for story in coded_stories() if story.kind == "case"]
    sources = StoryPage.objects.filter(pk__in=ids).defer("body").for_cards()
    return tuple(case for reading in readings(sources, language) if (case := _plotted(reading)))


def _plotted(reading: Reading) -> Plotted | None:
    """Return a case as drawn; None without a figure, without a named plant, and for invented plants."""
    heads = [item.enterprise.head for item in reading.source.enterprise_items.all()]
    # A figure of several plants together is the figure of none.
    if len(heads) != 1 or heads[0].is_example:
        return None
    found = amounts_of(effect for effect in reading.source.effects.all() if not effect.aside)
    amounts = {code: AMOUNTS[code].strongest(found[code]) for code in DRAWN if code in found}
    kept = {code: number for code, number in amounts.items() if number is not None and number >= 0}
    if not kept:
        return None
    language = reading.language if reading.is_fallback else ""
    url = reading.text.get_url() or ""
    return Plotted(reading.source.pk, reading.text.title, url, language, heads[0].label, kept)


def _spread(code: str, amount: str, cases: Iterable[Plotted]) -> Spread | None:
    # Two cases of one plant that tell of the same figure are one dot.
    kept = {(case.plant, case.amounts[amount]): case for case in cases if amount in case.amounts}
    if not kept:
        return None
    scale, unit = _scale(amount)
    numbers = sorted(number / scale for _plant, number in kept)
    plot = strip_plot(numbers, _written) if len(numbers) >= FEWEST else None
    name = f"{code}-{amount}"
    return Spread(
        title=_title(amount),
        unit=unit,
        count=len(numbers),
        said=_said(numbers) if plot else "",
        lines=tuple(_line(kept[key], key[1] / scale) for key in sorted(kept, key=lambda one: (one[1], one[0]))),
        plot=plot,
        svg_url=reverse("spread_svg", args=[name]) if plot else "",
        png_url=reverse("spread_png", args=[name]) if plot and can_write() else "",
        csv_url=reverse("spread_csv", args=[name]),
    )


def _line(case: Plotted, number: float) -> SpreadLine:
    return SpreadLine(case.plant, case.title, case.url, case.language, _written(number))


def _said(numbers: list[float]) -> str:
    first, middle, third = map(_written, quartiles(numbers))
    words = _("Half of the figures lie between %(first)s and %(third)s; the median is %(middle)s.")
    return words % {"first": first, "third": third, "middle": middle}


def _written(number: float) -> str:
    return format_number(Decimal(four_digits(number)))


def _title(amount: str) -> str:
    return str(AMOUNTS[amount].quantities[0].label)


def _scale(amount: str) -> tuple[float, str]:
    """Return by what numbers are divided, and the unit they are then in."""
    units = {
        "energy": _("tce a year"),
        "payback": _("years"),
        "co2": _("t CO₂ a year"),
        "water": _("m³ a year"),
    }
    if amount in units:
        return 1, units[amount]
    return (1e6, "CNY million") if get_language() == "en" else (1e4, "万元")
