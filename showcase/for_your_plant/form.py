"""The form: what there is to tick, in view-models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.for_your_plant.asked import Asked
from showcase.for_your_plant.ranking.choices import Carrier
from showcase.for_your_plant.ranking.index import UseIndex
from showcase.for_your_plant.ranking.rules import own_industry
from showcase.for_your_plant.terms import Named, Terms
from showcase.for_your_plant.typed import Recognised


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick: `name` and `value` are what the address carries."""

    name: str
    value: str
    label: str
    language: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class TickGroup:
    """Boxes under one heading."""

    label: str
    ticks: tuple[Tick, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class TypedField:
    """A text field for terms. `offers`: boxes for what the words left in it may mean; `unknown`: it means nothing."""

    name: str
    text: str
    offers: tuple[Tick, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class AmountField:
    """A carrier with its box and its yearly amount as typed; `fault`: what is wrong with it."""

    tick: Tick
    text: str
    unit: str
    fault: str = ""


@dataclass(frozen=True)
class PlantForm:
    """The whole form. `near`: machines that are reported in the industry chosen; `machines`: all others."""

    industry: TypedField
    industries: tuple[Tick, ...]
    industry_groups: tuple[TickGroup, ...]
    machine: TypedField
    chosen_machines: tuple[Tick, ...]
    near: tuple[Tick, ...]
    machines: tuple[Tick, ...]
    carriers: tuple[AmountField, ...]

    @property
    def is_unfinished(self) -> bool:
        """Whether something in it waits for the reader: words to choose from, an unknown name, a fault."""
        typed = (self.industry, self.machine)
        return any(field.text for field in typed) or any(field.fault for field in self.carriers)


def plant_form(asked: Asked, industries: Recognised, machines: Recognised, index: UseIndex, known: Terms) -> PlantForm:
    """Return the form with what was entered."""
    near = machines_of_the_industry(asked, index)
    others = [code for code in known.machines if code not in near and code not in asked.machines]
    return PlantForm(
        industry=_typed_field("industries", "industry", asked.industry_text, industries, known.industries),
        industries=_ticks("industry", _chosen_and_narrower(asked, known), known.industries, asked.industries),
        industry_groups=_groups(asked, known),
        machine=_typed_field("machines", "process", asked.machine_text, machines, known.machines),
        chosen_machines=_ticks("process", asked.machines, known.machines, asked.machines),
        near=_ticks("process", [code for code in near if code not in asked.machines], known.machines, ()),
        machines=_ticks("process", others, known.machines, ()),
        carriers=tuple(_amount(carrier, asked) for carrier in Carrier),
    )


def machines_of_the_industry(asked: Asked, index: UseIndex) -> tuple[str, ...]:
    """Return the machines that measures or plants of the chosen industry name, by code."""
    home = set(own_industry(asked.plant()))
    if not home:
        return ()
    reported = (index.machines.get(code, frozenset()) for code in home)
    named = (one.features.machines for one in index.measures.values() if one.features.industries & home)
    return tuple(sorted(frozenset().union(*reported, *named)))


def _chosen_and_narrower(asked: Asked, known: Terms) -> list[str]:
    """Return the industries chosen, each followed by what stands right below it."""
    codes = [code for one in asked.industries for code in (one, *known.narrower.get(one, ()))]
    return list(dict.fromkeys(codes))


def _groups(asked: Asked, known: Terms) -> tuple[TickGroup, ...]:
    """Return the divisions that stand in no list yet, by industry group."""
    listed = set(_chosen_and_narrower(asked, known))
    found = []
    for group, divisions in known.divisions.items():
        name = known.industries[group]
        ticks = _ticks("industry", [code for code in divisions if code not in listed], known.industries, ())
        found.append(TickGroup(name.label_in(_language()), ticks, name.language_in(_language())))
    return tuple(group for group in found if group.ticks)


def _typed_field(name: str, box: str, text: str, recognised: Recognised, known: Mapping[str, Named]) -> TypedField:
    offers = _ticks(box, recognised.offers, known, ())
    return TypedField(name, text, offers, bool(recognised.rest) and not offers)


def _ticks(name: str, codes: Iterable[str], known: Mapping[str, Named], checked: Iterable[str]) -> tuple[Tick, ...]:
    chosen, language = set(checked), _language()
    return tuple(
        Tick(name, code, known[code].label_in(language), known[code].language_in(language), code in chosen)
        for code in codes
        if code in known
    )


def _amount(carrier: Carrier, asked: Asked) -> AmountField:
    units = {
        Carrier.ELECTRICITY: _("MWh a year (10 MWh are 10,000 kWh)"),
        Carrier.GAS: _("thousand m³ a year"),
    }
    return AmountField(
        tick=Tick("carrier", carrier.value, str(carrier.label), checked=carrier in asked.carriers),
        text=asked.amounts.get(carrier, ""),
        unit=units.get(carrier, _("tonnes a year")),
        fault=_("A number, such as 1200.5") if carrier in asked.faulty else "",
    )


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
