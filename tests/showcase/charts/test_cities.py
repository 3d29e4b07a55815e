"""Stories and enterprises by city: what any reader may see, each count as the search it leads to."""

import csv
import io

import pytest
from django.test import Client
from lxml import etree

from showcase.charts.cities import city_tiles, prefectures_of
from tests import factories as make
from tests.hidden import restrict

pytestmark = pytest.mark.django_db


def counts() -> dict[str, tuple[int, int | None]]:
    """Prefecture → stories and enterprises, without those that have neither."""
    return {tile.code: (tile.value, tile.second) for tile in city_tiles().tiles if tile.value or tile.second}


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["350582"], {"350500"}),
        (["350128"], {"350128"}),
        (["350500", "350203"], {"350500", "350200"}),
        (["350000"], set()),
        (["360000"], set()),
    ],
)
def test_a_place_belongs_to_the_tile_of_its_prefecture(codes, found):
    for code in codes:
        make.region(code)

    assert prefectures_of(codes) == found


def test_a_story_counts_in_each_of_its_cities_and_the_rest_is_said_beside():
    make.make_case(regions=["350582", "350203"])
    make.make_case(regions=["350505"])
    make.make_case(regions=["360000"])
    make.make_technology(regions=[])

    assert counts() == {"350500": (2, 0), "350200": (1, 0)}
    assert "4" in city_tiles().said[0]


def test_what_is_not_public_and_what_is_invented_is_on_no_tile():
    make.make_case(regions=["350500"], live=False)
    restrict(make.make_case(regions=["350500"]))
    make.make_enterprise(region_code="350500", live=False)
    make.make_enterprise(region_code="350500", is_example=True)

    assert counts() == {}


def test_a_tile_leads_to_the_search_of_its_city_and_without_stories_to_its_enterprises():
    make.make_case(regions=["350582"])
    make.make_enterprise(region_code="350203")

    addresses = {tile.code: tile.url for tile in city_tiles().tiles if tile.url}

    assert addresses == {"350500": "/search/?region=350500", "350200": "/regions/350200/"}


def test_page_drawing_and_table_have_the_same_counts_in_both_languages():
    make.make_case(regions=["350582"])
    make.make_enterprise(region_code="350500")

    for prefix in ("", "/en"):
        page = Client().get(f"{prefix}/about/statistics/").content.decode()
        drawing = etree.fromstring(Client().get(f"{prefix}/charts/cities.svg").content)
        table = Client().get(f"{prefix}/charts/cities.csv").content.decode("utf-8-sig")
        rows = {row[0]: tuple(row[2:]) for row in list(csv.reader(io.StringIO(table)))[1:]}

        assert rows["350500"] == ("1", "1")
        assert len(rows) == len(drawing.xpath("//*[starts-with(@class, 'plot-tile-')]")) == 1
        assert f"{prefix}/charts/cities.svg" in page
