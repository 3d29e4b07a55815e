"""The weights of the five goals, as the standard has them, beside the stories that serve each."""

import csv
import io

import pytest
from django.test import Client
from lxml import etree

from showcase.charts.goals import goal_weights
from showcase.models import Goal
from tests import factories as make
from tests.hidden import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals():
    """Two goals of the new standard that weigh 70 and 30, and one of the old standard without a weight."""
    for code, weight in (("2025-1", 70), ("2025-2", 30)):
        make.goal(code)
        Goal.objects.filter(code=code).update(weight=weight)
    make.goal("2018-1")


def test_the_home_page_draws_the_weights_with_the_stories_that_are_public(goals):
    make.make_case(goals=["2025-1"])
    make.make_translation(make.make_case(goals=["2025-1"]))
    make.make_case(goals=["2025-1"], live=False)
    restrict(make.make_case(goals=["2025-2"]))

    bar = Client().get("/en/").context["goals"]

    assert [(share.number, share.note) for share in bar.shares] == [("70", "2 stories"), ("30", "0 stories")]
    assert [share.url for share in bar.shares] == ["/en/search/?goal=2025-1", ""]
    assert not bar.has_rest


def test_weights_that_are_not_the_whole_are_not_drawn(goals):
    Goal.objects.filter(code="2025-2").update(weight=None)

    assert goal_weights() is None
    assert Client().get("/").context["goals"] is None
    assert [Client().get(f"/charts/goals.{form}").status_code for form in ("svg", "csv")] == [404, 404]


def test_drawing_and_table_have_the_same_numbers(goals):
    drawing = etree.fromstring(Client().get("/en/charts/goals.svg").content)
    table = Client().get("/en/charts/goals.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["value"] for row in rows] == ["70", "30"]
    assert {row["source"] for row in rows} == {"GB/T 36132-2025, weights that the standard gives as an example"}
    said = [text for text in drawing.itertext() if ": " in text]
    assert said[:2] == ["Term 2025-1: 70", "Term 2025-2: 30"]
