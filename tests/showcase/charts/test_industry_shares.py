"""Shares that a source states of an industry: one bar a whole, with its source and what is left unsaid."""

import csv
import io

import pytest
from django.test import Client
from lxml import etree, html

from showcase.models import IndustryShare, IndustrySource
from tests import factories as make

pytestmark = pytest.mark.django_db

HEAT = {"whole_zh": "定型机的热", "whole_en": "Heat of a stenter", "number": 1}


@pytest.fixture
def textiles():
    """An industry of which a source divides two things."""
    industry = make.industry("C17")
    industry.sources = [IndustrySource(number=1, publisher="示例学会", publisher_en="Example Society", title="热平衡")]
    rows = [
        {**HEAT, "part_zh": "有效热", "part_en": "useful heat", "percent": 30},
        {**HEAT, "part_zh": "排气", "part_en": "exhaust", "percent": 60},
        {**HEAT, "whole_zh": "用水", "whole_en": "Water", "part_zh": "水洗", "part_en": "washing", "percent": 100},
    ]
    industry.shares = [IndustryShare(sort_order=n, **{"percent": 0, **row}) for n, row in enumerate(rows)]
    industry.save()
    return industry


def test_an_industry_shows_a_bar_for_each_whole_with_its_source_and_what_is_not_stated(textiles):
    answer = Client().get("/en/industries/C17/")

    heat, water = answer.context["share_bars"]
    assert [(share.label, share.number) for share in heat.shares] == [
        ("useful heat", "about 30"),
        ("exhaust", "about 60"),
    ]
    assert (heat.source, heat.has_rest, water.has_rest) == ("Example Society, date not stated", True, False)
    page = html.fromstring(answer.content)
    assert page.xpath("//figure[@class='shares']//a[@class='cite']/@href") == ["#source-1", "#source-1"]
    assert len(page.xpath("//li[@class='share-line-rest']")) == 1


def test_chinese_writes_the_word_before_the_number_without_a_space(textiles):
    heat, _water = Client().get("/industries/C17/").context["share_bars"]

    assert heat.shares[0].number.endswith("30")
    assert " " not in heat.shares[0].number
    assert heat.title == "定型机的热"


def test_drawing_and_table_have_the_same_parts_and_name_the_source(textiles):
    drawing = etree.fromstring(Client().get("/en/charts/shares/C17-1.svg").content)
    table = Client().get("/en/charts/shares/C17-1.csv").content.decode("utf-8-sig")

    said = [text for text in drawing.itertext() if "about" in text or text.startswith("not stated")]
    assert said == ["useful heat: about 30", "exhaust: about 60", "not stated by the source"]
    assert "Source: Example Society" in "".join(drawing.itertext())
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["part"], row["value"], row["unit"]) for row in rows] == [
        ("useful heat", "about 30", "%"),
        ("exhaust", "about 60", "%"),
    ]
    assert rows[0]["source"] == "Example Society, date not stated"


@pytest.mark.parametrize("name", ["C17-3", "C17-0", "C26-1", "C99-1"])
def test_a_bar_that_does_not_exist_has_no_file(textiles, name):
    make.industry("C26")

    assert Client().get(f"/charts/shares/{name}.svg").status_code == 404
    assert Client().get(f"/charts/shares/{name}.csv").status_code == 404


def test_an_industry_without_shares_shows_nothing_of_it(textiles):
    make.industry("C26")

    assert "share-bars" not in Client().get("/industries/C26/").content.decode()
