"""The units in which a reader asked for the figures of a story: `?units=MJ,kg,CNY` in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.frame.frame import NavItem
from showcase.effects.units import unit_of

PARAMETER = "units"
LARGE = "CNY-large"
GROUPS: tuple[tuple[str, ...], ...] = (("tce", "MJ", "kWh"), ("t", "kg"), (LARGE, "CNY"))
"""Units that exchange each other; one of a group is chosen. `CNY-large`: 万元, in English CNY million."""
_ENERGY = ("energy", "electricity", "coal_equivalent")
_MASS = ("mass", "carbon_dioxide", "carbon_dioxide_equivalent")
_KINDS: tuple[tuple[str, ...], ...] = (_ENERGY, _MASS, ("money",))
_MONEY = {LARGE: gettext_lazy("CNY million"), "CNY": gettext_lazy("CNY")}


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """What was chosen, in the order of the groups; at most one unit of each. Nothing chosen: as published."""

    codes: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> str:
        """Return the unit chosen for what measures `kind` (of units.csv); empty where none is."""
        for group, kinds in zip(GROUPS, _KINDS, strict=True):
            if kind in kinds:
                return next((code for code in self.codes if code in group), "")
        return ""

    def with_unit(self, code: str) -> UnitsAsked:
        """Return the same with this unit chosen in its group."""
        group = next(one for one in GROUPS if code in one)
        return _ordered({code, *(other for other in self.codes if other not in group)})


def units_asked(text: str) -> UnitsAsked:
    """Read the parameter. Raises BadRequest for an unknown unit, and for two of one group."""
    if not text:
        return UnitsAsked()
    codes = text.split(",")
    asked = _ordered(set(codes))
    if len(asked.codes) != len(codes) or any(len(set(group) & set(codes)) > 1 for group in GROUPS):
        raise BadRequest(_("units: one of each group, such as MJ,kg,CNY"))
    return asked


def _ordered(codes: set[str]) -> UnitsAsked:
    return UnitsAsked(tuple(code for group in GROUPS for code in group if code in codes))


def unit_links(asked: UnitsAsked, units: Iterable[str], path: str) -> tuple[tuple[NavItem, ...], ...]:
    """Return a group of links for each kind of figure on the page, first the one that shows them as published.

    `units`: symbols of the figures. Empty where nothing can be exchanged.
    """
    kinds = {unit_of(unit).kind for unit in units}
    groups = [group for group, some in zip(GROUPS, _KINDS, strict=True) if kinds.intersection(some)]
    if not groups:
        return ()
    published = NavItem(_("as published"), path, current=not asked.codes)
    return ((published,), *(tuple(_link(asked, code, path) for code in group) for group in groups))


def _link(asked: UnitsAsked, code: str, path: str) -> NavItem:
    query = urlencode({PARAMETER: ",".join(asked.with_unit(code).codes)}, safe=",")
    name = str(_MONEY[code]) if code in _MONEY else unit_of(code).name(get_language() or "zh-hans")
    return NavItem(name, f"{path}?{query}", current=code in asked.codes)
