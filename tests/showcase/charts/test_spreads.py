"""The spread of the published figures of a technique: real plants only, a drawing from five figures on."""

from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from portal.charts.marks import Dot
from portal.charts.png import can_write
from tests import factories as make

pytestmark = pytest.mark.django_db


def add_case(tonnes, **fields):
    """A public case of a plant of its own that saves so many tonnes of coal equivalent a year."""
    effect = make.make_effect(low=Decimal(tonnes), high=Decimal(tonnes), **fields.pop("effect", {}))
    return make.make_case(effects=[effect], **{"enterprises": [make.make_enterprise()], **fields})


def spread(client=None):
    return next(iter((client or Client()).get("/techniques/T02.01/").context["spreads"]), None)


def test_five_figures_are_drawn_with_quartiles_and_files():
    for tonnes in (100, 200, 300, 400, 500):
        add_case(tonnes)

    found = spread()
    drawing = Client().get(found.svg_url)
    table = Client().get(found.csv_url).content.decode("utf-8-sig").splitlines()

    assert (found.count, len([mark for mark in found.plot.marks if isinstance(mark, Dot)])) == (5, 5)
    assert all(number in found.said for number in ("200", "300", "400"))
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.count(b"<circle") == 5
    assert b"http://testserver/techniques/T02.01/" in drawing.content
    assert "max-age" in drawing["Cache-Control"]
    if can_write():
        assert Client().get(found.png_url).content.startswith(b"\x89PNG")
    assert len(table) == 6


def test_four_figures_are_a_list_without_a_drawing():
    for tonnes in (100, 200, 300, 400):
        add_case(tonnes)

    found = spread()

    assert (found.plot, [line.number for line in found.lines]) == (None, ["100", "200", "300", "400"])
    assert Client().get("/charts/spread/T02.01-energy.svg").status_code == 404


def test_invented_plants_drafts_and_restricted_cases_are_in_no_chart():
    make.make_case()
    add_case(200, live=False)
    PageViewRestriction.objects.create(page=add_case(300), restriction_type="login")

    assert spread() is None
    assert Client().get("/charts/spread/T02.01-energy.csv").status_code == 404


def test_expected_figures_and_figures_of_a_whole_site_are_left_out():
    add_case(200, effect={"evidence": "design_or_expected"})
    add_case(300, effect={"scope": "site"})

    assert spread() is None


def test_one_figure_of_one_plant_is_one_dot():
    plant = make.make_enterprise()
    add_case(200, enterprises=[plant])
    add_case(200, enterprises=[plant])

    assert spread().count == 1


@pytest.mark.parametrize("name", ["T02.01-water", "T99-energy", "energy", "T02.01-"])
def test_an_unknown_chart_is_not_found(name):
    assert Client().get(f"/charts/spread/{name}.svg").status_code == 404
