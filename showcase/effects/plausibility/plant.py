"""Rules that compare a figure with the size of the plant: full-load hours, roofs, dye baths, furnaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from showcase.effects.choices import Quantity
from showcase.effects.plausibility.bounds import bounds, upper
from showcase.effects.plausibility.energy import ROUNDED, is_coal, is_electricity, is_steam
from showcase.effects.plausibility.figures import Figure, Finding, Severity, StoryFigures, values
from showcase.effects.plausibility.numbers import numbers_in
from showcase.effects.plausibility.together import pairs, same_setting, same_topic
from showcase.effects.units import convert

_POWER, _PEAK = "power", "peak_power"
_MODULES = (
    re.compile(r"(?P<number>[\d,]+)\s*块\s*(?P<watts>[\d.]+)\s*瓦"),
    re.compile(r"(?P<watts>[\d.]+)\s*瓦[^\d，。；]{0,12}组件\s*(?P<number>[\d,]+)\s*块"),
)
_PV = re.compile(r"光伏|photovoltaic|\bPV\b", re.IGNORECASE)
_WEIGHT_CASES = re.compile(r"([\d.,]+)\s*(万?)\s*重量箱")
_HEATED = re.compile(r"供热|供暖|采暖|heat", re.IGNORECASE)
_ACID_GASES = re.compile(r"二氧化硫|氮氧化|SO2|SO₂|NOx|sulph?ur dioxide|nitrogen oxide", re.IGNORECASE)
_FUJIAN = "35"
_SUBSTANCES = ("T09", "T03", "T06.05", "T06.07", "T11")


def full_load_hours(story: StoryFigures) -> Iterator[Finding]:
    """Yield electricity that its capacity could only give in more hours than a year, or the sun, has."""
    for figure in story.figures:
        kwh = figure.yearly("kWh") if is_electricity(figure) else None
        powers = sorted(_powers(story, figure)) if kwh else []
        if not kwh or not powers:
            continue
        hours, sun = kwh / powers[0], bool(_PV.search(figure.topic)) or story.techniques == {"T06.01"}
        code = _sun_code(story) if sun else "hours_in_a_year"
        if hours > upper(code) * (1 + (ROUNDED if sun else 0)):
            told = values(kwh=kwh, kw=powers[0], hours=hours, most=upper(code))
            yield Finding("full_load_hours", Severity.WARNS, (figure.key,), told, code)


def _sun_code(story: StoryFigures) -> str:
    here = bool(story.regions) and all(code.startswith(_FUJIAN) for code in story.regions)
    return "pv_hours_fujian" if here else "pv_hours_anywhere"


def _powers(story: StoryFigures, figure: Figure) -> Iterator[Decimal]:
    """Yield the capacities, in kW, that the figure's own words, rows beside it or the modules in the text name."""
    beside = [
        other
        for other in story.figures
        if other is figure or (same_setting(figure, other) and same_topic(figure, other))
    ]
    for other in beside:
        yield from _kilowatts(f"{other.of_what}；{other.printed}")
        if other.quantity == Quantity.CAPACITY and other.kind in (_POWER, _PEAK):
            yield from _kilowatts(f"{other.value}{other.unit}")
    if _PV.search(figure.topic) and not figure.owner:
        yield from _of_modules("\n".join((story.text, *story.known_words)))


def _of_modules(text: str) -> Iterator[Decimal]:
    """Yield number × watts of modules, in kW: 4700 块 585 瓦."""
    for found in (found for pattern in _MODULES for found in pattern.finditer(text)):
        yield Decimal(found["number"].replace(",", "")) * Decimal(found["watts"]) / 1000


def _kilowatts(text: str) -> Iterator[Decimal]:
    for number in numbers_in(text):
        if number.symbol and number.kind in (_POWER, _PEAK) and number.value > 0:
            yield convert(number.value, number.symbol, "kW" if number.kind == _POWER else "kWp")


def heated_area(story: StoryFigures) -> Iterator[Finding]:
    """Yield a heated floor area that asks for more heat than one plant gives."""
    need = bounds()["heat_per_floor_area"].low or Decimal(0)
    for figure in story.figures:
        area = figure.amount("m2") if figure.kind == "area" and _HEATED.search(figure.of_what) else None
        if area is None or area * need <= upper("heat_of_one_plant") * 10**6:
            continue
        told = values(area=area, watts=need, megawatts=area * need / 10**6, most=upper("heat_of_one_plant"))
        yield Finding("heated_area", Severity.WARNS, (figure.key,), told, "heat_of_one_plant")


def dye_bath(story: StoryFigures) -> Iterator[Finding]:
    """Yield water saved in dyeing that the steam saved with it could not have warmed."""
    if not story.has("T08.06"):
        return
    for water, steam in pairs(story.figures, lambda figure: figure.quantity == Quantity.WATER_SAVED, is_steam):
        tonnes, vapour = water.yearly("t"), steam.yearly("t")
        if not tonnes or not vapour:
            continue
        rise = vapour * upper("heat_of_steam") / (tonnes * upper("heat_of_water"))
        if rise < (bounds()["dye_bath_rise"].low or 0):
            told = values(water=tonnes, steam=vapour, kelvin=rise)
            yield Finding("dye_bath", Severity.WARNS, (water.key, steam.key), told, "dye_bath_rise")


def furnace_use(story: StoryFigures) -> Iterator[Finding]:
    """Yield a saving of glass furnaces that means more energy for a weight case than the industry's mean."""
    boxes = [_boxes(found) for found in _WEIGHT_CASES.finditer(story.text)]
    if not boxes:
        return
    for coal, share in pairs(story.figures, is_coal, _is_saved_share, _one_line):
        saved = coal.yearly("kgce")
        if not saved or not share.value:
            continue
        use = saved / (share.value / 100) / boxes[0]
        if use > upper("glass_energy"):
            told = values(saved=saved / 1000, percent=share.value, boxes=boxes[0], use=use, most=upper("glass_energy"))
            yield Finding("furnace_use", Severity.WARNS, (coal.key, share.key), told, "glass_energy")


def _one_line(one: Figure, other: Figure) -> bool:
    """Say whether two figures have the same scope and period: the story names one production line."""
    return (one.scope, one.period) == (other.scope, other.period)


def _boxes(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", "")) * (10**4 if found[2] else 1)


def _is_saved_share(figure: Figure) -> bool:
    return figure.quantity == Quantity.ENERGY_SAVED and figure.unit == "percent" and not figure.denominator


def indirect_pollutants(story: StoryFigures) -> Iterator[Finding]:
    """Yield sulphur and nitrogen oxides counted as avoided by solar power: they are those of some power station."""
    if not story.has("T06.01") or story.has(*_SUBSTANCES):
        return
    for figure in _pollutants(story.figures):
        yield Finding("indirect_pollutants", Severity.WARNS, (figure.key,), values(amount=figure.value))


def _pollutants(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield pollutants in tonnes whose words name sulphur dioxide or nitrogen oxides."""
    for figure in figures:
        words = f"{figure.of_what} {figure.printed}"
        if figure.quantity == Quantity.POLLUTANT_REDUCED and figure.kind == "mass" and _ACID_GASES.search(words):
            yield figure
