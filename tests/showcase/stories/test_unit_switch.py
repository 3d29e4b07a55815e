"""The figures of a story in the units a reader asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django.core.exceptions import BadRequest
from django.test import Client
from django.utils.translation import override

from showcase.models import Effect
from showcase.stories.figures.in_units import row_in
from showcase.stories.figures.units_asked import units_asked
from tests.factories import make_case, make_effect

POWER: dict[str, Any] = {"quantity": "electricity_saved", "unit": "kWh"}
MONEY: dict[str, Any] = {"quantity": "investment", "unit": "CNY", "per": "none", "direction": "invested"}


def exactly(number: str, **fields: Any) -> Effect:
    return make_effect(low=Decimal(number), high=Decimal(number), **fields)


@pytest.mark.parametrize(
    ("effect", "units", "language", "shown"),
    [
        (exactly("5400"), "MJ", "zh-hans", "约 1.58 亿兆焦/年"),
        (exactly("5400"), "kWh", "zh-hans", "约 4,400 万千瓦时/年"),
        (exactly("1860000", **POWER), "tce", "zh-hans", "约 229 吨标准煤/年"),
        (exactly("1860000", **POWER), "MJ", "en", "about 6,700,000 MJ a year"),
        (exactly("1860000", **POWER), "kWh", "en", "1,860,000 kWh a year"),
        (exactly("1234.56", quantity="other", unit="t"), "kg", "zh-hans", "1,234,560 千克/年"),
        (exactly("1500", quantity="co2_avoided", unit="kgCO2"), "t", "en", "1.5 t CO₂ a year"),
        (exactly("320000000", **MONEY), "CNY-large", "zh-hans", "32,000 万元"),
        (exactly("320000000", **MONEY), "CNY", "zh-hans", "320,000,000 元"),
        (exactly("320000000", **MONEY), "CNY", "en", "CNY 320,000,000"),
        (exactly("0.35", quantity="water_intensity", unit="m3/t", per="unit"), "MJ,kg,CNY", "en", "0.35 m³ per tonne"),
    ],
)
def test_a_figure_is_converted_in_no_more_digits_than_were_printed(
    effect: Effect, units: str, language: str, shown: str
) -> None:
    with override(language):
        row = row_in(effect, units_asked(units))

    assert f"{row.value} {row.unit}".strip() == shown


def test_coal_of_power_stations_is_no_heat_of_the_plant() -> None:
    row = row_in(exactly("5400", basis="equivalent"), units_asked("MJ"))

    assert (row.value, row.unit) == ("5,400", "吨标准煤/年")


def test_before_and_after_are_converted_together() -> None:
    effect = make_effect(low=None, high=Decimal(30), before=Decimal(120), after=Decimal(90), unit="t", quantity="other")

    pair = row_in(effect, units_asked("kg")).before_after

    assert pair is not None
    assert (pair.before, pair.after) == ("12", "9")


@pytest.mark.parametrize("units", ["furlong", "MJ,kWh", "MJ,MJ", "MJ,", "mj", "MJ kg"])
def test_unknown_units_are_refused(units: str) -> None:
    with pytest.raises(BadRequest):
        units_asked(units)


@pytest.mark.django_db
def test_a_case_offers_links_that_keep_what_was_chosen(client: Client) -> None:
    case = make_case(effects=[exactly("5400"), exactly("320000000", **MONEY)])

    page = lxml.html.fromstring(client.get(f"{case.get_url()}?units=MJ").content)
    (switch,) = page.find_class("unit-switch")

    assert [one.text_content().strip() for one in switch.iter("b")] == ["兆焦"]
    assert [link.get("href").partition("?")[2] for link in switch.iter("a")] == [
        "",
        "units=tce",
        "units=kWh",
        "units=MJ,CNY-large",
        "units=MJ,CNY",
    ]
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(case.get_url())


@pytest.mark.django_db
def test_each_choice_of_units_has_a_page_of_its_own_in_the_cache(client: Client) -> None:
    address = make_case(effects=[exactly("5400")]).get_url()

    published, converted = (client.get(address + query).content.decode() for query in ("", "?units=MJ"))

    assert "兆焦/年" in converted
    assert "兆焦/年" not in published
    assert client.get(address).content.decode() == published
    assert client.get(f"{address}?units=ell").status_code == 400


@pytest.mark.django_db
def test_a_page_without_figures_to_exchange_has_no_switch(client: Client) -> None:
    case = make_case(effects=[exactly("35", quantity="share", unit="percent", per="none")])

    assert "unit-switch" not in client.get(case.get_url()).content.decode()
