"""Labels of ranges in the reader's language: numbers in the facet's unit, whole sentences elsewhere."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from search.core.ranges import Range, RangeFacet
from showcase.effects.display import format_number, format_quantity

# Unit of an amount → (symbol in units.csv, the period it is for).
_PRINTED = {
    "tce/a": ("tce", "year"),
    "tCO2/a": ("tCO2", "year"),
    "m³/a": ("m3", "year"),
    "CNY": ("CNY", "none"),
    "a": ("a", "none"),
}


def range_name(facet: RangeFacet) -> str:
    """Return the facet's own name."""
    return _(facet.label)


def range_unit(facet: RangeFacet) -> str:
    """Return the unit of the facet's ranges and of its fields from and to."""
    units = {
        "energy": _("tce a year; 1 tce = 29.3 GJ"),
        "co2": _("t CO₂ a year"),
        "water": _("m³ a year"),
        "investment": _("CNY million"),
        "payback": _("years"),
    }
    return units[facet.name]


def range_numbers(facet: RangeFacet, code: str) -> str:
    """Return a range beside its facet's unit: `1,000–5,000`, `50,000 or more`, `up to 100`."""
    scale = facet.scale(_language())
    asked = Range.of(code)
    low, high = ("" if end is None else format_number(end / scale) for end in (asked.low, asked.high))
    if not low:
        return _("up to %(number)s") % {"number": high}
    if not high:
        return _("%(number)s or more") % {"number": low}
    return low if low == high else f"{low}–{high}"


def range_figure(facet: RangeFacet, code: str) -> str:
    """Return a range with its unit: `at most 3 years`, `1,000–5,000 tce a year (about 29.3–147 TJ)`."""
    asked, (symbol, per) = Range.of(code), _PRINTED[facet.amount.unit]
    return format_quantity(asked.low, asked.high, symbol, per, _language())


def range_sentence(facet: RangeFacet, code: str) -> str:
    """Return a range that stands alone, as on a chip: `Payback: at most 3 years`."""
    return _("%(facet)s: %(range)s") % {"facet": range_name(facet), "range": range_figure(facet, code)}


def giving(facet: RangeFacet, number: int) -> str:
    """Return how many of the results have the amount: `5 give a payback`."""
    words = {
        "energy": ngettext("%(n)s gives the energy saved a year", "%(n)s give the energy saved a year", number),
        "co2": ngettext("%(n)s gives the CO₂ avoided a year", "%(n)s give the CO₂ avoided a year", number),
        "water": ngettext("%(n)s gives the water saved a year", "%(n)s give the water saved a year", number),
        "investment": ngettext("%(n)s gives an investment", "%(n)s give an investment", number),
        "payback": ngettext("%(n)s gives a payback", "%(n)s give a payback", number),
    }
    return words[facet.name] % {"n": format_number(Decimal(number))}


def _language() -> str:
    return get_language() or "zh-hans"
